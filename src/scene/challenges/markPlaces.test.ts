import { expect, test } from 'vitest';
import { CHALLENGES } from '#lessons/challenges/challenges.ts';
import { MARK_PLACES, placeOn } from './markPlaces.ts';

test('marks stand at their places, and scores in between, before and beyond', () => {
  for (const challenge of CHALLENGES) {
    for (const [i, mark] of challenge.marks.entries()) {
      expect(placeOn(challenge, mark), challenge.id).toBeCloseTo(MARK_PLACES[i]!, 9);
    }
  }
  const xor = { marks: [25, 13, 11] } as const;
  expect(placeOn(xor, 19)).toBeCloseTo(0.3625, 9);
  expect(placeOn(xor, 9)).toBe(1);
  expect(placeOn(xor, 1_000)).toBe(0);
  expect(placeOn({ marks: [0.87, 0.88, 0.89] }, 0.885)).toBeCloseTo(0.6875, 9);
});
