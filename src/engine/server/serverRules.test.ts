/**
 * Invariants of the server under any schedule of requests, cancels, timeouts, new weights, new configs, pauses and
 * losses.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BATCH_POLICY_NAMES } from '#batching/registry.ts';
import { LIMITS } from '#experiment/limits.ts';
import { largestBatch } from './allowedBatchSize.ts';
import type { ServingConfig } from './ServerCore.ts';
import { GPU, makeServer, otherShape, config, shape, weights } from './testing/makeServer.ts';

const configs: fc.Arbitrary<ServingConfig> = fc
  .record({
    pattern: fc.constantFrom('batched' as const, 'batched' as const, 'unbatched' as const),
    policy: fc.constantFrom(...BATCH_POLICY_NAMES),
    maxBatchSize: fc.integer({ min: 1, max: 20 }),
    preferredBatchSizes: fc.subarray([2, 3, 6, 12]),
    allowedBatchSizes: fc.subarray([1, 5, 8, 30]),
    maxQueueDelayUs: fc.constantFrom(0, 500, 3_000),
    maxQueueSize: fc.integer({ min: 1, max: 60 }),
    timeoutAction: fc.constantFrom('reject' as const, 'delay' as const),
    defaultTimeoutUs: fc.constantFrom(0, 0, 2_000, 20_000),
    priorityLevels: fc.integer(LIMITS.priorityLevels),
    preserveOrdering: fc.boolean(),
    responseCacheSize: fc.constantFrom(0, 0, 3, 50),
    latencyGoalMs: fc.constantFrom(0.5, 2),
  })
  .map((drawn) => ({ ...config, ...drawn }));

const steps = fc.array(
  fc.record({
    gapMs: fc.constantFrom(0, 0, 0.2, 2, 9),
    what: fc.constantFrom('send', 'send', 'send', 'send', 'cancel', 'weights', 'network', 'plan', 'pace'),
    caller: fc.integer({ min: 0, max: 1 }),
    count: fc.integer({ min: 1, max: 40 }),
    level: fc.integer({ min: 1, max: 8 }),
    timeoutMs: fc.constantFrom(Infinity, 0, 3, 12),
    config: configs,
  }),
  { minLength: 1, maxLength: 40 },
);
const losses = fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { maxLength: 4 });
const runs = fc.record({ first: configs, events: steps, lostBatches: losses, keepsConfig: fc.boolean() });

/** The requests, to be compared with their responses. */
interface SentRequest {
  readonly caller: number;
  readonly value: number;
  /** Step of the weights when it was sent. */
  readonly step: number;
  readonly mayTimeOut: boolean;
  cancelled: boolean;
}

describe('ServerCore, whatever happens', () => {
  it('ends every request once, with the right output, in order, and never from other weights', async () => {
    await fc.assert(
      fc.asyncProperty(runs, async ({ first, events, lostBatches, keepsConfig }) => {
        const { clock, core, connect } = makeServer({
          config: first,
          fails: (batch) => lostBatches.includes(batch),
          recover: (on) => on.wait(4),
          computeMs: (size) => 0.5 + size / 10,
        });
        const callers = [connect(), connect()];
        const sent: SentRequest[] = [];
        let [present, step, wide, atMs] = [first, 7, false, 0];
        let mostInBatch = largestBatch(first.maxBatchSize, first.allowedBatchSizes);
        const parameters = () => (wide ? Float32Array.from([1, 0, 0, step]) : weights(step));
        for (const { gapMs, what, caller, count, level, timeoutMs, ...event } of events) {
          atMs += gapMs;
          await clock.runUntil(atMs);
          if (what === 'send') {
            const firstId = sent.length;
            const values = Array.from({ length: count }, (_, row) => (firstId + row) % 7);
            const mayTimeOut = (timeoutMs > 0 && timeoutMs !== Infinity) || present.defaultTimeoutUs > 0;
            for (const value of values) sent.push({ caller, value, step, mayTimeOut, cancelled: false });
            callers[caller]!.send(
              values.map((value) => (wide ? [value, 1, 0] : [value, 1])),
              firstId,
              { priority: Math.min(level, present.priorityLevels), timeoutMs },
            );
          } else if (what === 'cancel') {
            const ids = Array.from({ length: count }, (_, index) => sent.length - 2 * index);
            for (const id of ids) if (sent[id]) sent[id].cancelled = true;
            for (const other of callers) other.cancel(...ids);
          } else if (what === 'weights') {
            step += 1;
            core.setModel({ shape: wide ? otherShape : shape, parameters: parameters(), step });
          } else if (what === 'network') {
            wide = !wide;
            core.setModel({ shape: wide ? otherShape : shape, parameters: parameters(), step });
          } else if (what === 'plan' && !keepsConfig) {
            present = event.config;
            mostInBatch = Math.max(
              mostInBatch,
              largestBatch(present.maxBatchSize, present.allowedBatchSizes),
            );
            core.configure(present);
          } else core.setPace(count % 2 ? GPU : { overlap: 1, synchronous: true });
        }
        await clock.runToEnd();

        const all = [...callers[0]!.ended, ...callers[1]!.ended];
        expect(all.map(([id]) => id).toSorted((a, b) => a - b)).toEqual(sent.map((_, id) => id));
        const stepOfBatch = new Map<number, number>();
        const countOfBatch = new Map<number, number>();
        for (const [id, responses] of all) {
          expect(responses).toHaveLength(1);
          const { outcome, output, times, batch, batchSize, step: computedBy } = responses[0]!;
          const { caller, value, step: sentAt, mayTimeOut, cancelled } = sent[id]!;
          expect(callers[caller]!.ended.has(id)).toBe(true);
          if (outcome === 'cancelled' || outcome === 'wasted') expect(cancelled).toBe(true);
          if (outcome === 'timedOut') expect(mayTimeOut).toBe(true);
          if (outcome !== 'ok') continue;
          expect(output[0]).toBe(value + computedBy);
          expect(times).toEqual(times.toSorted((a, b) => a - b));
          expect(batchSize).toBeLessThanOrEqual(mostInBatch);
          if (batch === 0) {
            expect(computedBy).toBe(sentAt);
            expect(batchSize).toBe(0);
          } else {
            expect(computedBy).toBe(stepOfBatch.get(batch) ?? computedBy);
            stepOfBatch.set(batch, computedBy);
            countOfBatch.set(batch, (countOfBatch.get(batch) ?? 0) + 1);
            expect(countOfBatch.get(batch)).toBeLessThanOrEqual(batchSize);
          }
        }
        if (keepsConfig && first.preserveOrdering) {
          for (const { ended } of callers)
            expect([...ended.keys()]).toEqual([...ended.keys()].toSorted((a, b) => a - b));
        }
        expect(core.counts).toMatchObject({ queued: 0, executing: 0 });
      }),
      { numRuns: 1_500 },
    );
  }, 120_000);
});

describe('the order of responses', () => {
  it('holds an early response, rejection or cache hit until the earlier requests have ended', async () => {
    const { clock, connect } = makeServer({
      config: { maxBatchSize: 1, maxQueueSize: 2, preserveOrdering: true, responseCacheSize: 8 },
      pace: { overlap: 1, synchronous: false },
      computeMs: () => 5,
    });
    const { send, ended } = connect();
    const other = connect();
    send([[9, 9]], 100);
    await clock.runUntil(5);
    // One runs, two wait in two levels, one finds the queue full, one is cached.
    send([[1, 1]], 0);
    send([[2, 2]], 1, { priority: 3 });
    send([[3, 3]], 2, { priority: 1 });
    send([[4, 4]], 3);
    send([[9, 9]], 4);
    expect([...ended.keys()]).toEqual([100]);
    other.send([[9, 9]], 7);
    expect(other.outcomeOf(7)).toBe('ok');
    await clock.runToEnd();
    expect([...ended.keys()]).toEqual([100, 0, 1, 2, 3, 4]);
    expect(ended.get(3)![0]!.outcome).toBe('rejected');
    // Computed before the one of lower level, delivered after it.
    expect(ended.get(2)![0]!.times[4]).toBeLessThan(ended.get(1)![0]!.times[4]!);
    expect(ended.get(4)![0]).toMatchObject({ outcome: 'ok', batch: 0, batchSize: 0, output: [16, 16] });
  });
});

describe('the response cache', () => {
  it('responds to known inputs without queue or device, counts, and is emptied by new weights', async () => {
    const { clock, core, connect, paddedSizes } = makeServer({ config: { responseCacheSize: 2 } });
    const { send, ended } = connect();
    send([[1, 0]], 0);
    await clock.runToEnd();
    const nowMs = clock.nowMs();
    send([[1, 0]], 1);
    expect(ended.get(1)![0]).toMatchObject({ outcome: 'ok', output: [8, 7], batch: 0, step: 7 });
    expect(ended.get(1)![0]!.times).toEqual([nowMs, nowMs, nowMs, nowMs, nowMs]);
    core.setModel({ shape, parameters: weights(7), step: 7 });
    send([[1, 0]], 2);
    await clock.runToEnd();
    expect(paddedSizes).toHaveLength(2);
    expect(core.counts).toMatchObject({ cacheHits: 1, cacheMisses: 2 });
  });

  it('keeps what was used last', async () => {
    const { clock, connect } = makeServer({ config: { responseCacheSize: 2 } });
    const { send, ended } = connect();
    for (const [id, value] of [1, 2, 1, 3, 1, 2].entries()) {
      send([[value, 0]], id);
      await clock.runToEnd();
    }
    expect([...ended.values()].map(([response]) => response!.batch === 0)).toEqual([
      false,
      false,
      true,
      false,
      true,
      false,
    ]);
  });

  it('keeps nothing of a batch that older weights have computed', async () => {
    const { clock, core, connect } = makeServer({ config: { responseCacheSize: 8 }, computeMs: () => 10 });
    const { send, ended } = connect();
    send([[1, 0]], 0);
    core.setModel({ shape, parameters: weights(8), step: 8 });
    send([[1, 0]], 1);
    await clock.runToEnd();
    send([[1, 0]], 2);
    expect(ended.get(0)![0]).toMatchObject({ step: 7, output: [8, 7] });
    expect(ended.get(2)![0]).toMatchObject({ batch: 0, step: 8, output: [9, 8] });
  });
});

describe('timeouts', () => {
  it.each([true, false])(
    'sends all ends though no queued request could start (synchronous: %s)',
    async (synchronous) => {
      const { clock, connect } = makeServer({
        config: { pattern: 'unbatched', defaultTimeoutUs: 500 },
        pace: { overlap: 1, synchronous },
        computeMs: () => 0.5,
      });
      const { send, outcomeOf } = connect();
      send([
        [0, 0],
        [0, 0],
      ]);
      await clock.runToEnd();
      expect([0, 1].map(outcomeOf)).toEqual(['ok', 'timedOut']);
    },
  );

  it('by default, and shorter but not longer where a request says so', async () => {
    const { clock, connect } = makeServer({
      config: { maxBatchSize: 1, defaultTimeoutUs: 10_000 },
      pace: { overlap: 1, synchronous: false },
      computeMs: () => 15,
    });
    const { send, ended, outcomeOf } = connect();
    const endsMs = new Map<number, number>();
    const watch = (): void => {
      for (const id of ended.keys()) if (!endsMs.has(id)) endsMs.set(id, clock.nowMs());
      if (clock.nowMs() < 40) clock.after(1, watch);
    };
    watch();
    send([[0, 0]], 0);
    send([[0, 0]], 1);
    send([[0, 0]], 2, { timeoutMs: 4 });
    send([[0, 0]], 3, { timeoutMs: 100 });
    send([[0, 0]], 4, { timeoutMs: 0 });
    await clock.runToEnd();
    expect([0, 1, 2, 3, 4].map(outcomeOf)).toEqual(['ok', 'timedOut', 'timedOut', 'timedOut', 'timedOut']);
    expect([1, 2, 3, 4].map((id) => Math.floor(endsMs.get(id)!))).toEqual([10, 4, 10, 10]);
  });

  it('of 0 is none', async () => {
    const { clock, connect } = makeServer({
      config: { maxBatchSize: 1 },
      pace: { overlap: 1, synchronous: false },
      computeMs: () => 15,
    });
    const { send, outcomeOf } = connect();
    send([[0, 0]], 0);
    send([[0, 0]], 1, { timeoutMs: 0 });
    await clock.runToEnd();
    expect([0, 1].map(outcomeOf)).toEqual(['ok', 'ok']);
  });
});
