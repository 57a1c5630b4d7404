/** The chart of both orders, by its draw commands. */
import { expect, test } from 'vitest';
import { OUTCOMES } from '#trace/outcomes.ts';
import { outcomeColors, paintOrder } from './paintOrder.ts';
import { recordingContext } from './testing/recordingContext.ts';
import { testTheme } from './testing/testTheme.ts';

const painted = (sent: number[], outcomes: number[], pinned = -1) => {
  const recording = recordingContext();
  const cameBack = sent.map((_, i) => 11 + i);
  paintOrder(recording.context, 356, 352, { sent, cameBack, outcomes, from: 11, pinned }, testTheme);
  return recording;
};
const middle = (args: readonly unknown[]): [number, number] => {
  const [x = 0, y = 0, width = 0, height = 0] = args as number[];
  return [x + width / 2, y + height / 2];
};

test('requests that were not overtaken lie on the diagonal, overtaken ones above it, in the colour of the outcome', () => {
  const rejected = OUTCOMES.indexOf('rejected');
  const dots = painted([12, 11, 13], [0, rejected, 0]).named('fillRect');
  expect(dots).toHaveLength(3);
  // The plot is 300 by 300 from (44, 20).
  const over = dots.map(({ args }) => {
    const [x, y] = middle(args);
    return Math.round(320 - y - (x - 44));
  });
  expect(over).toEqual([-100, 0, 100]);
  expect(dots[2]!.fillStyle).toBe(outcomeColors(testTheme).rejected);
  expect(dots[0]!.fillStyle).toBe(outcomeColors(testTheme).ok);
});

test('axes have names and ends; the pinned request has a ring', () => {
  const recording = painted([11, 12], [0, 0], 1);
  const texts = recording.texts();
  expect(texts).toContain('Place in order of completion');
  expect(texts).toContain('Place in order of sending');
  expect(texts.filter((text) => text === '12')).toHaveLength(2);
  expect(recording.named('arc')).toHaveLength(1);
});

test('without requests there are only axes', () => {
  const recording = painted([], []);
  expect(recording.named('fillRect')).toHaveLength(0);
  expect(recording.texts()).toContain('Place in order of sending');
});
