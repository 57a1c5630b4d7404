import { expect, test } from 'vitest';
import { stepsTo } from './Goal.ts';
import { dueAt, nextSteps, type Course } from './nextSteps.ts';
import { ChunkPacer, CurveBudget } from './pacing.ts';

/** 25 steps an epoch. */
const schedule = { seed: 1, count: 250, batchSize: 10 };
const goal = { step: Infinity, epoch: Infinity };
const track = {
  nextEpoch: (epoch: number) => Math.floor(epoch) + 1,
  isKept: ({ batch }: { batch: number }) => batch === 0,
};

/** A dispatch has time for 1,024 steps. */
function pacerOf1024(): ChunkPacer {
  const pacer = new ChunkPacer();
  while (pacer.chunkSteps < 1_024) pacer.took(pacer.next(Infinity), pacer.chunkSteps / 33);
  return pacer;
}

const place = (step: number) => ({
  step,
  epoch: Math.floor(step / 25),
  batch: step % 25,
  slotsSince: 0,
});

function courseAt(step: number, canSendAhead: boolean, notedStep: number, stepsAhead = 0): Course {
  const budget = new CurveBudget();
  budget.took(1e6);
  const run = { schedule, canSendAhead, stepsAhead, progress: place(step) };
  return { run, timeline: { track }, goal, pacer: pacerOf1024(), budget, notedStep, watchedSteps: Infinity };
}

test('a device that computes on this thread stops at every epoch that is noted', () => {
  expect(nextSteps(courseAt(5_000, false, 5_000), place(5_000), Infinity)).toBe(25);
});

test('where stops cost round trips, four dispatches lie between two of them', () => {
  const from = 5_025;
  // Whole epochs: 1,024 steps end in the middle of one.
  expect(nextSteps(courseAt(from, true, from), place(from), Infinity)).toBe(1_000);
  expect(dueAt(courseAt(from + 1_000, true, from), place(from + 1_000))).toBeNull();
  expect(dueAt(courseAt(from + 1_000, false, from), place(from + 1_000))).toBe('checkpoint');
  expect(dueAt(courseAt(from + 4_100, true, from), place(from + 4_100))).toBe('checkpoint');
  expect(nextSteps(courseAt(from + 4_100, true, from), place(from + 4_100), Infinity)).toBe(25);
});

test('round epochs are measured nevertheless', () => {
  expect(nextSteps(courseAt(480 * 25, true, 480 * 25), place(480 * 25), Infinity)).toBe(20 * 25);
  expect(dueAt(courseAt(500 * 25, true, 480 * 25), place(500 * 25))).toBe('measurement');
  expect(dueAt(courseAt(500 * 25 + 1, true, 480 * 25), place(500 * 25 + 1))).toBeNull();
});

test('the first hundred epochs are all noted, on every device', () => {
  expect(nextSteps(courseAt(98 * 25, true, 98 * 25), place(98 * 25), Infinity)).toBe(25);
  expect(dueAt(courseAt(99 * 25, true, 98 * 25), place(99 * 25))).toBe('checkpoint');
});

test('a dispatch under way ahead of its turn is used as it is, unless it goes too far', () => {
  const course = courseAt(5_000, true, 5_000, 640);
  expect(nextSteps(course, place(5_000), Infinity)).toBe(640);
  // The one after it begins elsewhere.
  expect(nextSteps(course, place(5_640), Infinity)).not.toBe(640);
  expect(nextSteps({ ...course, goal: { ...goal, step: 5_010 } }, place(5_000), Infinity)).toBe(10);
  expect(nextSteps(course, place(5_000), 3)).toBe(3);
});

test('a goal in epochs ends at the end of one', () => {
  expect(stepsTo({ step: Infinity, epoch: 202 }, { schedule, progress: place(5_010) })).toBe(40);
  expect(stepsTo({ step: 5_020, epoch: 202 }, { schedule, progress: place(5_010) })).toBe(10);
});
