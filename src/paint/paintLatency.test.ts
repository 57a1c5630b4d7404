/** The pictures of latency, by their draw commands. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LatencyHistogram } from '../trace/LatencyHistogram.ts';
import { createSlice, type TimeSlice } from '../trace/TraceStats.ts';
import { countScale } from './colorScale.ts';
import { paintBatchSizes } from './paintBatchSizes.ts';
import { paintLatencyHistogram } from './paintLatencyHistogram.ts';
import { latencyCellAt, paintLatencyMap, paintPinned, type LatencyMap } from './paintLatencyMap.ts';
import { paintPercentileLines } from './paintPercentileLines.ts';
import { paintSpectrum } from './paintSpectrum.ts';
import { paintStrip } from './paintStrip.ts';
import { recordingContext } from './testing/recordingContext.ts';
import { testTheme } from './testing/testTheme.ts';
import { latencyRange, paintGoal, paintTimeAxis, roundUp, stackPlots, yOfLog } from './timePlot.ts';

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
  stretch: { fromMs: 0, toMs: slices.length * 10 },
  lowMs: 1,
  highMs: 100,
});

describe('stackPlots', () => {
  test('plots lie over each other without overlap, within the picture, at any size', () => {
    const sizes = fc.tuple(fc.integer({ min: 120, max: 1_200 }), fc.integer({ min: 100, max: 700 }));
    fc.assert(
      fc.property(sizes, fc.boolean(), fc.integer({ min: 1, max: 4 }), ([width, height], hasMain, strips) => {
        const stack = stackPlots(width, height, { main: hasMain, strips, rightPx: 12 });
        const frames = [...(stack.main ? [stack.main] : []), ...stack.strips];
        expect(frames.length).toBeGreaterThan(0);
        frames.forEach((one, i) => {
          expect(one.left + one.width).toBeLessThanOrEqual(width);
          expect(one.top + one.height).toBeLessThanOrEqual(frames[i + 1]?.top ?? height - 10);
        });
      }),
    );
  });
  test('strips give way, all together, to the main plot', () => {
    const wanted = { main: true, strips: 3, rightPx: 12 };
    expect(stackPlots(400, 160, wanted).strips).toHaveLength(0);
    expect(stackPlots(400, 420, wanted).strips).toHaveLength(3);
  });
  test('without a main plot, only as many strips as can be read', () => {
    const alone = { main: false, strips: 4, rightPx: 12 };
    expect([60, 120, 200, 500].map((px) => stackPlots(400, px, alone).strips.length)).toEqual([1, 2, 4, 4]);
  });
});

describe('the latency map', () => {
  test('has a cell for each moment and latency, stronger for more', () => {
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
  test('a pointer on a cell finds the cell in which a latency was painted', () => {
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
  test('the pinned request has a ring at its place, and none outside of the stretch', () => {
    const recording = recordingContext();
    const one = map([sliceOf(10)]);
    paintPinned(recording.context, frame, one, { deliveredMs: 5, latencyMs: 10 }, testTheme);
    expect(recording.named('arc')[0]?.args.slice(0, 2)).toEqual([140, 60]);
    paintPinned(recording.context, frame, one, { deliveredMs: 50, latencyMs: 10 }, testTheme);
    expect(recording.named('arc')).toHaveLength(1);
  });
});

test('percentile lines are named at their ends, the slowest highest, and nothing joins over a gap', () => {
  const recording = recordingContext();
  const slices = [sliceOf(2, 3, 90), undefined, sliceOf(2, 3, 80)];
  paintPercentileLines(recording.context, frame, map(slices), testTheme);
  expect(recording.texts().sort()).toEqual(['max', 'p50', 'p90', 'p95', 'p99', 'p99 sent']);
  const names = recording.named('fillText').map(({ args }) => ({ name: args[0], y: Number(args[2]) }));
  const y = (name: string): number => names.find((one) => one.name === name)?.y ?? NaN;
  expect(y('max')).toBeLessThan(y('p50'));
  const ys = names.map((one) => one.y).sort((a, b) => a - b);
  ys.slice(1).forEach((value, i) => expect(value - (ys[i] ?? 0)).toBeGreaterThanOrEqual(11));
  // Two pieces a line: one before the gap, one after.
  expect(recording.named('moveTo')).toHaveLength(12);
});

test('a strip is level over each column, and its part is filled more strongly', () => {
  const recording = recordingContext();
  const strip = {
    title: 'Answers/s',
    note: '',
    values: [10, 0, 20],
    part: [5, 0, 20],
    color: testTheme.segCompute,
    originMs: 0,
    columnMs: 10,
  };
  paintStrip(recording.context, frame, strip, { fromMs: 0, toMs: 30 }, testTheme);
  expect(recording.named('fill').map(({ globalAlpha }) => globalAlpha)).toEqual([0.18, 0.5]);
  const tops = recording.named('lineTo').map(({ args }) => Number(args[1]));
  expect(Math.min(...tops)).toBe(frame.top);
});

test('the spectrum shows response over service time, with as many nines as there are answers', () => {
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

test('bars of the histogram add up to the answers, and the goal has its words', () => {
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

test('batches are the requests of a size over the size', () => {
  const recording = recordingContext();
  paintBatchSizes(recording.context, frame, [0, 6, 0, 0, 8], testTheme);
  const heights = recording.named('fillRect').map(({ args }) => Number(args[3]));
  expect((heights[0] ?? 0) / (heights[1] ?? 1)).toBeCloseTo(3);
  expect(recording.texts()).toContain('mean 1.8');
});

test('axes: round ranges that hold all, a unit at the last tick, a goal only within the plot', () => {
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
  paintTimeAxis(recording.context, frame, { fromMs: 0, toMs: 4_000 }, testTheme);
  expect(recording.texts().at(-1)).toMatch(/^\d+ s$/);
  paintGoal(recording.context, frame, 500, 'goal 10 ms', testTheme);
  expect(recording.texts()).not.toContain('goal 10 ms');
  paintGoal(recording.context, frame, yOfLog(frame, 1, 100, 10), 'goal 10 ms', testTheme);
  expect(recording.texts()).toContain('goal 10 ms');
});
