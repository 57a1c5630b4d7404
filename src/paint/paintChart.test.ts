/** Axes, ticks, gaps and readout of the small charts. */
import { expect, it } from 'vitest';
import { decadeTicks, linearTicks, tickText } from './axisTicks.ts';
import { lossAxis, nearestPoint, paintChart, shareAxis, type Chart } from './paintChart.ts';
import { recordingContext } from './testing/recordingContext.ts';
import { testTheme } from './testing/testTheme.ts';

const chart = (change: Partial<Chart> = {}): Chart => ({
  title: 'Loss',
  series: [
    { color: testTheme.seriesTest, dashed: true, x: [0, 1, 2, 3], y: [1, 0.5, 0.3, 0.2] },
    { color: testTheme.seriesTrain, dashed: false, x: [0, 1, 2, 3], y: [1, 0.4, 0.2, 0.1] },
  ],
  xHigh: 3,
  y: { low: 0, high: 1, log: false },
  xName: 'epochs',
  yText: tickText,
  readout: null,
  ...change,
});

function painted(change: Partial<Chart> = {}) {
  const recording = recordingContext();
  paintChart(recording.context, 316, 102, chart(change), testTheme);
  return recording;
}

it('draws train solid and test dashed, in their colours', () => {
  const curves = painted().commands.filter(({ name, lineWidth }) => name === 'stroke' && lineWidth === 1.5);
  expect(curves.map(({ strokeStyle, lineDash }) => [strokeStyle, lineDash])).toEqual([
    [testTheme.seriesTest, [4, 2]],
    [testTheme.seriesTrain, []],
  ]);
});

it('begins a curve anew after what is no number', () => {
  const whole = painted().named('moveTo').length;
  const gap = painted({
    series: [{ color: testTheme.seriesTrain, dashed: false, x: [0, 1, 2, 3], y: [1, Number.NaN, 0.2, 0.1] }],
  }).named('moveTo').length;
  expect(gap).toBe(whole); // one curve fewer, one piece more
});

it('reads every curve at the point nearest to the pointer', () => {
  expect(painted({ readout: 1.2 }).named('arc')).toHaveLength(2);
  expect(nearestPoint([0, 1, 2, 3], 1.2)).toBe(1);
  expect(nearestPoint([0, 1, 2, 3], 1.6)).toBe(2);
  expect(nearestPoint([], 1)).toBe(-1);
});

it('names title and unit, and never more than five ticks an axis', () => {
  const texts = painted().texts();
  expect(texts).toContain('Loss');
  expect(texts).toContain('epochs');
  expect(texts.length).toBeLessThanOrEqual(12);
});

it('goes logarithmic when losses span more than a decade', () => {
  expect(lossAxis([0.5, 0.4])).toMatchObject({ log: false, low: 0 });
  expect(lossAxis([0.8, 0.012])).toEqual({ low: 0.01, high: 1, log: true });
  expect(lossAxis([])).toEqual({ low: 0, high: 1, log: false });
  expect(lossAxis([Number.NaN, Number.POSITIVE_INFINITY]).log).toBe(false);
});

it('starts the accuracy at the round share below the lowest', () => {
  expect(shareAxis([0.95, 1]).low).toBe(0.9);
  expect(shareAxis([0.47, 1]).low).toBeCloseTo(0.4);
});

it.each([
  [0, 1],
  [0, 0.8],
  [0, 230],
  [0, 12_345],
  [0.4, 1],
  [-3, 7],
])('ticks of %s to %s are round, inside and at most five', (low, high) => {
  const ticks = linearTicks(low, high, 5);
  expect(ticks.length).toBeGreaterThanOrEqual(2);
  expect(ticks.length).toBeLessThanOrEqual(5);
  for (const tick of ticks) {
    expect(tick).toBeGreaterThanOrEqual(low - 1e-9);
    expect(tick).toBeLessThanOrEqual(high + 1e-9);
  }
});

it('ticks decades, thinned when there are many and finer when there is one', () => {
  expect(decadeTicks(0.01, 1, 4)).toEqual([0.01, 0.1, 1]);
  expect(decadeTicks(1e-9, 1, 4).length).toBeLessThanOrEqual(4);
  expect(decadeTicks(0.02, 0.5, 4).length).toBeGreaterThanOrEqual(2);
});

it('writes ticks short, with a true minus', () => {
  expect([0, 0.01, -2.5, 20_000, 2_500_000, 0.00001].map(tickText)).toEqual([
    '0',
    '0.01',
    '−2.5',
    '20k',
    '2.5M',
    '1e−5',
  ]);
});
