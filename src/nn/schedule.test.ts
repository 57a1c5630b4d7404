import { describe, expect, it } from 'vitest';
import { epochKey, shuffleSamples, stepsToEpochEnd } from './schedule.ts';

const SCHEDULE = { seed: 3, count: 25, batchSize: 10 };

function epochOrder(seed: number, epoch: number, count: number): number[] {
  const order = new Int32Array(count);
  shuffleSamples(epochKey(seed, epoch), order, 0, count);
  return [...order];
}

describe('the order of an epoch', () => {
  it('visits every sample once, in an order of the seed and the epoch', () => {
    const order = epochOrder(3, 0, 200);
    expect(order.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 200 }, (_, i) => i));
    expect(epochOrder(3, 0, 200)).toEqual(order);
    expect(epochOrder(3, 1, 200)).not.toEqual(order);
    expect(epochOrder(4, 0, 200)).not.toEqual(order);
  });

  it('is the stream that links are trained with since the first version', () => {
    expect(epochOrder(3, 0, 12)).toEqual([2, 11, 1, 6, 10, 9, 5, 3, 8, 0, 7, 4]);
  });

  it('is written where it belongs and nowhere else', () => {
    const order = new Int32Array(12).fill(-1);
    shuffleSamples(epochKey(3, 0), order, 2, 8);
    expect([...order]).toEqual([-1, -1, ...epochOrder(3, 0, 8), -1, -1]);
  });

  it('puts each sample in each place about equally often', () => {
    const first = [0, 0, 0, 0];
    for (let epoch = 0; epoch < 4_000; epoch++) first[epochOrder(1, epoch, 4)[0]!]!++;
    for (const times of first) expect(Math.abs(times - 1_000)).toBeLessThan(150);
  });
});

describe('stepsToEpochEnd', () => {
  it('counts what is left of the epoch under way', () => {
    expect(stepsToEpochEnd(SCHEDULE, { epoch: 0, batch: 0 }, 1)).toBe(3);
    expect(stepsToEpochEnd(SCHEDULE, { epoch: 7, batch: 2 }, 1)).toBe(1);
    expect(stepsToEpochEnd(SCHEDULE, { epoch: 7, batch: 2 }, 3)).toBe(7);
  });
});
