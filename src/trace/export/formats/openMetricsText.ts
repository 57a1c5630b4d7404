/**
 * Export of a run as OpenMetrics 1.0 text, for Prometheus: counters, gauges and histograms of the whole run, with the
 * newest kept request of each bucket as its exemplar. Durations are seconds.
 */
import type { FixedHistogram } from '../../FixedHistogram.ts';
import { OK } from '../../outcomes.ts';
import { SPANS, type RunTotals, type Span } from '../../RunTotals.ts';
import type { RingView } from '../RingView.ts';
import type { RunFacts } from '../RunFacts.ts';
import type { RunFormat } from '../ExportFormat.ts';

export function openMetrics(ring: RingView, totals: RunTotals, facts: RunFacts): string {
  const of = (span: Span, labels = ''): Series => ({
    labels,
    histogram: totals.spans[span],
    exemplars: exemplarsOf(ring, totals.spans[span], facts.startedAt, ({ columns }, at) => {
      const [from, to] = SPANS[span];
      return Math.max(0, (columns[to][at] ?? Number.NaN) - (columns[from][at] ?? Number.NaN)) / 1_000;
    }),
  });
  const duration = (name: string, help: string, series: readonly Series[]): string[] =>
    histogram(name, help, series, 'seconds');
  const kept = ring.total - ring.first;
  return [
    ...info('inference_run', 'What was measured.', facts.run),
    ...requestsTotal(facts),
    ...duration('inference_request_duration_seconds', 'From the planned arrival to delivery, ok requests.', [
      of('request'),
    ]),
    ...duration('inference_service_duration_seconds', 'From sending to delivery, ok requests.', [
      of('service'),
    ]),
    ...duration('inference_queue_duration_seconds', 'From the queue to a batch, ok requests.', [of('queue')]),
    ...duration('inference_compute_duration_seconds', 'In a batch, ok requests; infer includes the upload.', [
      of('compute', 'stage="infer"'),
      of('readBack', 'stage="output"'),
    ]),
    ...duration('inference_send_lag_seconds', 'From the planned arrival to sending, ok requests.', [
      of('sendLag'),
    ]),
    ...histogram('inference_batch_size', 'Requests in a batch, one observation a batch.', [
      {
        labels: '',
        histogram: totals.batchSizes,
        exemplars: exemplarsOf(ring, totals.batchSizes, facts.startedAt, ({ columns }, at) =>
          columns.batches[at] === 0 ? Number.NaN : (columns.batchSizes[at] ?? Number.NaN),
        ),
      },
    ]),
    ...gauge('inference_queue_depth', 'Requests in the queue at the time of this text.', facts.queued),
    ...gauge('inference_in_flight', 'Requests sent and not ended at the time of this text.', facts.inFlight),
    ...counter('inference_dropped_arrivals', 'Planned arrivals that were never sent.', facts.dropped),
    ...counter('inference_cache_hits', 'Requests that the response cache answered.', totals.cacheHits),
    ...gauge(
      'inference_clock_step_seconds',
      'Step of the clock: no single duration is known better.',
      facts.clockStepMs / 1_000,
      'seconds',
    ),
    ...gauge(
      'inference_trace_requests',
      'Newest requests that are kept one by one: exemplars are of these.',
      kept,
    ),
    ...counter(
      'inference_untraced_requests',
      'Requests in inference_requests that the histograms lack, because too many ended at once.',
      facts.leftOut,
    ),
    '# EOF',
    '',
  ].join('\n');
}

interface Series {
  /** Labels within braces; empty for none. */
  readonly labels: string;
  readonly histogram: FixedHistogram;
  /** Exemplars by bucket. */
  readonly exemplars: readonly string[];
}

function requestsTotal({ metrics }: RunFacts): string[] {
  const lines = metrics.byPriority.flatMap(
    ({ priority, ok, rejected, timedOut, cancelled, wasted, failed }) => {
      const counts = { ok, rejected, timed_out: timedOut, cancelled: cancelled - wasted, wasted, failed };
      return Object.entries(counts).flatMap(([outcome, count]) =>
        count > 0 ? [`inference_requests_total{outcome="${outcome}",priority="${priority}"} ${count}`] : [],
      );
    },
  );
  return [
    '# TYPE inference_requests counter',
    '# HELP inference_requests Requests that ended, by how and by priority (1 is served first).',
    ...lines.sort(),
  ];
}

/** The newest kept request of each bucket. */
function exemplarsOf(
  ring: RingView,
  histogram: FixedHistogram,
  startedAt: number,
  valueOf: (ring: RingView, at: number) => number,
): string[] {
  const newest: string[] = [];
  let missing = histogram.bounds.length + 1;
  for (let n = ring.total - 1; n >= ring.first && missing > 0; n--) {
    const at = ring.indexOf(n);
    if (ring.columns.outcomes[at] !== OK) continue;
    const value = valueOf(ring, at);
    if (Number.isNaN(value)) continue;
    const bucket = histogram.bucketOf(value);
    if (newest[bucket] !== undefined) continue;
    missing -= 1;
    const atSeconds = ((startedAt + (ring.columns.deliveredMs[at] ?? 0)) / 1_000).toFixed(3);
    newest[bucket] = ` # {trace_id="${ring.columns.ids[at] ?? 0}"} ${numberText(value)} ${atSeconds}`;
  }
  return newest;
}

function histogram(name: string, help: string, series: readonly Series[], unit?: string): string[] {
  return [
    `# TYPE ${name} histogram`,
    ...(unit ? [`# UNIT ${name} ${unit}`] : []),
    `# HELP ${name} ${help}`,
    ...series.flatMap((one) => seriesLines(name, one)),
  ];
}

function seriesLines(
  name: string,
  { labels, histogram: { bounds, counts, count, sum }, exemplars }: Series,
): string[] {
  let cumulative = 0;
  const lines = Array.from(counts, (held, bucket) => {
    cumulative += held;
    const limit = bounds[bucket];
    const le = `le="${limit === undefined ? '+Inf' : boundText(limit)}"`;
    return `${name}_bucket{${[labels, le].filter(Boolean).join(',')}} ${cumulative}${exemplars[bucket] ?? ''}`;
  });
  const braces = labels === '' ? '' : `{${labels}}`;
  return [...lines, `${name}_sum${braces} ${numberText(sum)}`, `${name}_count${braces} ${count}`];
}

function info(name: string, help: string, labels: Readonly<Record<string, string>>): string[] {
  const escaped = (text: string): string =>
    text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
  const pairs = Object.entries(labels).map(([key, value]) => `${key}="${escaped(value)}"`);
  return [`# TYPE ${name} info`, `# HELP ${name} ${help}`, `${name}_info{${pairs.join(',')}} 1`];
}

function counter(name: string, help: string, value: number): string[] {
  return [`# TYPE ${name} counter`, `# HELP ${name} ${help}`, `${name}_total ${numberText(value)}`];
}

function gauge(name: string, help: string, value: number, unit?: string): string[] {
  return [
    `# TYPE ${name} gauge`,
    ...(unit ? [`# UNIT ${name} ${unit}`] : []),
    `# HELP ${name} ${help}`,
    `${name} ${numberText(value)}`,
  ];
}

/** Bounds in canonical form: 1.0, not 1. */
const boundText = (bound: number): string => (Number.isInteger(bound) ? `${bound}.0` : String(bound));
/** Ten digits exceed any clock's resolution. */
const numberText = (value: number): string => String(Number(value.toPrecision(10)));

export const openMetricsText: RunFormat = {
  of: 'run',
  label: 'OpenMetrics text',
  about: 'Counters and histograms of the whole run, for Prometheus',
  suffix: 'metrics.txt',
  type: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
  make: ({ ring, totals }, facts) => openMetrics(ring, totals, facts),
};
