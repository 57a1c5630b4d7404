/** Test support: a batcher on a virtual clock, with a device of given speed. */
import type { BatchingPolicy } from '#batching/BatchingPolicy.ts';
import { VirtualClock } from '#engine/clock/VirtualClock.ts';
import { DynamicBatcher } from '../DynamicBatcher.ts';
import { RequestQueue } from '../RequestQueue.ts';
import { RequestTable } from '../RequestTable.ts';

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

export interface BatcherSetup {
  readonly instances?: number;
  readonly timeoutAction?: 'reject' | 'delay';
  readonly onStart?: (ids: number[], atMs: number, freeSinceMs: number) => void;
  readonly onTimeout?: (id: number, atMs: number) => void;
}

export function makeBatcher(
  policy: BatchingPolicy,
  computeMs: (size: number) => number,
  { instances = 1, timeoutAction = 'reject', onStart, onTimeout }: BatcherSetup = {},
) {
  const clock = new VirtualClock();
  const table = new RequestTable();
  const queue = new RequestQueue(table, 1_000, 3);
  queue.timeoutAction = timeoutAction;
  const started: Started[] = [];
  const freeSince: number[] = [];
  const timedOut: { id: number; atMs: number }[] = [];
  let mostExecuting = 0;
  const batcher = new DynamicBatcher({
    clock,
    queue,
    policy,
    instances,
    execute(slots, freeSinceMs) {
      const ids = [...slots].map((slot) => table.ids[slot]!);
      onStart?.(ids, clock.nowMs(), freeSinceMs);
      started.push({ atMs: clock.nowMs(), ids });
      freeSince.push(freeSinceMs);
      mostExecuting = Math.max(mostExecuting, batcher.executing);
      for (const slot of slots) table.release(slot);
      clock.after(computeMs(slots.length), () => {
        batcher.release(slots);
        batcher.poll();
      });
    },
    expired(slot) {
      onTimeout?.(table.ids[slot]!, clock.nowMs());
      timedOut.push({ id: table.ids[slot]!, atMs: clock.nowMs() });
      table.release(slot);
    },
  });
  let lastId = 0;
  const arrive = (level = 2, timeoutMs = Infinity, arrived?: (id: number) => void): number => {
    const nowMs = clock.nowMs();
    lastId += 1;
    arrived?.(lastId);
    queue.push(table.take(lastId, 1, block, 0, level, nowMs, nowMs + timeoutMs));
    batcher.poll();
    return lastId;
  };
  const arriveAt = (atMs: number, level?: number, timeoutMs?: number): void =>
    void clock.at(atMs, () => arrive(level, timeoutMs));
  return {
    clock,
    table,
    queue,
    batcher,
    started,
    freeSince,
    timedOut,
    arrive,
    arriveAt,
    mostExecuting: () => mostExecuting,
  };
}
