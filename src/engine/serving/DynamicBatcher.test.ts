/** Triton's documented behaviours of the dynamic batcher, and its invariants under random arrivals. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DynamicBatcher, type BatchPolicy } from './DynamicBatcher.ts';
import { RequestQueue } from './RequestQueue.ts';
import { RequestTable } from './RequestTable.ts';
import { VirtualClock } from './VirtualClock.ts';

const block = {
  ids: new Float64Array(1),
  rows: new Float32Array(1),
  plannedMs: new Float64Array(1),
  sentMs: new Float64Array(1),
};

interface Started {
  readonly atMs: number;
  readonly ids: number[];
}

function makeBatcher(policy: BatchPolicy, computeMs: (size: number) => number) {
  const clock = new VirtualClock();
  const table = new RequestTable();
  const queue = new RequestQueue(table, 1_000, 3);
  const started: Started[] = [];
  const timedOut: { id: number; atMs: number }[] = [];
  let mostExecuting = 0;
  const batcher = new DynamicBatcher({
    clock,
    queue,
    policy,
    execute(slots) {
      started.push({ atMs: clock.nowMs(), ids: [...slots].map((slot) => table.ids[slot]!) });
      mostExecuting = Math.max(mostExecuting, batcher.executing);
      for (const slot of slots) table.release(slot);
      clock.after(computeMs(slots.length), () => {
        batcher.release();
        batcher.poll();
      });
    },
    expired(slot) {
      timedOut.push({ id: table.ids[slot]!, atMs: clock.nowMs() });
      table.release(slot);
    },
  });
  let lastId = 0;
  const arrive = (level = 2, timeoutMs = Infinity): number => {
    const nowMs = clock.nowMs();
    queue.push(table.take(++lastId, 1, block, 0, level, nowMs, nowMs + timeoutMs));
    batcher.poll();
    return lastId;
  };
  const arriveAt = (atMs: number, level?: number, timeoutMs?: number): void =>
    void clock.at(atMs, () => arrive(level, timeoutMs));
  return { clock, queue, batcher, started, timedOut, arrive, arriveAt, mostExecuting: () => mostExecuting };
}

describe('DynamicBatcher', () => {
  it('without a delay never waits: what is there goes as soon as an instance is free', async () => {
    const { clock, started, arriveAt } = makeBatcher(
      { maxBatchSize: 8, maxQueueDelayUs: 0, instances: 1 },
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
      { maxBatchSize: 8, maxQueueDelayUs: 5_000, instances: 1 },
      () => 1,
    );
    for (const atMs of [0, 2, 4]) arriveAt(atMs);
    await clock.runToEnd();
    expect(started).toEqual([{ atMs: 5, ids: [1, 2, 3] }]);
  });

  it('sends a batch off at once when an arrival completes it', async () => {
    const { clock, started, arriveAt } = makeBatcher(
      { maxBatchSize: 3, maxQueueDelayUs: 50_000, instances: 1 },
      () => 1,
    );
    for (const atMs of [0, 2, 4]) arriveAt(atMs);
    await clock.runToEnd();
    expect(started).toEqual([{ atMs: 4, ids: [1, 2, 3] }]);
  });

  it('counts time spent behind a busy instance as waiting', async () => {
    const { clock, started, arriveAt } = makeBatcher(
      { maxBatchSize: 2, maxQueueDelayUs: 5_000, instances: 1 },
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
      { maxBatchSize: 1, maxQueueDelayUs: 0, instances: 2 },
      () => 10,
    );
    for (const atMs of [0, 0, 0]) arriveAt(atMs);
    await clock.runToEnd();
    expect(started.map(({ atMs }) => atMs)).toEqual([0, 0, 10]);
  });

  it('serves level 1 before all others, first in first out within a level', async () => {
    const { clock, started, arriveAt } = makeBatcher(
      { maxBatchSize: 2, maxQueueDelayUs: 0, instances: 1 },
      () => 10,
    );
    arriveAt(0);
    for (const level of [3, 2, 1, 2, 1]) arriveAt(1, level);
    await clock.runToEnd();
    expect(started.map(({ ids }) => ids)).toEqual([[1], [4, 6], [3, 5], [2]]);
  });

  it('ends a request in the queue when its time is up, even while nothing else happens', async () => {
    const { clock, timedOut, arriveAt } = makeBatcher(
      { maxBatchSize: 1, maxQueueDelayUs: 0, instances: 1 },
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
      { maxBatchSize: 4, maxQueueDelayUs: 0, instances: 1 },
      () => 1,
    );
    batcher.hold();
    arriveAt(0);
    arriveAt(1);
    clock.at(9, () => batcher.resume());
    await clock.runToEnd();
    expect(started).toEqual([{ atMs: 9, ids: [1, 2] }]);
  });

  it('keeps its promises under any arrivals', async () => {
    const arrivals = fc.array(
      fc.record({
        gapMs: fc.constantFrom(0, 0, 0.1, 1, 3, 20),
        level: fc.integer({ min: 1, max: 3 }),
        timeoutMs: fc.constantFrom(Infinity, Infinity, 0, 2, 15),
      }),
      { minLength: 1, maxLength: 120 },
    );
    const policies = fc.record({
      maxBatchSize: fc.integer({ min: 1, max: 16 }),
      maxQueueDelayUs: fc.constantFrom(0, 100, 1_000, 10_000),
      instances: fc.integer({ min: 1, max: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(arrivals, policies, fc.constantFrom(0.1, 1, 7), async (requests, policy, baseMs) => {
        const run = makeBatcher(policy, (size) => baseMs + size * 0.1);
        const facts = new Map<number, { atMs: number; level: number; deadlineMs: number }>();
        let atMs = 0;
        requests.forEach(({ gapMs, level, timeoutMs }, index) => {
          atMs += gapMs;
          facts.set(index + 1, { atMs, level, deadlineMs: atMs + timeoutMs });
          run.arriveAt(atMs, level, timeoutMs);
        });
        await run.clock.runToEnd();
        const served = run.started.flatMap(({ ids }) => ids);
        const ended = [...served, ...run.timedOut.map(({ id }) => id)];
        // Everyone ends, and once.
        expect(ended.toSorted((a, b) => a - b)).toEqual(requests.map((_, index) => index + 1));
        expect(run.mostExecuting()).toBeLessThanOrEqual(policy.instances);
        for (const { ids, atMs: startMs } of run.started) {
          expect(ids.length).toBeLessThanOrEqual(policy.maxBatchSize);
          // A batch that is not full went because its oldest request had waited long enough.
          const oldestMs = Math.min(...ids.map((id) => facts.get(id)!.atMs));
          if (ids.length < policy.maxBatchSize) {
            expect(startMs).toBeGreaterThanOrEqual(oldestMs + policy.maxQueueDelayUs / 1000 - 1e-9);
          }
          // Within a batch and among those of one level: in order of arrival, higher levels first.
          for (let index = 1; index < ids.length; index += 1) {
            const [before, after] = [facts.get(ids[index - 1]!)!, facts.get(ids[index]!)!];
            expect(before.level < after.level || ids[index - 1]! < ids[index]!).toBe(true);
          }
          for (const id of ids) expect(startMs).toBeLessThan(facts.get(id)!.deadlineMs);
        }
        for (const level of [1, 2, 3]) {
          const ofLevel = served.filter((id) => facts.get(id)!.level === level);
          expect(ofLevel).toEqual(ofLevel.toSorted((a, b) => a - b));
        }
        for (const { id, atMs: endMs } of run.timedOut)
          expect(endMs).toBeCloseTo(facts.get(id)!.deadlineMs, 6);
      }),
      { numRuns: 300 },
    );
  });
});
