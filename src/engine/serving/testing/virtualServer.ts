/** A load against a server of known speed, on a virtual clock. */
import { OUTCOMES, type Outcome } from '../../../trace/outcomes.ts';
import type { TraceColumn } from '../../../trace/RequestTrace.ts';
import type { LoadProgress, LoadSettings } from '../../../wire/load.ts';
import type { CallerMessage, RequestBlock, ResponseBlock } from '../../../wire/server.ts';
import { LoadRun } from '../LoadRun.ts';
import { planLoad } from '../planLoad.ts';
import { VirtualClock } from '../VirtualClock.ts';

interface Setup {
  readonly settings: LoadSettings;
  readonly pattern?: 'oneByOne' | 'unbatched' | 'batched';
  /** Time at which the server answers what comes at `nowMs`; null for never. */
  readonly answerAtMs?: (nowMs: number) => number | null;
  readonly outcomeOf?: (id: number) => Outcome;
  readonly firstId?: number;
}

interface Sent {
  readonly atMs: number;
  readonly ids: number[];
  readonly rows: number[];
  readonly plannedMs: number[];
  readonly block: RequestBlock;
}

/** A server that answers each request with its own row plus 1000, a batch a message. */
export function startLoad({ settings, pattern = 'batched', outcomeOf = () => 'ok', ...setup }: Setup) {
  const clock = new VirtualClock();
  const progress: LoadProgress[] = [];
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
    sent.push({ atMs: nowMs, ids, rows, plannedMs: [...message.block.plannedMs], block: message.block });
    open += ids.length;
    mostOpen = Math.max(mostOpen, open);
    const atMs = setup.answerAtMs ? setup.answerAtMs(nowMs) : nowMs + 10;
    if (atMs !== null) clock.at(atMs, () => reply(ids, rows));
  };
  const run = new LoadRun({
    clock,
    plan: planLoad(settings, { pattern, latencyGoalMs: 50, priorityLevels: 3 }),
    pool: Float32Array.from([0, 1, 2, 3, 4, 5, 6]),
    inputs: 1,
    outputs: 1,
    device: 'cpu',
    firstId: setup.firstId ?? 1,
    send,
    progressed: (told) => progress.push(told),
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

/** One column of everything that a load has told. */
export const traced = (progress: readonly LoadProgress[], name: TraceColumn): number[] =>
  progress.flatMap(({ trace }) => [...trace[name]]);
