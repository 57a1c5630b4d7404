import { describe, expect, it } from 'vitest';
import { epochKey, shuffleSamples, type Position, type Schedule } from '#nn/schedule.ts';
import { StepPlanner, type PlannedSizes } from './StepPlanner.ts';

const SCHEDULE = { seed: 3, count: 25, batchSize: 10 };

function epochOrder(seed: number, epoch: number, count: number): number[] {
  const order = new Int32Array(count);
  shuffleSamples(epochKey(seed, epoch), order, 0, count);
  return [...order];
}

function plan(
  planner: StepPlanner,
  schedule: Schedule,
  from: Position,
  steps: number,
): PlannedSizes & { order: number[] } {
  const sizes = planner.sizes(schedule, from, steps);
  return { ...sizes, order: [...planner.order(schedule, from, sizes.samples)] };
}

describe('StepPlanner', () => {
  it('gives what is left to the last batch of an epoch', () => {
    const { order, batchSizes, samples, next } = plan(new StepPlanner(), SCHEDULE, { epoch: 0, batch: 0 }, 3);
    expect(batchSizes).toEqual([10, 10, 5]);
    expect(samples).toBe(25);
    expect(order).toEqual(epochOrder(3, 0, 25));
    expect(next).toEqual({ epoch: 1, batch: 0 });
  });

  it('goes on where an epoch was cut, across the ends of epochs', () => {
    const { order, batchSizes, next } = plan(new StepPlanner(), SCHEDULE, { epoch: 4, batch: 1 }, 6);
    expect(batchSizes).toEqual([10, 5, 10, 10, 5, 10]);
    const [fourth, fifth, sixth] = [4, 5, 6].map((epoch) => epochOrder(3, epoch, 25));
    expect(order).toEqual([...fourth!.slice(10), ...fifth!, ...sixth!.slice(0, 10)]);
    expect(next).toEqual({ epoch: 6, batch: 1 });
  });

  it('plans the same steps in one go as in several, and with another planner', () => {
    const planner = new StepPlanner();
    const whole = plan(new StepPlanner(), SCHEDULE, { epoch: 0, batch: 1 }, 9);
    const first = plan(planner, SCHEDULE, { epoch: 0, batch: 1 }, 4);
    const second = plan(planner, SCHEDULE, first.next, 5);
    expect([...first.order, ...second.order]).toEqual(whole.order);
    expect([...first.batchSizes, ...second.batchSizes]).toEqual(whole.batchSizes);
    expect(second.next).toEqual(whole.next);
    expect(whole.next).toEqual({ epoch: 3, batch: 1 });
  });

  it('takes a batch larger than the data as all of it', () => {
    const schedule = { seed: 1, count: 7, batchSize: 100 };
    const { batchSizes, next } = plan(new StepPlanner(), schedule, { epoch: 4, batch: 0 }, 2);
    expect(batchSizes).toEqual([7, 7]);
    expect(next).toEqual({ epoch: 6, batch: 0 });
  });

  it('gives the sizes that it has where they are the same, and others where they are not', () => {
    const planner = new StepPlanner();
    const from = { epoch: 0, batch: 0 };
    const known = planner.sizes(SCHEDULE, from, 6).batchSizes;
    expect(planner.sizes(SCHEDULE, { epoch: 9, batch: 0 }, 6).batchSizes).toBe(known);
    expect(planner.sizes(SCHEDULE, { epoch: 9, batch: 2 }, 6).batchSizes).toEqual([5, 10, 10, 5, 10, 10]);
    expect(planner.sizes({ ...SCHEDULE, batchSize: 25 }, from, 2).batchSizes).toEqual([25, 25]);
    expect(planner.sizes({ ...SCHEDULE, count: 20 }, from, 3).batchSizes).toEqual([10, 10, 10]);
  });

  it('makes no epoch of another seed or size from the one that was cut', () => {
    const planner = new StepPlanner();
    const from = { epoch: 2, batch: 1 };
    for (const schedule of [SCHEDULE, { ...SCHEDULE, seed: 4 }, { ...SCHEDULE, count: 24 }, SCHEDULE]) {
      const expected = epochOrder(schedule.seed, 2, schedule.count).slice(10, 20);
      expect(plan(planner, schedule, from, 1).order).toEqual(expected);
    }
  });

  it("leaves whole epochs to the buffer's own shuffle", () => {
    const values = new Int32Array(40);
    const shuffled: number[][] = [];
    const shuffle = (key: number, at: number, count: number): void => void shuffled.push([key, at, count]);
    new StepPlanner().write(SCHEDULE, { epoch: 5, batch: 2 }, 5 + 25 + 10, { values, shuffle });
    expect(shuffled).toEqual([[epochKey(3, 6), 5, 25]]);
    expect([...values.subarray(0, 5)]).toEqual(epochOrder(3, 5, 25).slice(20));
    expect([...values.subarray(30)]).toEqual(epochOrder(3, 7, 25).slice(0, 10));
  });
});
