/** Invariants of every policy, under thousands of random arrivals, timeouts, cancels and pauses. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { BatchingPolicy } from '#batching/BatchingPolicy.ts';
import { adaptiveFit } from '#batching/policies/adaptive.ts';
import { aimdLimit } from '#batching/policies/aimd.ts';
import { firstRequestTimer } from '#batching/policies/firstRequest.ts';
import { fixedBatch, FIXED_PATIENCE_MS } from '#batching/policies/fixed.ts';
import { tritonDelay } from '#batching/policies/triton.ts';
import { makeBatcher } from './testing/makeBatcher.ts';

interface Case {
  readonly name: string;
  readonly make: () => BatchingPolicy;
  /** Longest time a request waits while an instance is free; undefined where the rule gives no bound. */
  readonly longestWaitMs?: number;
  /** A batch that is not full does not start before this. */
  readonly dueMs?: (oldestMs: number, freeSinceMs: number) => number;
}

const maxBatchSize = fc.integer({ min: 1, max: 16 });
const delayUs = fc.constantFrom(0, 100, 1_000, 10_000);
const cases: fc.Arbitrary<Case> = fc.oneof(
  fc
    .record({ max: maxBatchSize, us: delayUs, preferred: fc.subarray([2, 3, 6, 12, 99]) })
    .map(({ max, us, preferred }): Case => ({
      name: `triton ${max} ${us} ${String(preferred)}`,
      make: () => tritonDelay({ maxBatchSize: max, maxQueueDelayUs: us, preferredBatchSizes: preferred }),
      longestWaitMs: us / 1000,
      ...(preferred.length > 0 ? {} : { dueMs: (oldestMs) => oldestMs + us / 1000 }),
    })),
  fc.record({ max: maxBatchSize, us: delayUs }).map(({ max, us }): Case => ({
    name: `firstRequest ${max} ${us}`,
    make: () => firstRequestTimer(max, us),
    longestWaitMs: us / 1000,
    dueMs: (oldestMs, freeSinceMs) => Math.max(oldestMs, freeSinceMs) + us / 1000,
  })),
  maxBatchSize.map((max): Case => ({
    name: `fixed ${max}`,
    make: () => fixedBatch(max),
    longestWaitMs: FIXED_PATIENCE_MS,
  })),
  maxBatchSize.map((max): Case => ({
    name: `aimd ${max}`,
    make: () => aimdLimit(max, 1.5),
    longestWaitMs: 0,
  })),
  maxBatchSize.map((max): Case => ({ name: `adaptive ${max}`, make: () => adaptiveFit(max) })),
);

const steps = fc.array(
  fc.record({
    gapMs: fc.constantFrom(0, 0, 0.1, 1, 3, 20),
    what: fc.constantFrom('arrive', 'arrive', 'arrive', 'arrive', 'arrive', 'cancel', 'hold', 'resume'),
    level: fc.integer({ min: 1, max: 3 }),
    timeoutMs: fc.constantFrom(Infinity, Infinity, 0, 2, 15),
  }),
  { minLength: 1, maxLength: 120 },
);

const settings = fc.record({
  instances: fc.integer({ min: 1, max: 3 }),
  timeoutAction: fc.constantFrom('reject' as const, 'delay' as const),
  baseMs: fc.constantFrom(0.1, 1, 7),
});

it('every request ends once, in order of level, lateness and arrival; no batch is too large or waits for nothing', async () => {
  await fc.assert(
    fc.asyncProperty(cases, steps, settings, async (policyCase, events, { baseMs, ...options }) => {
      const policy = policyCase.make();
      const isDelay = options.timeoutAction === 'delay';
      const waiting = new Map<number, { atMs: number; level: number; deadlineMs: number }>();
      const ended: number[] = [];
      const run = makeBatcher(policy, (size) => baseMs + size * 0.1, {
        ...options,
        onStart(ids, atMs, freeSinceMs) {
          const inOrder = [...waiting].toSorted(
            ([a, one], [b, other]) =>
              one.level - other.level ||
              (isDelay ? Number(one.deadlineMs <= atMs) - Number(other.deadlineMs <= atMs) : 0) ||
              a - b,
          );
          expect(ids).toEqual(inOrder.slice(0, ids.length).map(([id]) => id));
          expect(ids.length).toBeGreaterThan(0);
          if (ids.length < policy.maxBatchSize) {
            const oldestMs = Math.min(...ids.map((id) => waiting.get(id)!.atMs));
            expect(atMs).toBeGreaterThanOrEqual(policyCase.dueMs?.(oldestMs, freeSinceMs) ?? 0);
          }
          expect(ids.length).toBeLessThanOrEqual(policy.maxBatchSize);
          for (const id of ids) {
            const { atMs: cameMs, deadlineMs } = waiting.get(id)!;
            if (!isDelay) expect(atMs).toBeLessThan(deadlineMs);
            const waitedMs = atMs - Math.max(cameMs, freeSinceMs);
            expect(waitedMs).toBeGreaterThanOrEqual(0);
            expect(waitedMs).toBeLessThanOrEqual((policyCase.longestWaitMs ?? Infinity) + 1e-9);
            waiting.delete(id);
            ended.push(id);
          }
        },
        onTimeout(id, atMs) {
          expect(atMs).toBeCloseTo(waiting.get(id)!.deadlineMs, 6);
          waiting.delete(id);
          ended.push(id);
        },
      });
      const { clock, batcher, queue, table } = run;
      let atMs = 0;
      for (const { gapMs, what, level, timeoutMs } of events) {
        atMs += gapMs;
        clock.at(atMs, () => {
          if (what === 'arrive') {
            run.arrive(level, timeoutMs, (id) =>
              waiting.set(id, { atMs: clock.nowMs(), level, deadlineMs: clock.nowMs() + timeoutMs }),
            );
          } else if (what === 'cancel') {
            queue.remove(
              (slot) => table.levels[slot] === level,
              (slot) => {
                waiting.delete(table.ids[slot]!);
                ended.push(table.ids[slot]!);
                table.release(slot);
              },
            );
            batcher.poll();
          } else if (what === 'hold') batcher.hold();
          else batcher.resume();
          // A full batch never waits for anything but an instance.
          expect(batcher.fullBatchReady).toBe(false);
        });
      }
      clock.at(atMs + 50, () => batcher.resume());
      await clock.runToEnd();
      const arrived = events.filter(({ what }) => what === 'arrive').length;
      expect(ended.toSorted((a, b) => a - b)).toEqual(Array.from({ length: arrived }, (_, id) => id + 1));
      expect(run.mostExecuting()).toBeLessThanOrEqual(options.instances);
      expect(table.held).toBe(0);
    }),
    { numRuns: 2_000 },
  );
}, 120_000);
