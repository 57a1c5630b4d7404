/**
 * A run as OpenMetrics 1.0 text, which Prometheus and its kin read: counters, gauges and histograms, each bucket with
 * the request that fell into it last as its exemplar. Durations are seconds. What is counted is what the ring holds.
 */
import { OK, OUTCOMES } from '../outcomes.ts';
import type { TraceColumn } from '../RequestTrace.ts';
import type { RingView } from './traceRows.ts';

/** Facts of a run that no single request carries. */
export interface RunFacts {
  /** Epoch ms. */
  readonly startedAt: number;
  readonly inFlight: number;
  readonly queued: number;
  /** Arrivals of an open loop that were planned and never sent. */
  readonly dropped: number;
}

const SECONDS = [
  0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
];
const SIZES = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024];

export function openMetrics(ring: RingView, facts: RunFacts): string {
  const span = (from: TraceColumn, to: TraceColumn): Measure => ({
    buckets: SECONDS,
    of: (at) => ((ring.columns[to][at] ?? NaN) - (ring.columns[from][at] ?? NaN)) / 1_000,
  });
  const duration = (name: string, help: string, series: readonly Series[]): string[] =>
    histogram(ring, facts, { name, unit: 'seconds', help, series });
  const of = (from: TraceColumn, to: TraceColumn, labels = ''): Series => ({
    labels,
    measure: span(from, to),
  });
  return [
    ...requestsTotal(ring),
    ...duration('inference_request_duration_seconds', 'From the planned arrival to delivery, ok requests.', [
      of('plannedMs', 'deliveredMs'),
    ]),
    ...duration('inference_service_duration_seconds', 'From sending to delivery, ok requests.', [
      of('sentMs', 'deliveredMs'),
    ]),
    ...duration('inference_queue_duration_seconds', 'From the queue to a batch, ok requests.', [
      of('enqueuedMs', 'batchedMs'),
    ]),
    ...duration('inference_compute_duration_seconds', 'In a batch, ok requests; infer includes the upload.', [
      of('batchedMs', 'computedMs', 'stage="infer"'),
      of('computedMs', 'readBackMs', 'stage="output"'),
    ]),
    ...duration('inference_send_lag_seconds', 'From the planned arrival to sending, ok requests.', [
      of('plannedMs', 'sentMs'),
    ]),
    ...histogram(ring, facts, {
      name: 'inference_batch_size',
      help: 'Requests in a batch, one observation a batch.',
      series: [{ labels: '', measure: batchSizes(ring) }],
    }),
    ...gauge('inference_queue_depth', 'Requests in the queue at the time of this text.', facts.queued),
    ...gauge('inference_in_flight', 'Requests sent and not ended at the time of this text.', facts.inFlight),
    ...counter('inference_dropped_arrivals', 'Planned arrivals that were never sent.', facts.dropped),
    ...counter('inference_cache_hits', 'Requests that the response cache answered.', cacheHits(ring)),
    '# EOF',
    '',
  ].join('\n');
}

interface Measure {
  /** Upper bounds, ascending; +Inf is added. */
  readonly buckets: readonly number[];
  /** The observation of a request; NaN for none. */
  of(at: number): number;
}

interface Series {
  /** As within braces; empty for none. */
  readonly labels: string;
  readonly measure: Measure;
}

interface Histogram {
  readonly name: string;
  readonly unit?: string;
  readonly help: string;
  readonly series: readonly Series[];
}

function requestsTotal(ring: RingView): string[] {
  const counts = new Map<string, number>();
  for (let n = ring.first; n < ring.total; n++) {
    const at = ring.place(n);
    const outcome = OUTCOMES[ring.columns.outcomes[at] ?? 0] ?? 'failed';
    const labels = `outcome="${snakeCase(outcome)}",priority="${ring.columns.priorities[at] ?? 0}"`;
    counts.set(labels, (counts.get(labels) ?? 0) + 1);
  }
  return [
    '# TYPE inference_requests counter',
    '# HELP inference_requests Requests that ended, by how and by priority (1 is served first).',
    ...[...counts]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([labels, count]) => `inference_requests_total{${labels}} ${count}`),
  ];
}

const snakeCase = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The size of a batch at the first of its requests that is met. */
function batchSizes({ columns }: RingView): Measure {
  const seen = new Set<number>();
  return {
    buckets: SIZES,
    of(at) {
      const batch = columns.batches[at] ?? 0;
      if (batch === 0 || seen.has(batch)) return Number.NaN;
      seen.add(batch);
      return columns.batchSizes[at] ?? Number.NaN;
    },
  };
}

function histogram(ring: RingView, facts: RunFacts, { name, unit, help, series }: Histogram): string[] {
  return [
    `# TYPE ${name} histogram`,
    ...(unit ? [`# UNIT ${name} ${unit}`] : []),
    `# HELP ${name} ${help}`,
    ...series.flatMap(({ labels, measure }) => seriesLines(ring, facts, name, labels, measure)),
  ];
}

function seriesLines(
  ring: RingView,
  facts: RunFacts,
  name: string,
  labels: string,
  { buckets, of }: Measure,
): string[] {
  const counts = new Float64Array(buckets.length + 1);
  const exemplars: string[] = [];
  let sum = 0;
  for (let n = ring.first; n < ring.total; n++) {
    const at = ring.place(n);
    if (ring.columns.outcomes[at] !== OK) continue;
    // Clocks of two workers may differ by a rounding: no duration is negative.
    const value = Math.max(0, of(at));
    if (Number.isNaN(value)) continue;
    const found = buckets.findIndex((limit) => value <= limit);
    const bucket = found < 0 ? buckets.length : found;
    counts[bucket] = (counts[bucket] ?? 0) + 1;
    sum += value;
    const atSeconds = ((facts.startedAt + (ring.columns.deliveredMs[at] ?? 0)) / 1_000).toFixed(3);
    exemplars[bucket] = ` # {trace_id="${ring.columns.ids[at] ?? 0}"} ${numberText(value)} ${atSeconds}`;
  }
  let cumulative = 0;
  const lines = Array.from(counts, (count, bucket) => {
    cumulative += count;
    const limit = buckets[bucket];
    const le = `le="${limit === undefined ? '+Inf' : boundText(limit)}"`;
    return `${name}_bucket{${[labels, le].filter(Boolean).join(',')}} ${cumulative}${exemplars[bucket] ?? ''}`;
  });
  const braces = labels === '' ? '' : `{${labels}}`;
  return [...lines, `${name}_sum${braces} ${numberText(sum)}`, `${name}_count${braces} ${cumulative}`];
}

/** What was answered without a batch came from the cache. */
function cacheHits(ring: RingView): number {
  let hits = 0;
  for (let n = ring.first; n < ring.total; n++) {
    const at = ring.place(n);
    if (ring.columns.outcomes[at] === OK && ring.columns.batchSizes[at] === 0) hits += 1;
  }
  return hits;
}

function counter(name: string, help: string, value: number): string[] {
  return [`# TYPE ${name} counter`, `# HELP ${name} ${help}`, `${name}_total ${numberText(value)}`];
}

function gauge(name: string, help: string, value: number): string[] {
  return [`# TYPE ${name} gauge`, `# HELP ${name} ${help}`, `${name} ${numberText(value)}`];
}

/** Bounds in their canonical form: 1.0, not 1. */
const boundText = (bound: number): string => (Number.isInteger(bound) ? `${bound}.0` : String(bound));
/** Ten digits are more than any clock has. */
const numberText = (value: number): string => String(Number(value.toPrecision(10)));
