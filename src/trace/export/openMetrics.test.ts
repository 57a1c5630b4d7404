import { expect, test } from 'vitest';
import { RunTotals } from '../RunTotals.ts';
import { metricsOf, totalsOf } from '../testing/runOf.ts';
import { ringOf, sampleTrace } from '../testing/sampleTrace.ts';
import { TraceRing } from '../TraceRing.ts';
import { openMetrics } from './formats/openMetricsText.ts';
import type { RunFacts } from './RunFacts.ts';
import { readOpenMetrics, type Family } from './testing/readOpenMetrics.ts';

const trace = sampleTrace({ count: 3_000, lossShare: 0.2 });
const facts: RunFacts = {
  startedAt: Date.UTC(2026, 10, 22),
  run: { data: 'iris', network: '4-8-3', device: 'wasm', pattern: 'batched' },
  clockStepMs: 0.1,
  leftOut: 0,
  inFlight: 3,
  queued: 2,
  dropped: 7,
  metrics: metricsOf(trace),
};
const textOf = (ring: TraceRing): string => openMetrics(ring, totalsOf(trace), facts);
const families = readOpenMetrics(textOf(ringOf(trace)));
const family = (name: string): Family => families.find((one) => one.name === name)!;
const value = (name: string, sample: string, label?: [string, string]): number | undefined =>
  family(name).samples.find((one) => one.name === sample && (!label || one.labels.get(label[0]) === label[1]))
    ?.value;

test('a strict parser reads it, and finds the families in order', () => {
  expect(families.map(({ name, type, unit }) => [name, type, unit])).toEqual([
    ['inference_run', 'info', ''],
    ['inference_requests', 'counter', ''],
    ['inference_request_duration_seconds', 'histogram', 'seconds'],
    ['inference_service_duration_seconds', 'histogram', 'seconds'],
    ['inference_queue_duration_seconds', 'histogram', 'seconds'],
    ['inference_compute_duration_seconds', 'histogram', 'seconds'],
    ['inference_send_lag_seconds', 'histogram', 'seconds'],
    ['inference_batch_size', 'histogram', ''],
    ['inference_queue_depth', 'gauge', ''],
    ['inference_in_flight', 'gauge', ''],
    ['inference_dropped_arrivals', 'counter', ''],
    ['inference_cache_hits', 'counter', ''],
    ['inference_clock_step_seconds', 'gauge', 'seconds'],
    ['inference_trace_requests', 'gauge', ''],
    ['inference_untraced_requests', 'counter', ''],
  ]);
  for (const one of families) expect(one.help).not.toBe('');
});

test('metrics are those of the trace', () => {
  const ok = [...trace.ids.keys()].filter((i) => trace.outcomes[i] === 0);
  const sum = ok.reduce((s, i) => s + (trace.deliveredMs[i] ?? 0) - (trace.plannedMs[i] ?? 0), 0) / 1_000;
  const name = 'inference_request_duration_seconds';
  expect(value(name, `${name}_count`)).toBe(ok.length);
  expect(value(name, `${name}_sum`)).toBeCloseTo(sum, 6);
  expect(value(name, `${name}_bucket`, ['le', '0.005'])).toBe(
    ok.filter((i) => (trace.deliveredMs[i] ?? 0) - (trace.plannedMs[i] ?? 0) <= 5).length,
  );
  expect(value('inference_requests', 'inference_requests_total', ['outcome', 'ok'])).toBe(ok.length);
  expect(value('inference_requests', 'inference_requests_total', ['outcome', 'timed_out'])).toBe(
    trace.outcomes.filter((outcome) => outcome === 2).length,
  );
  expect(value('inference_batch_size', 'inference_batch_size_count')).toBe(
    new Set(ok.map((i) => trace.batches[i])).size,
  );
  expect(value('inference_dropped_arrivals', 'inference_dropped_arrivals_total')).toBe(7);
});

test('metrics are of the whole run where the ring holds its end only; exemplars are of kept requests', () => {
  const part = readOpenMetrics(textOf(ringOf(trace, 512)));
  const plain = (family: Family) => family.samples.map(({ name, value: of }) => [name, of]);
  const [whole, short] = [families, part].map((all) =>
    all.filter(({ name }) => name !== 'inference_trace_requests').map(plain),
  );
  expect(short).toEqual(whole);
  expect(part.find(({ name }) => name === 'inference_trace_requests')?.samples[0]?.value).toBe(512);
  const kept = new Set(trace.ids.subarray(-512));
  const named = part.flatMap(({ samples }) =>
    samples.flatMap(({ exemplar }) => exemplar?.labels.get('trace_id') ?? []),
  );
  expect(named.length).toBeGreaterThan(5);
  for (const id of named) expect(kept.has(Number(id))).toBe(true);
});

test('an exemplar names a request of its bucket and when it was delivered', () => {
  const buckets = family('inference_request_duration_seconds').samples.filter(({ exemplar }) => exemplar);
  expect(buckets.length).toBeGreaterThan(2);
  for (const { exemplar } of buckets) {
    const i = trace.ids.indexOf(Number(exemplar?.labels.get('trace_id')));
    expect(exemplar?.value).toBeCloseTo(((trace.deliveredMs[i] ?? 0) - (trace.plannedMs[i] ?? 0)) / 1_000, 8);
    expect(exemplar?.at).toBeCloseTo((facts.startedAt + (trace.deliveredMs[i] ?? 0)) / 1_000, 2);
  }
});

test('a run without requests is valid too', () => {
  expect(() => readOpenMetrics(openMetrics(new TraceRing(1), new RunTotals(), facts))).not.toThrow();
});

test('the parser of this test refuses what is wrong', () => {
  const text = textOf(ringOf(trace));
  const broken: [string, string][] = [
    ['# EOF\n', ''],
    ['# UNIT inference_request_duration_seconds seconds', '# UNIT inference_request_duration_seconds ms'],
    ['le="1.0"', 'le="1"'],
    ['inference_requests_total{', 'inference_requests{'],
    ['# TYPE inference_in_flight gauge', '# TYPE inference_queue_depth gauge'],
    ['inference_batch_size_count ', 'inference_batch_size_count 1'],
  ];
  for (const [from, to] of broken) {
    expect(text).toContain(from);
    expect(() => readOpenMetrics(text.replace(from, to)), from).toThrow();
  }
});
