import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createVote } from './vote.ts';

test('a vote is decided as soon as nothing can change it, and never otherwise', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(3), { minLength: 1, maxLength: 9 }), (classes) => {
      const vote = createVote(classes.length);
      classes.forEach((one, index) => {
        const wasOpen = vote.winner === null;
        vote.cast(one);
        if (wasOpen && vote.winner !== null) {
          expect(vote.decidedAfter).toBe(index + 1);
          const before = classes.slice(0, index + 1);
          const left = classes.length - index - 1;
          const votesOf = (c: number): number => before.filter((other) => other === c).length;
          for (const rival of [0, 1, 2, 3, 4]) {
            if (rival !== vote.winner) {
              expect(votesOf(rival) + left).toBeLessThanOrEqual(votesOf(vote.winner));
            }
          }
        }
      });
      const counts = classes.map((one) => classes.filter((other) => other === one).length);
      expect(counts[classes.indexOf(vote.winner!)]).toBe(Math.max(...counts));
      expect(vote.unanimous).toBe(new Set(classes).size === 1);
    }),
    { numRuns: 2_000 },
  );
});

test('two of three decide without the third', () => {
  const vote = createVote(3);
  vote.cast(1);
  expect(vote.winner).toBeNull();
  vote.cast(1);
  expect([vote.winner, vote.decidedAfter]).toEqual([1, 2]);
});

test('an answer that is no class is no vote', () => {
  const vote = createVote(3);
  vote.cast(-1);
  vote.cast(2);
  expect([vote.winner, vote.unanimous]).toEqual([null, false]);
  vote.cast(-1);
  expect([vote.winner, vote.decidedAfter, vote.unanimous]).toEqual([2, 3, false]);
  const silent = createVote(2);
  silent.cast(-1);
  silent.cast(-1);
  expect([silent.winner, silent.unanimous]).toEqual([null, false]);
});
