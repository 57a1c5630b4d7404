/** The charts over time, from the trace of a simulated server. */
import { expect, test } from 'vitest';
import { testTheme } from '#canvas/testing/testTheme.ts';
import { ringOf, sampleTrace } from '#trace/testing/sampleTrace.ts';
import { TraceStats } from '#trace/TraceStats.ts';
import { latencyMapOf, percentileChart, timeAxis, type TimeScene } from './timeCharts.ts';
import { hasFailures, stripChart, stripOrder } from './timeStrips.ts';

function sceneOf(lossShare: number, change: Partial<TimeScene> = {}): TimeScene {
  const stats = new TraceStats();
  stats.take(ringOf(sampleTrace({ count: 2_000, lossShare })));
  const interval = { fromMs: 0, toMs: stats.lastMs };
  const map = latencyMapOf(stats, interval, 600, 0.002);
  return { stats, interval, running: false, goalMs: 2, map, ...change };
}
const place = { rightPx: 12, hasTexts: false };

test('percentile lines do not cross, and have a gap where nothing was answered', () => {
  const scene = sceneOf(0);
  const { lines, y } = percentileChart(scene, true, testTheme);
  expect(lines.map(({ name }) => name)).toEqual(['max', 'p99', 'p95', 'p90', 'p50', 'p99 sent']);
  const [max, p99, , , p50] = lines;
  let answered = 0;
  scene.map.slices.forEach((slice, i) => {
    if (!slice || slice.response.count === 0) {
      expect(p50!.y[i]).toBeNaN();
      return;
    }
    answered += 1;
    expect(max!.y[i]!).toBeGreaterThanOrEqual(p99!.y[i]! * 0.99);
    expect(p99!.y[i]!).toBeGreaterThanOrEqual(p50!.y[i]!);
    expect(max!.y[i]!).toBeLessThanOrEqual(y.high);
  });
  expect(answered).toBeGreaterThan(10);
});

test('responses per second add up to the responses, and those within the goal are a part of them', () => {
  const scene = sceneOf(0);
  const { lines, title, y } = stripChart('throughput', scene, place, testTheme);
  expect(title).toBe('Responses/s');
  const [area, part, line] = lines;
  const perColumn = (values: ArrayLike<number>): number =>
    Array.from(values)
      .slice(0, -1)
      .reduce((sum, perSecond, i) => {
        const coveredMs = Math.min(scene.map.sliceMs, scene.interval.toMs - line!.x[i]!);
        return sum + (perSecond * coveredMs) / 1_000;
      }, 0);
  const answers = scene.stats.whole().response.count;
  expect(perColumn(line!.y) / answers).toBeGreaterThan(0.97);
  expect(perColumn(line!.y) / answers).toBeLessThan(1.001);
  expect(area!.y).toEqual(line!.y);
  Array.from(part!.y).forEach((value, i) => expect(value).toBeLessThanOrEqual(line!.y[i]! + 1e-9));
  expect(Math.max(...Array.from(line!.y))).toBeLessThanOrEqual(y.high * 1.001);
  // The last column is level over its whole width.
  expect(line!.x).toHaveLength(line!.y.length);
  expect(line!.y[line!.y.length - 1]).toBe(line!.y[line!.y.length - 2]);
});

test('failures are told by their kinds, and take the place of the requests in flight', () => {
  const [whole, failing] = [sceneOf(0), sceneOf(0.3)];
  expect(hasFailures(whole.stats)).toBe(false);
  expect(hasFailures(failing.stats)).toBe(true);
  expect(stripOrder(false).slice(0, 3)).toEqual(['throughput', 'flight', 'queue']);
  expect(stripOrder(true).slice(0, 3)).toEqual(['throughput', 'failures', 'queue']);
  expect(stripChart('failures', whole, place, testTheme).note).toBe('none');
  expect(stripChart('failures', failing, place, testTheme).note).toMatch(
    /\d+ (rejected|timed out|failed|cancelled)/,
  );
});

test('levels end where requests are still on their way', () => {
  const scene = sceneOf(0);
  const columns = (running: boolean): number =>
    stripChart('flight', { ...scene, running }, place, testTheme).lines[0]!.y.length;
  expect(columns(true)).toBeLessThanOrEqual(columns(false));
  expect(columns(false)).toBeGreaterThan(10);
});

test('time is told in seconds once there are two of them', () => {
  expect(timeAxis({ fromMs: 0, toMs: 1_999 }, true)).toMatchObject({ unit: ' ms', tickUnit: 1 });
  expect(timeAxis({ fromMs: 0, toMs: 2_000 }, true)).toMatchObject({ unit: ' s', tickUnit: 1_000 });
});
