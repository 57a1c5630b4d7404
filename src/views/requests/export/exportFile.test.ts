/** Files of a run longer than its ring: 200,000 requests, of which 131,072 are kept. */
import { beforeAll, expect, test } from 'vitest';
import { defaultExperiment } from '#experiment/defaults.ts';
import { traceFeed } from '#state/feeds.ts';
import { createResponseLog } from '#state/responseLog.ts';
import { servingStore } from '#state/servingStore.ts';
import { sweepStore } from '#state/sweepStore.ts';
import type { ExportFormat } from '#trace/export/ExportFormat.ts';
import { EXPORT_FORMATS } from '#trace/export/registry.ts';
import { readOpenMetrics } from '#trace/export/testing/readOpenMetrics.ts';
import { metricsOf, partOf as blockOf } from '#trace/testing/runOf.ts';
import { sampleTrace } from '#trace/testing/sampleTrace.ts';
import { exportFile } from './exportFile.ts';

const COUNT = 200_000;
const KEPT = 131_072;
const trace = sampleTrace({ count: COUNT, lossShare: 0.05 });
const metrics = metricsOf(trace);
const format = (label: string): ExportFormat => EXPORT_FORMATS.find((one) => one.label === label)!;
const file = (label: string, trace = traceFeed.latest) =>
  exportFile(format(label), { trace, serving: servingStore.getState(), sweep: sweepStore.getState() });

beforeAll(() => {
  globalThis.requestAnimationFrame ??= () => 0;
  const log = createResponseLog();
  const pool = { rawRows: new Float32Array(400), rawWidth: 4, labels: new Float32Array(100), outputs: 1 };
  log.begin(pool, defaultExperiment('iris'));
  for (let from = 0; from < COUNT; from += 8_000) {
    const block = blockOf(trace, from, Math.min(COUNT, from + 8_000));
    const outputs = new Float32Array(block.ids.length);
    log.add({ startedAt: 1e12, elapsedMs: from, trace: block, outputs, leftOut: 0 });
  }
  log.end();
  const { inFlightMean, ...rest } = metrics;
  const report = { ...rest, littlesLaw: { inFlightMean }, clockStepMs: 1, device: 'wasm' };
  servingStore.setState({
    report: report as unknown as NonNullable<ReturnType<typeof servingStore.getState>['report']>,
  });
});

const make = (label: string): string => file(label).make!();

test('the report covers all requests, with the metrics on the screen', () => {
  const [, row] = make('Report CSV').trimEnd().split('\n');
  const cells = row!.split(',').map(Number);
  const { serviceMs, requestsPerSecond, inFlightMean } = metrics;
  expect(cells[0]).toBe(Math.round(inFlightMean));
  expect(cells[1]).toBeCloseTo(requestsPerSecond, 2);
  expect(cells.slice(-4)).toEqual(
    [serviceMs.p50, serviceMs.p90, serviceMs.p95, serviceMs.p99].map((ms) => Math.round(ms * 1_000)),
  );
  expect(file('Report CSV').name).toBe('fanout-2001-09-09T01-46-40-report.csv');
});

test('the metrics count all requests', () => {
  const families = readOpenMetrics(make('OpenMetrics text'));
  const samples = (name: string) => families.find((family) => family.name === name)!.samples;
  expect(samples('inference_requests').reduce((sum, { value }) => sum + value, 0)).toBe(COUNT);
  const ok = metrics.byPriority.reduce((sum, part) => sum + part.ok, 0);
  expect(samples('inference_request_duration_seconds').at(-1)!.value).toBe(ok);
  expect(samples('inference_trace_requests')[0]!.value).toBe(KEPT);
  expect(samples('inference_clock_step_seconds')[0]!.value).toBe(0.001);
  expect(samples('inference_run')[0]!.labels.get('network')).toMatch(/^4-.*-3$/);
});

test('files of single requests name the part of the run they hold', () => {
  const named = (label: string) => file(label).name.replace('fanout-2001-09-09T01-46-40-', '');
  expect(named('Requests as CSV')).toBe('newest-131072-of-200000-requests.csv');
  expect(named('Requests as JSON')).toBe('newest-131072-of-200000-requests.json');
  expect(named('Perfetto trace')).toBe('newest-10000-of-200000-perfetto.json');
  expect(file('Requests as CSV').about).toContain('the newest 131,072 of 200,000 requests');
  const perfetto = JSON.parse(make('Perfetto trace')) as { otherData: unknown };
  expect(perfetto.otherData).toMatchObject({ requests: COUNT, requestsInTrace: 10_000, data: 'iris' });
});

test('a run that fits has a plain name', () => {
  const short = { ...traceFeed.latest, ring: { ...traceFeed.latest.ring, total: 50, first: 0 }, leftOut: 0 };
  const { name } = file('Requests as CSV', short as unknown as typeof traceFeed.latest);
  expect(name).toMatch(/^fanout-[\dT-]+-requests\.csv$/);
});

test('what has not been measured is not made', () => {
  const empty = { ...traceFeed.latest, ring: { ...traceFeed.latest.ring, total: 0 } };
  expect(file('Requests as CSV', empty as unknown as typeof traceFeed.latest).make).toBeNull();
  expect(file('Sweep CSV').make).toBeNull();
  expect(file('Sweep CSV').name).toBe('fanout-sweep.csv');
});
