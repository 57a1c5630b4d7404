/** Triton's documented behaviours of the dynamic batcher, and where the other policies differ. */
import { describe, expect, it } from 'vitest';
import { firstRequestTimer } from '#batching/policies/firstRequest.ts';
import { fixedBatch, FIXED_PATIENCE_MS } from '#batching/policies/fixed.ts';
import { tritonDelay } from '#batching/policies/triton.ts';
import { makeBatcher } from './testing/makeBatcher.ts';

describe('DynamicBatcher', () => {
  it('without a delay never waits: what is there goes as soon as an instance is free', async () => {
    const { clock, started, arriveAt } = makeBatcher(
      tritonDelay({ maxBatchSize: 8, maxQueueDelayUs: 0 }),
      () => 10,
    );
    for (const atMs of [0, 1, 2, 3]) arriveAt(atMs);
    await clock.runToEnd();
    expect(started).toEqual([
      { atMs: 0, ids: [1] },
      { atMs: 10, ids: [2, 3, 4] },
    ]);
  });

  it('holds a batch that is not full until its oldest request has waited the delay', async () => {
    const { clock, started, arriveAt } = makeBatcher(
      tritonDelay({ maxBatchSize: 8, maxQueueDelayUs: 5_000 }),
      () => 1,
    );
    for (const atMs of [0, 2, 4]) arriveAt(atMs);
    await clock.runToEnd();
    expect(started).toEqual([{ atMs: 5, ids: [1, 2, 3] }]);
  });

  it('sends a batch off at once when an arrival completes it', async () => {
    const { clock, started, arriveAt } = makeBatcher(
      tritonDelay({ maxBatchSize: 3, maxQueueDelayUs: 50_000 }),
      () => 1,
    );
    for (const atMs of [0, 2, 4]) arriveAt(atMs);
    await clock.runToEnd();
    expect(started).toEqual([{ atMs: 4, ids: [1, 2, 3] }]);
  });

  it('counts time spent behind a busy instance as waiting', async () => {
    const { clock, started, arriveAt } = makeBatcher(
      tritonDelay({ maxBatchSize: 2, maxQueueDelayUs: 5_000 }),
      () => 20,
    );
    for (const atMs of [0, 0, 1]) arriveAt(atMs);
    await clock.runToEnd();
    // The third has waited longer than the delay when the instance is free again: it goes alone and at once.
    expect(started).toEqual([
      { atMs: 0, ids: [1, 2] },
      { atMs: 20, ids: [3] },
    ]);
  });

  it('uses every instance', async () => {
    const { clock, started, arriveAt } = makeBatcher(
      tritonDelay({ maxBatchSize: 1, maxQueueDelayUs: 0 }),
      () => 10,
      { instances: 2 },
    );
    for (const atMs of [0, 0, 0]) arriveAt(atMs);
    await clock.runToEnd();
    expect(started.map(({ atMs }) => atMs)).toEqual([0, 0, 10]);
  });

  it('serves level 1 before all others, first in first out within a level', async () => {
    const { clock, started, arriveAt } = makeBatcher(
      tritonDelay({ maxBatchSize: 2, maxQueueDelayUs: 0 }),
      () => 10,
    );
    arriveAt(0);
    for (const level of [3, 2, 1, 2, 1]) arriveAt(1, level);
    await clock.runToEnd();
    expect(started.map(({ ids }) => ids)).toEqual([[1], [4, 6], [3, 5], [2]]);
  });

  it('ends a request in the queue when its time is up, even while nothing else happens', async () => {
    const { clock, timedOut, arriveAt } = makeBatcher(
      tritonDelay({ maxBatchSize: 1, maxQueueDelayUs: 0 }),
      () => 100,
    );
    arriveAt(0);
    arriveAt(1, 2, 30);
    arriveAt(2, 2, 10);
    await clock.runToEnd();
    expect(timedOut).toEqual([
      { id: 3, atMs: 12 },
      { id: 2, atMs: 31 },
    ]);
  });

  it('starts nothing while held, and goes on after', async () => {
    const { clock, batcher, started, arriveAt } = makeBatcher(
      tritonDelay({ maxBatchSize: 4, maxQueueDelayUs: 0 }),
      () => 1,
    );
    batcher.hold();
    arriveAt(0);
    arriveAt(1);
    clock.at(9, () => batcher.resume());
    await clock.runToEnd();
    expect(started).toEqual([{ atMs: 9, ids: [1, 2] }]);
  });
});

describe('preferred batch sizes', () => {
  const policy = tritonDelay({ maxBatchSize: 16, maxQueueDelayUs: 5_000, preferredBatchSizes: [4, 8] });

  it('sends the largest preferred size that can be formed, at once, and holds the rest', async () => {
    const { clock, started, arriveAt } = makeBatcher(policy, () => 2);
    for (let count = 0; count < 11; count += 1) arriveAt(0);
    await clock.runToEnd();
    // Alone at time 0 the fourth arrival completes a batch; when that is done, seven wait: four go, three are held.
    expect(started).toEqual([
      { atMs: 0, ids: [1, 2, 3, 4] },
      { atMs: 2, ids: [5, 6, 7, 8] },
      { atMs: 5, ids: [9, 10, 11] },
    ]);
  });

  it('prefers a preferred size to the largest one', async () => {
    const { clock, batcher, started, arriveAt } = makeBatcher(policy, () => 1);
    batcher.hold();
    for (let count = 0; count < 16; count += 1) arriveAt(0);
    clock.at(1, () => batcher.resume());
    await clock.runToEnd();
    expect(started.map(({ ids }) => ids.length)).toEqual([8, 8]);
  });

  it('sends all that fits, as it is, when the delay is over', async () => {
    const { clock, batcher, started, arriveAt } = makeBatcher(policy, () => 1);
    batcher.hold();
    for (let count = 0; count < 13; count += 1) arriveAt(0);
    clock.at(7, () => batcher.resume());
    await clock.runToEnd();
    expect(started).toEqual([{ atMs: 7, ids: Array.from({ length: 13 }, (_, index) => index + 1) }]);
  });

  it('without a delay sends the largest possible batch where no preferred size can be formed', async () => {
    const undelayed = tritonDelay({ maxBatchSize: 16, maxQueueDelayUs: 0, preferredBatchSizes: [4, 8] });
    const { clock, batcher, started, arriveAt } = makeBatcher(undelayed, () => 1);
    batcher.hold();
    for (let count = 0; count < 7; count += 1) arriveAt(0);
    clock.at(1, () => batcher.resume());
    await clock.runToEnd();
    expect(started.map(({ ids }) => ids.length)).toEqual([4, 3]);
  });

  it('passes over sizes that no batch can have', async () => {
    const { clock, started, arriveAt } = makeBatcher(
      tritonDelay({ maxBatchSize: 2, maxQueueDelayUs: 0, preferredBatchSizes: [64] }),
      () => 1,
    );
    for (const atMs of [0, 0, 0]) arriveAt(atMs);
    await clock.runToEnd();
    expect(started.map(({ ids }) => ids)).toEqual([[1], [2, 3]]);
  });
});

describe('timeout action DELAY', () => {
  it('puts a late request behind all of its level that are in time, before all of lower levels', async () => {
    const { clock, started, timedOut, arriveAt } = makeBatcher(
      tritonDelay({ maxBatchSize: 1, maxQueueDelayUs: 0 }),
      () => 10,
      { timeoutAction: 'delay' },
    );
    arriveAt(0);
    arriveAt(1, 2, 5);
    arriveAt(2, 2);
    arriveAt(3, 2);
    arriveAt(4, 3);
    arriveAt(15, 2);
    await clock.runToEnd();
    expect(started.map(({ ids }) => ids[0])).toEqual([1, 3, 4, 6, 2, 5]);
    expect(timedOut).toEqual([]);
  });
});

describe('from when on an instance was free', () => {
  it('comes with each batch', async () => {
    const { clock, started, freeSince, arriveAt } = makeBatcher(
      tritonDelay({ maxBatchSize: 4, maxQueueDelayUs: 2_000 }),
      () => 10,
    );
    for (const atMs of [3, 4, 20]) arriveAt(atMs);
    await clock.runToEnd();
    expect(started.map(({ atMs }) => atMs)).toEqual([5, 22]);
    // Free from the start, then again when the first batch had ended.
    expect(freeSince).toEqual([0, 15]);
  });

  it('is not before a hold has ended', async () => {
    const { clock, batcher, freeSince, arriveAt } = makeBatcher(
      tritonDelay({ maxBatchSize: 4, maxQueueDelayUs: 0 }),
      () => 10,
    );
    batcher.hold();
    arriveAt(1);
    clock.at(9, () => batcher.resume());
    await clock.runToEnd();
    expect(freeSince).toEqual([9]);
  });
});

describe('other policies', () => {
  it('fixed: waits for a full batch, but not for ever', async () => {
    const { clock, started, arriveAt } = makeBatcher(fixedBatch(3), () => 1);
    for (const atMs of [0, 100, 200, 300]) arriveAt(atMs);
    await clock.runToEnd();
    expect(started).toEqual([
      { atMs: 200, ids: [1, 2, 3] },
      { atMs: 300 + FIXED_PATIENCE_MS, ids: [4] },
    ]);
  });

  it('firstRequest: the timer of an idle instance starts with the first request', async () => {
    const { clock, started, arriveAt } = makeBatcher(firstRequestTimer(8, 5_000), () => 20);
    for (const atMs of [3, 7]) arriveAt(atMs);
    await clock.runToEnd();
    expect(started).toEqual([{ atMs: 8, ids: [1, 2] }]);
  });

  it('firstRequest: the timer starts when an instance is there to open the batch', async () => {
    const { clock, started, arriveAt } = makeBatcher(firstRequestTimer(2, 5_000), () => 20);
    for (const atMs of [0, 0, 1]) arriveAt(atMs);
    await clock.runToEnd();
    // Triton would send the third at 20: it has waited more than 5 ms by then.
    expect(started).toEqual([
      { atMs: 0, ids: [1, 2] },
      { atMs: 25, ids: [3] },
    ]);
  });
});
