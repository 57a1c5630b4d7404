/** A run over time: columns merged for the width of the chart, and percentile lines through them. */
import { tickText } from '#canvas/axisTicks.ts';
import type { LatencyMap } from '#canvas/paintLatencyMap.ts';
import type { Chart, PlotLine, XAxis } from '#canvas/plot/Chart.ts';
import type { Theme } from '#canvas/theme.ts';
import { latencyRange, type Interval } from '#canvas/timePlot.ts';
import * as say from '#messages/generated/latency.ts';
import { settingText } from '#messages/numberText.ts';
import type { TimeSlice, TraceStats } from '#trace/TraceStats.ts';

export type TimeView = 'map' | 'lines' | 'rates';

/** What is known of the run that is shown. */
export interface TimeScene {
  readonly stats: TraceStats;
  readonly interval: Interval;
  readonly running: boolean;
  readonly goalMs: number;
  readonly map: LatencyMap;
}

/** Columns are drawn at least this wide; narrower ones are merged first. */
const COLUMN_PX = 4;

/** Slices as they are drawn: columns merged until each is wide enough. @param least share of the responses below the axis */
export function latencyMapOf(
  stats: TraceStats,
  interval: Interval,
  widthPx: number,
  least: number,
): LatencyMap {
  const columnPx = (widthPx * stats.columnMs) / (interval.toMs - interval.fromMs || 1);
  const group = Math.max(1, Math.ceil(COLUMN_PX / columnPx - 1e-6));
  const { response } = stats.whole();
  const [leastMs = Number.NaN] = response.percentiles([least]);
  return {
    slices: stats.grouped(Number.isFinite(group) ? group : 1),
    sliceMs: stats.columnMs * group,
    originMs: stats.fromMs,
    interval,
    ...latencyRange(leastMs, response.maxMs),
  };
}

export function timeAxis({ fromMs, toMs }: Interval, hasTexts: boolean): XAxis {
  const inSeconds = toMs >= 2_000;
  return {
    low: fromMs,
    high: toMs > fromMs ? toMs : fromMs + 1,
    log: false,
    unit: inSeconds ? ' s' : ' ms',
    tickUnit: inSeconds ? 1_000 : 1,
    hasTexts,
  };
}

const SHARES = [0.5, 0.9, 0.95, 0.99];
/** Room for "p99 sent" at the end of its line. */
export const LINE_NAMES_PX = 54;

type LineLook = Pick<PlotLine, 'name' | 'color' | 'dash' | 'widthPx'>;

/** From the slowest to the median, which is drawn over the others. */
export function percentileLooks(theme: Theme): readonly LineLook[] {
  const [mid, dark] = [theme.counts[3] ?? theme.ink, theme.counts[4] ?? theme.ink];
  return [
    { name: say.max(), color: theme.ink3, widthPx: 1, dash: [1, 2] },
    { name: 'p99', color: dark, widthPx: 2, dash: [] },
    { name: 'p95', color: dark, widthPx: 1.25, dash: [4, 2] },
    { name: 'p90', color: mid, widthPx: 1.25, dash: [7, 2] },
    { name: 'p50', color: mid, widthPx: 1.5, dash: [] },
    { name: say.p99Sent(), color: theme.seriesTest, widthPx: 1.25, dash: [4, 2] },
  ];
}

/** Percentiles of response time in each column, and p99 from sending beside them; a gap where nothing was answered. */
export function percentileChart(
  { map, interval, goalMs }: TimeScene,
  hasTexts: boolean,
  theme: Theme,
): Chart {
  const x = map.slices.map((_, i) => map.originMs + (i + 0.5) * map.sliceMs);
  const columns = map.slices.map((slice) => percentilesOf(slice));
  return {
    title: say.responseTimeMs(),
    note: say.sentAbout(),
    x: timeAxis(interval, hasTexts),
    y: { low: map.lowMs, high: map.highMs, log: true, text: tickText },
    lines: percentileLooks(theme).map((look, k) => ({ ...look, x, y: columns.map((column) => column[k]!) })),
    rightPx: LINE_NAMES_PX,
    hasEndNames: true,
    goal: { y: goalMs, text: say.goal({ ms: settingText(goalMs) }) },
    mark: null,
  };
}

/** In the order of `percentileLooks`. */
function percentilesOf(slice: TimeSlice | undefined): number[] {
  if (!slice || slice.response.count === 0) return Array.from({ length: 6 }, () => Number.NaN);
  const [p50, p90, p95, p99] = slice.response.percentiles(SHARES) as [number, number, number, number];
  return [slice.response.maxMs, p99, p95, p90, p50, slice.service.percentiles([0.99])[0] ?? Number.NaN];
}
