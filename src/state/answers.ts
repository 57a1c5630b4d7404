/**
 * What a load has answered, gathered for the pictures: the newest answer of each row of the pool, the last answers in
 * order of completion, every latency, and the trace. Progress comes in; `answersFeed`, `latencyFeed` and `traceFeed` go
 * out.
 */
import { OK } from '../trace/outcomes.ts';
import { TraceRing } from '../trace/TraceRing.ts';
import type { LoadProgress } from '../wire/load.ts';
import { answersFeed, latencyFeed, traceFeed, type Answers } from './feeds.ts';
import { labStore } from './labStore.ts';

/**
 * Answers whose order and times are kept one by one: enough to fill every map and to play any burst again. What comes
 * later in a long load is in the trace, and its newest values in `outputs`.
 */
const MOST_IN_ORDER = 262_144;
/** Answers that are kept in order: as many tiles as a large screen shows. */
const RECENT = 400;

export interface Pool {
  /** [count, rawWidth] */
  readonly rawRows: Float32Array;
  readonly rawWidth: number;
  /** [count]: class index, −1 where unknown. */
  readonly labels: Float32Array;
  readonly outputUnits: number;
}

export interface AnswerBook {
  /** A new load on this pool: nothing answered yet. */
  begin(pool: Pool): void;
  add(progress: Pick<LoadProgress, 'startedAt' | 'elapsedMs' | 'trace' | 'outputs' | 'leftOut'>): void;
  /** The load is over: nothing more will come. */
  end(): void;
}

export function createAnswerBook(): AnswerBook {
  let book: Answers | null = null;
  let elapsed = new Float32Array(0);
  let latency = new Float32Array(0);
  let rows = new Uint32Array(0);
  let okCount = 0;
  let ring: TraceRing | null = null;
  let runStartedAt = 0;

  function record(row: number, elapsedMs: number, latencyMs: number): void {
    if (okCount === MOST_IN_ORDER) return;
    if (okCount === latency.length) {
      elapsed = grown(elapsed, new Float32Array(okCount * 2));
      latency = grown(latency, new Float32Array(okCount * 2));
      rows = grown(rows, new Uint32Array(okCount * 2));
    }
    rows[okCount] = row;
    elapsed[okCount] = elapsedMs;
    latency[okCount] = latencyMs;
    okCount += 1;
  }

  return {
    begin({ rawRows, rawWidth, labels, outputUnits }) {
      const outputs = new Float32Array(labels.length * outputUnits).fill(NaN);
      book = { rawRows, rawWidth, labels, outputs, outputUnits, recent: [], delivered: 0 };
      elapsed = new Float32Array(1024);
      latency = new Float32Array(1024);
      rows = new Uint32Array(1024);
      okCount = 0;
      answersFeed.publish(book);
      latencyFeed.publish({ count: 0, rows, elapsedMs: elapsed, latencyMs: latency });
      ring ??= new TraceRing();
      ring.clear();
      // Numbers begin anew with each load: a pin would stand on another request.
      labStore.setState({ pinnedId: null });
      const startedAt = performance.timeOrigin + performance.now();
      traceFeed.publish({ ring, startedAt, running: true, nowMs: 0, leftOut: 0 });
    },
    add({ startedAt, elapsedMs, trace, outputs: answered, leftOut }) {
      if (!book || !ring) return;
      // Each point of a sweep is a run of its own, and its times count from its own start.
      const isSameRun = startedAt === runStartedAt;
      if (!isSameRun) {
        ring.clear();
        okCount = 0;
        runStartedAt = startedAt;
      }
      ring.add(trace);
      const lost = leftOut + (isSameRun ? traceFeed.latest.leftOut : 0);
      traceFeed.publish({ ring, startedAt, running: true, nowMs: elapsedMs, leftOut: lost });
      const { outputUnits, outputs } = book;
      const count = trace.ids.length;
      const fresh: Answers['recent'][number][] = [];
      for (let i = 0; i < count; i++) {
        const row = trace.rowIndexes[i]!;
        const outcome = trace.outcomes[i]!;
        const latencyMs = trace.deliveredMs[i]! - trace.plannedMs[i]!;
        if (outcome === OK) {
          // Unit by unit: a view of each answer would be ten thousand objects a message.
          for (let unit = 0; unit < outputUnits; unit++) {
            outputs[row * outputUnits + unit] = answered[i * outputUnits + unit]!;
          }
          record(row, trace.deliveredMs[i]!, latencyMs);
        }
        if (i < count - RECENT) continue;
        const output = Array.from(answered.subarray(i * outputUnits, (i + 1) * outputUnits));
        fresh.push({ row, id: trace.ids[i]!, outcome, latencyMs, output });
      }
      book = {
        ...book,
        recent: [...book.recent, ...fresh].slice(-RECENT),
        delivered: book.delivered + count + leftOut,
      };
      answersFeed.publish(book);
      latencyFeed.publish({ count: okCount, rows, elapsedMs: elapsed, latencyMs: latency });
    },
    end() {
      if (traceFeed.latest.running) traceFeed.publish({ ...traceFeed.latest, running: false });
    },
  };
}

function grown<T extends Float32Array | Uint32Array>(array: T, larger: T): T {
  larger.set(array);
  return larger;
}
