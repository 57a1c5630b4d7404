/** Test support: a load against a server of given speed, on a virtual clock. */
import { VirtualClock } from '#engine/clock/VirtualClock.ts';
import { loadConfig } from '#engine/loadgen/loadConfig.ts';
import { LoadRun } from '#engine/loadgen/LoadRun.ts';
import type { Failure } from '#messages/Failure.ts';
import type { LoadProgress, LoadSettings } from '#protocol/load.ts';
import { BufferPool } from '#protocol/RequestBlockBuilder.ts';
import type { CallerMessage, RequestBlock, ResponseBlock } from '#protocol/server.ts';
import { OUTCOMES, type Outcome } from '#trace/outcomes.ts';
import type { TraceColumn } from '#trace/RequestTrace.ts';

interface Setup {
  readonly settings: LoadSettings;
  readonly pattern?: 'oneByOne' | 'unbatched' | 'batched';
  /** When the server responds to what arrives at `nowMs`; null for never. */
  readonly respondAtMs?: (nowMs: number) => number | null;
  readonly outcomeOf?: (id: number) => Outcome;
  readonly firstId?: number;
  readonly clock?: VirtualClock;
}

interface Sent {
  readonly atMs: number;
  readonly ids: number[];
  readonly rows: number[];
  readonly block: RequestBlock;
}

/** A server that responds to each request with its own row plus 1000, a batch a message. */
export function startLoad({ settings, pattern = 'batched', outcomeOf = () => 'ok', ...setup }: Setup) {
  const clock = setup.clock ?? new VirtualClock();
  const progress: LoadProgress<Failure>[] = [];
  const sent: Sent[] = [];
  const cancelled: number[] = [];
  let open = 0;
  let mostOpen = 0;
  const reply = (ids: readonly number[], rows: readonly number[], outcome?: Outcome): void => {
    open -= ids.length;
    run.deliver(blockOf(ids, rows, (id) => outcome ?? outcomeOf(id)));
  };
  const send = (message: CallerMessage): void => {
    const nowMs = clock.nowMs();
    if (message.kind === 'cancel') {
      cancelled.push(...message.ids);
      const ids = [...message.ids];
      clock.soon(() => reply(ids, ids, 'cancelled'));
      return;
    }
    const [ids, rows] = [[...message.block.ids], [...message.block.rows]];
    sent.push({ atMs: nowMs, ids, rows, block: message.block });
    open += ids.length;
    mostOpen = Math.max(mostOpen, open);
    const atMs = setup.respondAtMs ? setup.respondAtMs(nowMs) : nowMs + 10;
    if (atMs !== null) clock.at(atMs, () => reply(ids, rows));
  };
  const run = new LoadRun({
    clock,
    config: loadConfig(settings, { pattern, latencyGoalMs: 50, priorityLevels: 3 }),
    pool: Float32Array.from([0, 1, 2, 3, 4, 5, 6]),
    inputs: 1,
    outputs: 1,
    device: 'cpu',
    firstId: setup.firstId ?? 1,
    spares: new BufferPool(),
    send,
    progressed: (events) => progress.push(events),
  });
  return { clock, run, progress, sent, cancelled, mostOpen: () => mostOpen };
}

export function blockOf(
  ids: readonly number[],
  rows: readonly number[],
  outcomeOf: (id: number) => Outcome,
): ResponseBlock {
  const nothing = Float64Array.from(ids, () => 0);
  return {
    ids: Float64Array.from(ids),
    outcomes: Uint8Array.from(ids, (id) => OUTCOMES.indexOf(outcomeOf(id))),
    outputs: Float32Array.from(rows, (row) => row + 1000),
    batches: nothing,
    batchSizes: Uint16Array.from(ids, () => ids.length),
    instances: Uint8Array.from(ids, () => 0),
    steps: nothing,
    enqueuedMs: nothing,
    freeMs: nothing,
    batchedMs: nothing,
    computedMs: nothing,
    readBackMs: nothing,
  };
}

/** One trace column of everything that a load has reported. */
export const traced = (progress: readonly LoadProgress<Failure>[], name: TraceColumn): number[] =>
  progress.flatMap(({ trace }) => [...trace[name]]);
