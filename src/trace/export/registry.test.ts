/** Each export format is whole: what is missing is said in a sentence. Read docs/adding.md to add one. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { RunTotals } from '../RunTotals.ts';
import { metricsOf, totalsOf } from '../testing/runOf.ts';
import { ringOf, sampleTrace } from '../testing/sampleTrace.ts';
import { TraceRing } from '../TraceRing.ts';
import type { ExportFormat, MeasuredSweep } from './ExportFormat.ts';
import { EXPORT_FORMATS } from './registry.ts';
import type { RunFacts } from './RunFacts.ts';

const trace = sampleTrace({ count: 300, lossShare: 0.2 });
const facts: RunFacts = {
  startedAt: Date.UTC(2026, 10, 30),
  run: { data: 'iris', network: '4-8-3', device: 'wasm', pattern: 'batched' },
  clockStepMs: 0.1,
  leftOut: 0,
  inFlight: 0,
  queued: 0,
  dropped: 0,
  metrics: metricsOf(trace),
};
const runs = {
  whole: { ring: ringOf(trace), totals: totalsOf(trace) },
  empty: { ring: new TraceRing(1), totals: new RunTotals() },
};

const point: MeasuredSweep['points'][number] = {
  x: 16,
  perSecond: 5_000,
  latencyMs: { p50: 3, p90: 4, p95: 5, p99: 6 },
  stagesMs: { send: 0.01, queue: 0.5, batchWait: 0.25, compute: 2, readBack: 0.3, deliver: 0.04 },
};

/** The file of something measured, and of nothing. */
function textsOf(format: ExportFormat): [whole: string, empty: string] {
  if (format.of === 'run') return [format.make(runs.whole, facts), format.make(runs.empty, facts)];
  return [format.make({ over: 'rate', points: [point] }), format.make({ over: 'rate', points: [] })];
}

test.each(EXPORT_FORMATS)('$label has its words and writes whatever was measured', (format) => {
  const { label, about, suffix, type } = format;
  expect(label, '`label` has 1 to 24 characters: it stands in a menu').toMatch(/^.{1,24}$/);
  expect(about, '`about` says what reads the file or what is in it, without a full stop').toMatch(/[^.]$/);
  expect(suffix, '`suffix` is the end of a file name with its extension: report.csv').toMatch(
    /^[a-z]+\.[a-z]+$/,
  );
  expect(type, '`type` is a media type: text/csv').toMatch(/^[a-z]+\/[a-z-]+/);
  const [whole, empty] = textsOf(format);
  expect(whole.length, '`make` writes what was measured').toBeGreaterThan(empty.length);
  expect(empty, '`make` gives a valid file, also where no request was ok').not.toBe('');
  expect(whole, '`make` writes no undefined or [object …]').not.toMatch(/undefined|\[object/);
  if (type === 'application/json') for (const text of [whole, empty]) JSON.parse(text);
});

test('no two formats have one label or one suffix', () => {
  const words = EXPORT_FORMATS.flatMap(({ label, suffix }) => [label, suffix]);
  expect(words.filter((word, i) => words.indexOf(word) < i)).toEqual([]);
});

test('every file of formats/ is in the list', () => {
  const list = readFileSync(join(import.meta.dirname, 'registry.ts'), 'utf8');
  const files = readdirSync(join(import.meta.dirname, 'formats'));
  const missing = files.filter((file) => !list.includes(`'./formats/${file}'`));
  expect(missing, 'Import these in src/trace/export/registry.ts and add them to EXPORT_FORMATS').toEqual([]);
  expect(EXPORT_FORMATS, 'Each file of src/trace/export/formats/ exports one format').toHaveLength(
    files.length,
  );
});
