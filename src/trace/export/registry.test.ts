/** Each export format is whole: what is missing is said in a sentence. Read docs/adding.md to add one. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { RunTotals } from '../RunTotals.ts';
import { metricsOf, totalsOf } from '../testing/runOf.ts';
import { ringOf, sampleTrace } from '../testing/sampleTrace.ts';
import { TraceRing } from '../TraceRing.ts';
import { RUN_FORMATS } from './registry.ts';
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

test.each(RUN_FORMATS)('$label has its words and writes any run', ({ label, about, suffix, type, make }) => {
  expect(label, '`label` has 1 to 24 characters: it stands in a menu').toMatch(/^.{1,24}$/);
  expect(about, '`about` says what reads the file or what is in it, without a full stop').toMatch(/[^.]$/);
  expect(suffix, '`suffix` is the end of a file name with its extension: report.csv').toMatch(
    /^[a-z]+\.[a-z]+$/,
  );
  expect(type, '`type` is a media type: text/csv').toMatch(/^[a-z]+\/[a-z-]+/);
  const [whole, empty] = [make(runs.whole, facts), make(runs.empty, facts)];
  expect(whole.length, '`make` writes what the run holds').toBeGreaterThan(empty.length);
  expect(empty, '`make` gives a valid file, also where no request was ok').not.toBe('');
  expect(whole, '`make` writes no undefined or [object …]').not.toMatch(/undefined|\[object/);
  if (type === 'application/json') for (const text of [whole, empty]) JSON.parse(text);
});

test('no two formats have one label or one suffix', () => {
  const words = RUN_FORMATS.flatMap(({ label, suffix }) => [label, suffix]);
  expect(words.filter((word, i) => words.indexOf(word) < i)).toEqual([]);
});

test('every file of formats/ is in the list', () => {
  const list = readFileSync(join(import.meta.dirname, 'registry.ts'), 'utf8');
  const files = readdirSync(join(import.meta.dirname, 'formats'));
  const missing = files.filter((file) => !list.includes(`'./formats/${file}'`));
  expect(missing, 'Import these in src/trace/export/registry.ts and add them to RUN_FORMATS').toEqual([]);
  expect(RUN_FORMATS, 'Each file of src/trace/export/formats/ exports one format').toHaveLength(files.length);
});
