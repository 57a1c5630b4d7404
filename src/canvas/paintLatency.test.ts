/** The latency charts, by their draw commands. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LatencyHistogram } from '#trace/LatencyHistogram.ts';
import { createSlice, type TimeSlice } from '#trace/TraceStats.ts';
import { countScale } from './colorScale.ts';
import { paintBatchSizes } from './paintBatchSizes.ts';
import { paintLatencyHistogram } from './paintLatencyHistogram.ts';
import { latencyCellAt, paintLatencyMap, paintPinned, type LatencyMap } from './paintLatencyMap.ts';
import { paintSpectrum } from './paintSpectrum.ts';
import { paintGoal } from './plot/paintTitle.ts';
import { recordingContext } from './testing/recordingContext.ts';
import { testTheme } from './testing/testTheme.ts';
import { latencyRange, roundUp, yOfLog } from './timePlot.ts';

const frame = { left: 40, top: 10, width: 200, height: 100 };
const sliceOf = (...latenciesMs: number[]): TimeSlice => {
  const slice = createSlice();
  for (const ms of latenciesMs) {
    slice.response.add(ms);
    slice.service.add(ms / 2);
  }
  return slice;
};
const histogramOf = (values: readonly number[]): LatencyHistogram => {
  const histogram = new LatencyHistogram();
  for (const value of values) histogram.add(value);
  return histogram;
};
const map = (slices: readonly (TimeSlice | undefined)[]): LatencyMap => ({
  slices,
  sliceMs: 10,
  originMs: 0,
  interval: { fromMs: 0, toMs: slices.length * 10 },
  lowMs: 1,
  highMs: 100,
});

describe('the latency map', () => {
  test('has a cell for each time and latency, stronger for more responses', () => {
    const recording = recordingContext();
    paintLatencyMap(
      recording.context,
      frame,
      map([sliceOf(2), undefined, sliceOf(50, 50, 50)]),
      countScale(testTheme),
    );
    const cells = recording.named('fillRect');
    expect(cells).toHaveLength(2);
    const [low, high] = cells;
    expect(Number(low?.args[1])).toBeGreaterThan(Number(high?.args[1]) + 50);
    expect(low?.fillStyle).not.toBe(high?.fillStyle);
  });
  test('hit testing finds the cell in which a latency was painted', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.2, max: 400, noNaN: true }), (latencyMs) => {
        const recording = recordingContext();
        const one = map([undefined, sliceOf(latencyMs), undefined]);
        paintLatencyMap(recording.context, frame, one, countScale(testTheme));
        const [x, y, width, height] = (recording.named('fillRect')[0]?.args ?? []) as number[];
        const cell = latencyCellAt(frame, one, (x ?? 0) + (width ?? 0) / 2, (y ?? 0) + (height ?? 0) / 2);
        expect(cell).toMatchObject({ fromMs: 10, toMs: 20 });
        // The histogram may move a latency by its stated error.
        expect(cell?.lowMs).toBeLessThanOrEqual(latencyMs * 1.0051);
        expect(cell?.highMs).toBeGreaterThanOrEqual(latencyMs * 0.9949);
      }),
    );
    expect(latencyCellAt(frame, map([sliceOf(2)]), 10, 50)).toBeNull();
    expect(latencyCellAt(frame, map([sliceOf(2)]), 100, 200)).toBeNull();
  });
  test('the pinned request has a ring at its position, and none outside of the interval', () => {
    const recording = recordingContext();
    const one = map([sliceOf(10)]);
    paintPinned(recording.context, frame, one, { deliveredMs: 5, latencyMs: 10 }, testTheme);
    expect(recording.named('arc')[0]?.args.slice(0, 2)).toEqual([140, 60]);
    paintPinned(recording.context, frame, one, { deliveredMs: 50, latencyMs: 10 }, testTheme);
    expect(recording.named('arc')).toHaveLength(1);
  });
});

test('the spectrum shows response over service time, with as many nines as the responses allow', () => {
  const recording = recordingContext();
  const values = Array.from({ length: 1_000 }, (_, i) => 1 + i / 20);
  const service = histogramOf(values.map((value) => value / 2));
  paintSpectrum(
    recording.context,
    frame,
    { response: histogramOf(values), service, lowMs: 0.5, highMs: 100 },
    testTheme,
  );
  expect(recording.texts()).toEqual(expect.arrayContaining(['0', '50', '90', '99', '99.9 %']));
  expect(recording.texts()).not.toContain('99.99');
  const curves = recording.named('lineTo').filter(({ lineWidth }) => lineWidth === 1.75);
  const median = (dashed: boolean): number => {
    const own = curves.filter(({ lineDash }) => lineDash.length > 0 === dashed);
    return Number(own[Math.round(own.length * (Math.log10(2) / 3))]?.args[1]);
  };
  expect(median(false)).toBeLessThan(median(true));
});

test('bars of the histogram add up to the responses, and the goal is labelled', () => {
  const recording = recordingContext();
  const values = [2, 2, 2, 30];
  const picture = {
    response: histogramOf(values),
    service: histogramOf(values),
    lowMs: 1,
    highMs: 100,
    goalMs: 10,
  };
  paintLatencyHistogram(recording.context, frame, picture, testTheme);
  const heights = recording.named('fillRect').map(({ args }) => Number(args[3]));
  expect(heights).toHaveLength(2);
  expect((heights[0] ?? 0) / (heights[1] ?? 1)).toBeCloseTo(3);
  expect(recording.texts()).toEqual(expect.arrayContaining(['p50', 'p99', 'goal 10 ms']));
});

test('batches of a size are its requests divided by the size', () => {
  const recording = recordingContext();
  paintBatchSizes(recording.context, frame, [0, 6, 0, 0, 8], testTheme);
  const heights = recording.named('fillRect').map(({ args }) => Number(args[3]));
  expect((heights[0] ?? 0) / (heights[1] ?? 1)).toBeCloseTo(3);
  expect(recording.texts()).toContain('mean 1.8');
});

test('axes: round ranges that hold all, a goal only within the plot', () => {
  expect(latencyRange(NaN, NaN)).toEqual({ lowMs: 0.1, highMs: 100 });
  fc.assert(
    fc.property(
      fc.double({ min: 0.05, max: 1e5, noNaN: true }),
      fc.double({ min: 1, max: 1e3, noNaN: true }),
      (low, ratio) => {
        const { lowMs, highMs } = latencyRange(low, low * ratio);
        expect(lowMs).toBeLessThanOrEqual(low * 1.001);
        expect(highMs).toBeGreaterThanOrEqual(low * ratio * 0.999);
      },
    ),
  );
  expect([0, 3, 20, 21].map(roundUp)).toEqual([1, 5, 20, 50]);
  const recording = recordingContext();
  paintGoal(recording.context, frame, 500, 'goal 10 ms', testTheme);
  expect(recording.texts()).not.toContain('goal 10 ms');
  paintGoal(recording.context, frame, yOfLog(frame, 1, 100, 10), 'goal 10 ms', testTheme);
  expect(recording.texts()).toContain('goal 10 ms');
});
