import { expect, test } from 'vitest';
import { testTheme } from '#canvas/testing/testTheme.ts';
import type { SweepState } from '#state/sweepStore.ts';
import { latencyChart, sweepPointText, throughputChart } from './sweepCharts.ts';
import { inServerMs, rateSteps, replayMs, theoryMs } from './sweepSteps.ts';

const empty: SweepState = {
  over: 'concurrency',
  points: [],
  knee: -1,
  usl: null,
  theory: null,
  measuring: null,
  isRunning: false,
  problem: null,
  measuredOn: null,
};

test('rates rise to a little more than what was possible, and stay within the limit', () => {
  expect(rateSteps(10_000)).toEqual([1e3, 2e3, 3e3, 4e3, 5e3, 6e3, 7e3, 8e3, 9e3, 10e3, 11e3]);
  expect(Math.max(...rateSteps(1e9))).toBe(50_000);
  expect(rateSteps(0)[0]).toBe(500);
});

test('without points both charts have axes to draw', () => {
  for (const chart of [latencyChart(empty, 10, null, testTheme), throughputChart(empty, null, testTheme)]) {
    expect(chart.x.high).toBeGreaterThan(chart.x.low);
    expect(chart.y.high).toBeGreaterThan(chart.y.low);
    expect(chart.mark).toBeNull();
  }
});

const point = (x: number): SweepState['points'][number] => ({
  x,
  perSecond: x,
  latencyMs: { mean: 6, p50: 5, p90: 7, p95: 8, p99: 9, p999: 10, max: 11 },
  isStable: true,
  trials: 3,
  requests: 1_000,
  notOk: 0,
  meanBatchSize: 4,
  stagesMs: { send: 0.5, queue: 2, batchWait: 0, compute: 1, readBack: 0.25, deliver: 0.5 },
});

test('beside the points of a sweep over rate stands what theory says, where it holds', () => {
  const theory = {
    alphaMs: 0.1,
    tauMs: 1,
    times: [{ size: 1, ms: 1.1 }],
    meanMs: [1.4, Infinity],
    replayMs: [2.9, NaN],
    pausedShares: [0.2, 0],
    misfit: null,
  };
  const sweep: SweepState = { ...empty, over: 'rate', points: [point(1_000), point(9_000)], theory };
  expect(inServerMs(point(1))).toBe(3.25);
  const { lines } = latencyChart(sweep, 10, null, testTheme);
  const named = (wanted: string) => lines.find(({ name }) => name === wanted)!;
  expect(named('theory')).toMatchObject({ x: [1_000], y: [1.4] });
  expect(named('with pauses')).toMatchObject({ x: [1_000], y: [2.9] });
  expect([theoryMs(sweep, 1), replayMs(sweep, 1)]).toEqual([NaN, NaN]);
  const other = {
    ...sweep,
    theory: { ...theory, misfit: 'The theory does not cover several batches at a time.' },
  };
  expect(latencyChart(other, 10, null, testTheme).lines.map(({ name }) => name)).toEqual([
    'p50',
    'p95',
    'p99',
  ]);
});

test('both charts of a sweep count the same points for their cursor, and zoom shows a part', () => {
  const sweep: SweepState = { ...empty, points: [point(1), point(8), point(64)], knee: 1 };
  const range = { low: 2, high: 10 };
  const latency = latencyChart(sweep, 10, range, testTheme);
  const throughput = throughputChart(sweep, range, testTheme);
  expect(latency.cursorPoints).toHaveLength(3);
  expect(throughput.cursorPoints).toEqual([1, 8, 64]);
  for (const { x } of [latency, throughput]) expect(x).toMatchObject(range);
  expect(throughput.x.log).toBe(true);
  expect(latency.mark).toMatchObject({ x: 8, text: 'knee at 8' });
});

test('a point is told in words', () => {
  const sweep: SweepState = { ...empty, points: [point(64)] };
  expect(sweepPointText(sweep, 0, 0)).toBe('64 in flight: 64.0 requests/s, p50 5.00, p95 8.00, p99 9.00 ms');
  expect(sweepPointText({ ...sweep, over: 'rate' }, 0, 0)).toMatch(/^64\.0\/s asked: /);
  expect(sweepPointText(empty, 0, 0)).toBe('Nothing measured yet');
});
