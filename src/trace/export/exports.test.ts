/** Exports are read back by the rules of the programs that will read them. */
import { describe, expect, test } from 'vitest';
import { OUTCOMES } from '../outcomes.ts';
import { TRACE_COLUMNS } from '../RequestTrace.ts';
import { RunTotals } from '../RunTotals.ts';
import { metricsOf, totalsOf } from '../testing/runOf.ts';
import { ringOf, sampleTrace } from '../testing/sampleTrace.ts';
import { TraceRing } from '../TraceRing.ts';
import { assignTracks } from './assignTracks.ts';
import { perfettoJson } from './formats/perfettoTrace.ts';
import { perfAnalyzerCsv, perfAnalyzerRow } from './formats/reportCsv.ts';
import { traceCsv } from './formats/requestsCsv.ts';
import { traceJson } from './formats/requestsJson.ts';
import { sweepCsv } from './formats/sweepCsv.ts';
import { importPerfetto } from './testing/importPerfetto.ts';

const trace = sampleTrace({ count: 3_000, lossShare: 0.2, instances: 2 });
const ring = ringOf(trace, 2_048);

describe('Perfetto JSON', () => {
  test('passes the rules of the importer: slices nest, b and e pair up, flows join slices, counters count', () => {
    const imported = importPerfetto(perfettoJson(ring));
    const batched = [...trace.ids.keys()].slice(-2_048).filter((i) => trace.batches[i] !== 0);
    expect(imported.problems).toEqual([]);
    expect(imported.asyncSlices.get('Request')).toBe(2_048);
    expect(imported.flows).toBe(batched.length);
    expect(imported.slices.get('compute')).toBe(new Set(batched.map((i) => trace.batches[i])).size);
    expect(imported.processes).toEqual(['Server', 'Clients', 'Requests, the newest 2048 of 3000']);
    expect(imported.counters).toEqual(['In flight', 'Queue depth']);
  });
  test('also where many share a client and batches of one instance overlap', () => {
    const crowded = sampleTrace({ count: 400, instances: 1 });
    crowded.clients.fill(0);
    for (let i = 0; i < 400; i++) crowded.readBackMs[i] = (crowded.readBackMs[i] ?? 0) + 3;
    for (let i = 0; i < 400; i++) crowded.deliveredMs[i] = (crowded.deliveredMs[i] ?? 0) + 3;
    expect(importPerfetto(perfettoJson(ringOf(crowded))).problems).toEqual([]);
  });
  test('also where the clock of a load is ahead, so that a request was sent when its batch had begun', () => {
    const skewed = sampleTrace({ count: 400, instances: 2 });
    const later = ['enqueuedMs', 'freeMs', 'batchedMs', 'computedMs', 'readBackMs', 'deliveredMs'] as const;
    for (let i = 0; i < 400; i += 3) {
      if (Number.isNaN(skewed.batchedMs[i])) continue;
      skewed.sentMs[i] = skewed.batchedMs[i]! + 0.1;
      // The load's times are monotonic for each request; requests of one batch then disagree on its start.
      for (const name of later) skewed[name][i] = Math.max(skewed[name][i]!, skewed.sentMs[i]!);
    }
    expect(importPerfetto(perfettoJson(ringOf(skewed))).problems).toEqual([]);
  });
  test('keeps the newest where there are too many, and is valid without any', () => {
    expect(importPerfetto(perfettoJson(ring, {}, 100)).asyncSlices.get('Request')).toBe(100);
    expect(importPerfetto(perfettoJson(new TraceRing(1))).problems).toEqual([]);
  });
  test('the importer of this test notices what is wrong', () => {
    const wrong = (events: unknown[]): string[] =>
      importPerfetto(JSON.stringify({ traceEvents: events })).problems;
    const slice = { ph: 'X', pid: 1, tid: 1, name: 'a', ts: 0, dur: 5 };
    expect(wrong([slice, { ...slice, ts: 3 }])).toHaveLength(1);
    expect(wrong([slice, { ph: 's', pid: 1, tid: 1, id: 1, cat: 'f', name: 'f', ts: 2 }])).toHaveLength(1);
    expect(wrong([{ ph: 'b', pid: 1, tid: 1, id: 1, cat: 'r', name: 'r', ts: 2 }])).toHaveLength(1);
    expect(wrong([{ ph: 's', pid: 1, tid: 1, id: 1, cat: 'f', name: 'f', ts: 2 }])).toHaveLength(2);
  });
});

test('a track never holds two at once, and no more tracks are used than intervals overlap', () => {
  const intervals = [0, 1, 2, 5, 5, 9].map((start) => ({ start, end: start + 4 }));
  expect(assignTracks(intervals)).toEqual([0, 1, 2, 0, 1, 0]);
});

describe('CSV of perf_analyzer', () => {
  const totals = totalsOf(trace);
  const metrics = metricsOf(trace);
  test('has its header and a row a run, by throughput', () => {
    const row = perfAnalyzerRow(totals, metrics);
    expect(row).not.toBeNull();
    const text = perfAnalyzerCsv([{ ...row!, x: 128, inferencesPerSecond: 1e6 }, row!]);
    const [head, first, second, end] = text.split('\n');
    expect(head).toBe(
      'Concurrency,Inferences/Second,Client Send,Network+Server Send/Recv,Server Queue,Server Compute Input,Server Compute Infer,Server Compute Output,Client Recv,p50 latency,p90 latency,p95 latency,p99 latency',
    );
    expect([first?.split(',')[0], second?.split(',')[0], end]).toEqual([String(row?.x), '128', '']);
    expect(perfAnalyzerCsv([row!], 'Request Rate')).toMatch(/^Request Rate,Inferences/);
    expect(first?.split(',')).toHaveLength(13);
  });
  test('has a row for each point of a sweep, in microseconds, both waits in the queue column', () => {
    const stagesMs = { send: 0.01, queue: 0.5, batchWait: 0.25, compute: 2, readBack: 0.3, deliver: 0.04 };
    const latencyMs = { p50: 3, p90: 4, p95: 5, p99: 6 };
    const [head, row] = sweepCsv
      .make({ over: 'rate', points: [{ x: 16, perSecond: 5_000, latencyMs, stagesMs }] })
      .split('\n');
    expect(head).toMatch(/^Request Rate,Inferences/);
    expect(row).toBe('16,5000,10,40,750,0,2000,300,0,3000,4000,5000,6000');
  });
  test('its stages add up to the mean latency from sending, of the whole run', () => {
    const row = perfAnalyzerRow(totals, metrics)!;
    const completed = [...trace.ids.keys()].filter((i) => trace.outcomes[i] === 0);
    const sum = completed.reduce((total, i) => total + trace.deliveredMs[i]! - trace.sentMs[i]!, 0);
    const stages = row.sendUs + row.queueUs + row.computeUs + row.readBackUs + row.deliverUs;
    expect(stages / 1_000).toBeCloseTo(sum / completed.length, 6);
    expect(row.computeUs / 1_000).toBeGreaterThan(0.5);
    expect(row.percentilesUs).toEqual(row.percentilesUs.toSorted((x, y) => x - y));
    expect(perfAnalyzerRow(new RunTotals(), metrics)).toBeNull();
  });
});

describe('the raw trace', () => {
  const kept = [...trace.ids.keys()].slice(-2_048);
  test('as CSV has a line a request and empty cells for times it never reached', () => {
    const lines = traceCsv(ring).trimEnd().split('\r\n');
    const head = lines[0]?.split(',') ?? [];
    expect(head).toHaveLength(Object.keys(TRACE_COLUMNS).length);
    expect(lines).toHaveLength(1 + 2_048);
    kept.forEach((i, line) => {
      const cells = lines[line + 1]?.split(',') ?? [];
      expect(cells).toHaveLength(head.length);
      expect(Number(cells[head.indexOf('id')])).toBe(trace.ids[i]);
      expect(cells[head.indexOf('outcome')]).toBe(OUTCOMES[trace.outcomes[i] ?? 0]);
      expect(cells[head.indexOf('batched_ms')] === '').toBe(Number.isNaN(trace.batchedMs[i] ?? NaN));
    });
  });
  test('as JSON has columns of equal length', () => {
    const read = JSON.parse(
      traceJson(ring, {
        startedAt: Date.UTC(2026, 10, 22),
        clockStepMs: 0.1,
        leftOut: 12,
        run: { data: 'iris' },
      }),
    ) as {
      startedAt: string;
      kept: number;
      requests: number;
      columns: Record<string, (number | null)[]>;
    };
    expect(read).toMatchObject({
      startedAt: '2026-11-22T00:00:00.000Z',
      requests: 3_012,
      kept: 2_048,
      clockStepMs: 0.1,
      run: { data: 'iris' },
    });
    expect(Object.keys(read.columns)).toEqual(Object.keys(TRACE_COLUMNS));
    for (const column of Object.values(read.columns)) expect(column).toHaveLength(2_048);
    kept.forEach((i, at) => {
      const batched = trace.batchedMs[i] ?? NaN;
      const held = read.columns['batchedMs']?.[at];
      if (Number.isNaN(batched)) expect(held).toBeNull();
      else expect(held).toBeCloseTo(batched, 3);
    });
  });
});
