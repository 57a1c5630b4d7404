/**
 * Response log of a load: newest prediction of each row of the pool, last responses in order of completion, every latency, and the
 * trace. Fed by `loadProgressed`; publishes `responsesFeed`, `latencyFeed` and `traceFeed`.
 */
import type { SamplePool } from '#data/samplePool.ts';
import type { Experiment } from '#experiment/experiment.ts';
import type { LoadProgress } from '#protocol/load.ts';
import { OK } from '#trace/outcomes.ts';
import { RunTotals } from '#trace/RunTotals.ts';
import { TraceRing } from '#trace/TraceRing.ts';
import { latencyFeed, responsesFeed, traceFeed, type LoadResponses } from './feeds.ts';
import { labStore } from './labStore.ts';

/**
 * Responses whose order and times are kept one by one: enough to fill every map and to replay any burst. Later ones of a
 * long load are in the trace, and their predictions in `outputs`.
 */
const MOST_IN_ORDER = 262_144;
/** Newest responses that are kept whole: as many tiles as a large screen shows. */
const RECENT = 400;

/** What is kept of the pool that a load draws from. */
export type AnsweredPool = Pick<SamplePool, 'rawRows' | 'rawWidth' | 'labels' | 'outputs'>;

export interface ResponseLog {
  /** A new load on this pool, without responses yet. `ran` is the experiment it measures. */
  begin(pool: AnsweredPool, ran: Experiment): void;
  add(progress: Pick<LoadProgress, 'startedAt' | 'elapsedMs' | 'trace' | 'outputs' | 'leftOut'>): void;
  /** The load has ended. */
  end(): void;
}

export function createResponseLog(): ResponseLog {
  let responses: LoadResponses | null = null;
  let elapsed = new Float32Array(0);
  let latency = new Float32Array(0);
  let rows = new Uint32Array(0);
  let okCount = 0;
  let ring: TraceRing | null = null;
  let totals = new RunTotals();
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
    begin({ rawRows, rawWidth, labels, outputs: outputUnits }, ran) {
      const outputs = new Float32Array(labels.length * outputUnits).fill(NaN);
      responses = { rawRows, rawWidth, labels, outputs, outputUnits, recent: [] };
      elapsed = new Float32Array(1024);
      latency = new Float32Array(1024);
      rows = new Uint32Array(1024);
      okCount = 0;
      responsesFeed.publish(responses);
      latencyFeed.publish({ count: 0, rows, elapsedMs: elapsed, latencyMs: latency });
      ring ??= new TraceRing();
      ring.clear();
      totals = new RunTotals();
      // Request ids start again with each load: a pin would point to another request.
      labStore.setState({ pinnedId: null });
      const startedAt = performance.timeOrigin + performance.now();
      traceFeed.publish({ ring, startedAt, running: true, nowMs: 0, leftOut: 0, totals, ran });
    },
    add({ startedAt, elapsedMs, trace, outputs: predictions, leftOut }) {
      if (!responses || !ring) return;
      // Each point of a sweep is a run of its own, and its times count from its own start.
      const isSameRun = startedAt === runStartedAt;
      if (!isSameRun) {
        ring.clear();
        totals = new RunTotals();
        okCount = 0;
        runStartedAt = startedAt;
      }
      ring.add(trace);
      totals.take(trace);
      const lost = leftOut + (isSameRun ? traceFeed.latest.leftOut : 0);
      const present = { ring, startedAt, running: true, nowMs: elapsedMs, leftOut: lost, totals };
      traceFeed.publish({ ...present, ran: traceFeed.latest.ran });
      const { outputUnits, outputs } = responses;
      const count = trace.ids.length;
      const fresh: LoadResponses['recent'][number][] = [];
      for (let i = 0; i < count; i++) {
        const row = trace.rowIndexes[i]!;
        const outcome = trace.outcomes[i]!;
        const latencyMs = trace.deliveredMs[i]! - trace.plannedMs[i]!;
        if (outcome === OK) {
          // Unit by unit: a view of each prediction would be ten thousand objects per message.
          for (let unit = 0; unit < outputUnits; unit++) {
            outputs[row * outputUnits + unit] = predictions[i * outputUnits + unit]!;
          }
          record(row, trace.deliveredMs[i]!, latencyMs);
        }
        if (i < count - RECENT) continue;
        const output = Array.from(predictions.subarray(i * outputUnits, (i + 1) * outputUnits));
        fresh.push({ row, id: trace.ids[i]!, outcome, latencyMs, output });
      }
      responses = { ...responses, recent: [...responses.recent, ...fresh].slice(-RECENT) };
      responsesFeed.publish(responses);
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
