import { describe, expect, it } from 'vitest';
import { epochOrder, planSteps, stepsToEpochEnd } from './schedule.ts';

const SCHEDULE = { seed: 3, count: 25, batchSize: 10 };
const sorted = (values: Int32Array): number[] => [...values].toSorted((a, b) => a - b);

describe('epochOrder', () => {
  it('visits every sample once, in an order of the seed and the epoch', () => {
    const order = epochOrder(3, 0, 200);
    expect(sorted(order)).toEqual(Array.from({ length: 200 }, (_, i) => i));
    expect(epochOrder(3, 0, 200)).toEqual(order);
    expect(epochOrder(3, 1, 200)).not.toEqual(order);
    expect(epochOrder(4, 0, 200)).not.toEqual(order);
  });

  it('puts each sample in each place about equally often', () => {
    const first = [0, 0, 0, 0];
    for (let epoch = 0; epoch < 4_000; epoch++) first[epochOrder(1, epoch, 4)[0]!]!++;
    for (const times of first) expect(Math.abs(times - 1_000)).toBeLessThan(150);
  });
});

describe('planSteps', () => {
  it('gives what is left to the last batch of an epoch', () => {
    const { order, batchSizes, next } = planSteps(SCHEDULE, { epoch: 0, batch: 0 }, 3);
    expect(batchSizes).toEqual([10, 10, 5]);
    expect(order).toEqual(epochOrder(3, 0, 25));
    expect(next).toEqual({ epoch: 1, batch: 0 });
  });

  it('plans the same steps in one go as in several', () => {
    const whole = planSteps(SCHEDULE, { epoch: 0, batch: 1 }, 9);
    const first = planSteps(SCHEDULE, { epoch: 0, batch: 1 }, 4);
    const second = planSteps(SCHEDULE, first.next, 5);
    expect([...first.order, ...second.order]).toEqual([...whole.order]);
    expect([...first.batchSizes, ...second.batchSizes]).toEqual(whole.batchSizes);
    expect(second.next).toEqual(whole.next);
    expect(whole.next).toEqual({ epoch: 3, batch: 1 });
  });

  it('takes a batch larger than the data as all of it', () => {
    const { batchSizes, next } = planSteps({ seed: 1, count: 7, batchSize: 100 }, { epoch: 4, batch: 0 }, 2);
    expect(batchSizes).toEqual([7, 7]);
    expect(next).toEqual({ epoch: 6, batch: 0 });
  });
});

describe('stepsToEpochEnd', () => {
  it('counts what is left of the epoch under way', () => {
    expect(stepsToEpochEnd(SCHEDULE, { epoch: 0, batch: 0 }, 1)).toBe(3);
    expect(stepsToEpochEnd(SCHEDULE, { epoch: 7, batch: 2 }, 1)).toBe(1);
    expect(stepsToEpochEnd(SCHEDULE, { epoch: 7, batch: 2 }, 3)).toBe(7);
  });
});
