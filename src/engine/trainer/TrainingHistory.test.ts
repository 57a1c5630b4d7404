import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  HISTORY_POINTS,
  isEpochKept,
  isRoundEpoch,
  nextEpochKept,
  nextRoundEpoch,
  TrainingHistory,
} from './TrainingHistory.ts';

const at = (epoch: number, step = epoch * 25) => ({ epoch, step, trainLoss: 1 / (1 + epoch), testLoss: 0.5 });
const epochsOf = (history: TrainingHistory): number[] => history.all.map(({ epoch }) => epoch);

describe('the epochs that are kept', () => {
  test('are all up to 100, then round ones', () => {
    expect(nextEpochKept(0)).toBe(1);
    expect(nextEpochKept(0.4)).toBe(1);
    expect(nextEpochKept(99)).toBe(100);
    expect(nextEpochKept(100)).toBe(105);
    expect(nextEpochKept(203)).toBe(210);
    expect(nextEpochKept(1_000)).toBe(1_050);
    for (const round of [50, 100, 150, 300, 500, 760, 1_000, 2_500, 10_000]) {
      expect(isEpochKept(round), String(round)).toBe(true);
    }
    expect(isEpochKept(1_001)).toBe(false);
    expect(isEpochKept(3.5)).toBe(false);
  });

  test('follow each other, never more than 5 % apart', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e8, noNaN: true }), (epoch) => {
        const next = nextEpochKept(epoch);
        expect(next).toBeGreaterThan(epoch);
        expect(isEpochKept(next)).toBe(true);
        expect(next - epoch).toBeLessThanOrEqual(Math.max(1, 0.05 * epoch + 1e-6));
      }),
    );
  });

  test('hold the round ones, which are measured on the slowest device', () => {
    const round: number[] = [];
    for (let epoch = 0; epoch < 2_000; epoch = nextRoundEpoch(epoch)) round.push(nextRoundEpoch(epoch));
    expect(round).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 50, 100, 200, 500, 1_000, 2_000]);
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e8, noNaN: true }), (epoch) => {
        const next = nextRoundEpoch(epoch);
        expect(next).toBeGreaterThan(epoch);
        expect(isRoundEpoch(next)).toBe(true);
        expect(isEpochKept(next)).toBe(true);
      }),
    );
    expect([0, 11, 30, 99, 101, 0.5].filter(isRoundEpoch)).toEqual([]);
  });

  test('are few in a run of a million epochs', () => {
    let count = 0;
    for (let epoch = 0; epoch < 1e6; epoch = nextEpochKept(epoch)) count++;
    expect(count).toBeLessThan(HISTORY_POINTS / 2);
  });
});

test('metrics of one step are merged, whichever came first', () => {
  const history = new TrainingHistory();
  history.note({ epoch: 1, step: 25, batchLoss: 0.7 });
  history.note({ ...at(1), trainAccuracy: 0.9 });
  expect(history.all).toEqual([
    {
      epoch: 1,
      step: 25,
      trainLoss: 0.5,
      testLoss: 0.5,
      trainAccuracy: 0.9,
      testAccuracy: NaN,
      batchLoss: 0.7,
      seconds: 0,
    },
  ]);
});

test('going back to an earlier step takes what came after it away', () => {
  const history = new TrainingHistory();
  for (const epoch of [0, 1, 2, 3]) history.note(at(epoch));
  history.note(at(1.5));
  expect(epochsOf(history)).toEqual([0, 1, 1.5]);
});

test('an epoch that begins again with another batch size does not turn the curve back', () => {
  const history = new TrainingHistory();
  history.note(at(2.8, 70));
  history.note(at(2, 71));
  history.note(at(3, 72));
  expect(epochsOf(history)).toEqual([2.8, 2.8, 3]);
});

test('the page gets each point once, a changed one again, and all on request', () => {
  const history = new TrainingHistory();
  history.note(at(0));
  history.note(at(1));
  expect(history.news(false)).toMatchObject({ start: 0, points: [{ epoch: 0 }, { epoch: 1 }] });
  expect(history.news(false)).toEqual({ start: 2, points: [] });
  history.note({ epoch: 1, step: 25, batchLoss: 0.2 });
  history.note(at(2));
  expect(history.news(false)).toMatchObject({ start: 1, points: [{ batchLoss: 0.2 }, { epoch: 2 }] });
  expect(history.news(true).points).toHaveLength(3);
  history.restore([]);
  expect(history.news(false)).toEqual({ start: 0, points: [] });
});

test('a long run with many points between epochs stays within the limit and keeps its epochs, first and newest', () => {
  const history = new TrainingHistory();
  const page: unknown[] = [];
  for (let step = 0; step <= 60_000; step++) {
    history.note(at(step / 30, step));
    expect(history.all.length).toBeLessThanOrEqual(HISTORY_POINTS);
    if (step % 7 > 0) continue;
    const { start, points } = history.news(false);
    page.splice(start, page.length, ...points);
  }
  const epochs = epochsOf(history);
  expect(epochs[0]).toBe(0);
  expect(epochs.at(-1)).toBe(2_000);
  for (let epoch = 1; epoch <= 2_000; epoch = nextEpochKept(epoch)) expect(epochs).toContain(epoch);
  history.note(at(2_000.5, 60_010));
  const { start, points } = history.news(false);
  page.splice(start, page.length, ...points);
  expect(page).toEqual(history.all);
});

test('of the epochs that a dispatch has ended, those of the curve are noted', () => {
  const history = new TrainingHistory();
  const ended = (first: number, last: number): { epoch: number; step: number; loss: number }[] =>
    Array.from({ length: last - first + 1 }, (_, i) => ({ epoch: first + i, step: first + i, loss: 0.5 }));
  history.noteEpochs([]);
  history.noteEpochs(ended(1, 99));
  history.noteEpochs(ended(100, 219));
  const expected = Array.from({ length: 219 }, (_, i) => i + 1).filter(isEpochKept);
  expect(epochsOf(history)).toEqual(expected);
  expect(history.all.every(({ batchLoss }) => batchLoss === 0.5)).toBe(true);
});

test('each point has the seconds of computing up to it, which pauses do not count', () => {
  const history = new TrainingHistory();
  history.note({ epoch: 0, step: 0 });
  history.ran(2, 40);
  history.noteEpochs([1, 2, 3, 4].map((epoch) => ({ epoch, step: epoch * 10, loss: 1 })));
  history.ran(1, 50);
  history.note({ epoch: 5, step: 50 });
  const seconds = () => history.all.map((point) => point.seconds);
  expect(seconds()).toEqual([0, 0.5, 1, 1.5, 2, 3]);
  // A branch goes on from the time of its beginning.
  history.cutAfter(20);
  history.ran(0.5, 30);
  history.note({ epoch: 3, step: 30 });
  expect(seconds()).toEqual([0, 0.5, 1, 1.5]);
  const restored = new TrainingHistory();
  restored.restore(history.all);
  restored.ran(4, 40);
  restored.note({ epoch: 4, step: 40 });
  expect(restored.all.at(-1)!.seconds).toBe(5.5);
});
