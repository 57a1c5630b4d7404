/** The pictures over time: heat map or percentile lines over strips of throughput, failures, flight and queue. */
import { countText, percentText } from '../../../paint/numberText.ts';
import { paintLatencyMap, paintPinned, type LatencyMap } from '../../../paint/paintLatencyMap.ts';
import { LINE_NAMES_PX, paintPercentileLines } from '../../../paint/paintPercentileLines.ts';
import { paintStrip, type Strip } from '../../../paint/paintStrip.ts';
import type { ColorScale } from '../../../paint/colorScale.ts';
import type { Theme } from '../../../paint/theme.ts';
import {
  latencyRange,
  paintEmpty,
  paintGoal,
  paintLogAxis,
  paintTimeAxis,
  paintTitle,
  stackPlots,
  xOfTime,
  yOfLog,
  type Stack,
  type Stretch,
} from '../../../paint/timePlot.ts';
import type { FoundRequest } from '../../../trace/findRequest.ts';
import { OK, OUTCOMES, type Outcome } from '../../../trace/outcomes.ts';
import type { TimeSlice, TraceStats } from '../../../trace/TraceStats.ts';

export type TimeView = 'map' | 'lines' | 'rates';

export interface TimePicture {
  readonly view: TimeView;
  readonly stats: TraceStats;
  readonly stretch: Stretch;
  readonly running: boolean;
  readonly goalMs: number;
  readonly pinned: FoundRequest | null;
  /** A stretch that is being chosen. */
  readonly chosen: Stretch | null;
}

/** Columns are drawn at least this wide; narrower ones are merged first. */
const COLUMN_PX = 4;
const FAILURE_WORDS: Readonly<Record<Exclude<Outcome, 'ok'>, string>> = {
  rejected: 'rejected',
  timedOut: 'timed out',
  cancelled: 'cancelled',
  wasted: 'wasted',
  failed: 'failed',
};

export function timeLayout(view: TimeView, widthPx: number, heightPx: number): Stack {
  const main = view !== 'rates';
  return stackPlots(widthPx, heightPx, {
    main,
    strips: main ? 3 : 4,
    rightPx: view === 'lines' ? LINE_NAMES_PX : 12,
  });
}

/** The map as it is drawn: columns merged until each is wide enough. */
export function latencyMapOf({ view, stats, stretch }: TimePicture, widthPx: number): LatencyMap {
  const columnPx = (widthPx * stats.columnMs) / (stretch.toMs - stretch.fromMs || 1);
  const group = Math.max(1, Math.ceil(COLUMN_PX / columnPx - 1e-6));
  const { response } = stats.whole();
  // A handful of quick ones shall not take half of the plot: they stand in its lowest row.
  const [least = Number.NaN] = response.percentiles([view === 'lines' ? 0.1 : 0.002]);
  return {
    slices: stats.grouped(Number.isFinite(group) ? group : 1),
    sliceMs: stats.columnMs * group,
    originMs: stats.fromMs,
    stretch,
    ...latencyRange(least, response.maxMs),
  };
}

export function paintTimePicture(
  context: CanvasRenderingContext2D,
  widthPx: number,
  heightPx: number,
  picture: TimePicture,
  theme: Theme,
  scale: ColorScale,
): void {
  const { view, stretch } = picture;
  const { main, strips } = timeLayout(view, widthPx, heightPx);
  const plotPx = (main ?? strips[0])?.width ?? widthPx;
  const map = latencyMapOf(picture, plotPx);
  if (main) paintMain(context, main, map, picture, theme, scale);
  const drawn = stripsOf(map, picture, theme).slice(0, strips.length);
  drawn.forEach((strip, i) => {
    const frame = strips[i];
    if (frame) paintStrip(context, frame, strip, stretch, theme);
  });
  const lowest = strips.at(-1) ?? main;
  if (lowest) paintTimeAxis(context, lowest, stretch, theme);
  if (!main && picture.stats.columns === 0 && strips[0]) {
    paintEmpty(context, strips[0], 'Send requests: throughput, flight and queue appear here.', theme);
  }
  if (picture.chosen)
    paintChosen(context, [...(main ? [main] : []), ...strips], picture.chosen, stretch, theme);
}

function paintMain(
  context: CanvasRenderingContext2D,
  main: NonNullable<Stack['main']>,
  map: LatencyMap,
  { view, stats, goalMs, pinned }: TimePicture,
  theme: Theme,
  scale: ColorScale,
): void {
  const { lowMs, highMs } = map;
  if (view === 'map') {
    context.fillStyle = scale.css(0);
    context.fillRect(main.left, main.top, main.width, main.height);
    paintTitle(context, main, 'Response time, ms', 'stronger is more answers', theme);
  } else paintTitle(context, main, 'Response time, ms', 'dashed plum: p99 from sending', theme);
  paintLogAxis(context, main, lowMs, highMs, theme);
  if (stats.columns === 0) {
    const words =
      view === 'map' ? 'Each answer darkens the cell of its time.' : 'p50 to the slowest, over time.';
    paintEmpty(context, main, `Send requests. ${words}`, theme);
  }
  if (view === 'map') paintLatencyMap(context, main, map, scale);
  else paintPercentileLines(context, main, map, theme);
  if (goalMs >= lowMs && goalMs <= highMs) {
    paintGoal(context, main, yOfLog(main, lowMs, highMs, goalMs), `goal ${goalMs} ms`, theme);
  }
  if (pinned && view === 'map') paintPinned(context, main, map, pinned, theme);
}

function stripsOf(map: LatencyMap, { stats, stretch, running, goalMs }: TimePicture, theme: Theme): Strip[] {
  const total = stats.whole();
  const slices = wholeSlices(map, stretch);
  const perSecond = (count: (slice: TimeSlice) => number): number[] =>
    slices.map(({ slice, coveredMs }) => (slice ? (count(slice) / coveredMs) * 1_000 : 0));
  const answered = total.outcomes[OK] ?? 0;
  const good = total.response.countUpTo(goalMs);
  const ended = total.outcomes.reduce((sum, count) => sum + count, 0);
  const lost = OUTCOMES.flatMap((outcome, i) =>
    outcome === 'ok' || !total.outcomes[i]
      ? []
      : [`${countText(total.outcomes[i])} ${FAILURE_WORDS[outcome]}`],
  );
  const ofSlices = { originMs: map.originMs, columnMs: map.sliceMs };
  const wholeUntil = running ? stats.levelsWholeUntilMs() : Infinity;
  const levelColumns = Math.max(0, Math.floor((wholeUntil - stats.fromMs) / stats.columnMs));
  const ofLevels = { originMs: stats.fromMs, columnMs: stats.columnMs };
  const failures: Strip = {
    ...ofSlices,
    title: 'Not answered/s',
    note: lost.length > 0 ? lost.join(', ') : ended > 0 ? 'none' : '',
    values: perSecond(({ outcomes }) =>
      outcomes.reduce((sum, count, i) => (i === OK ? sum : sum + count), 0),
    ),
    color: theme.error,
  };
  const throughput: Strip = {
    ...ofSlices,
    title: 'Answers/s',
    note: answered > 0 ? `strong: within ${goalMs} ms, ${percentText(good / answered)}` : '',
    values: perSecond(({ outcomes }) => outcomes[OK] ?? 0),
    part: perSecond(({ response }) => response.countUpTo(goalMs)),
    color: theme.segCompute,
  };
  const flight: Strip = {
    ...ofLevels,
    title: 'In flight',
    note: '',
    values: stats.inFlightMeans().subarray(0, levelColumns),
    color: theme.ink2,
  };
  const queue: Strip = {
    ...ofLevels,
    title: 'Queue depth',
    note: '',
    values: stats.queuedMeans().subarray(0, levelColumns),
    color: theme.segQueue,
  };
  // Where there is room for three, failures take the place of the flight once there are any.
  return lost.length > 0 ? [throughput, failures, queue, flight] : [throughput, flight, queue, failures];
}

/** Slices with the time that each has covered so far; the newest is left out while it has covered too little to tell. */
function wholeSlices(
  { slices, sliceMs, originMs }: LatencyMap,
  { toMs }: Stretch,
): { readonly slice: TimeSlice | undefined; readonly coveredMs: number }[] {
  return slices
    .map((slice, i) => ({ slice, coveredMs: Math.min(sliceMs, toMs - (originMs + i * sliceMs)) }))
    .filter(({ coveredMs }, i) => coveredMs > sliceMs / 4 || i === 0);
}

function paintChosen(
  context: CanvasRenderingContext2D,
  frames: readonly NonNullable<Stack['main']>[],
  chosen: Stretch,
  stretch: Stretch,
  theme: Theme,
): void {
  context.fillStyle = theme.ink;
  context.globalAlpha = 0.12;
  for (const frame of frames) {
    const left = xOfTime(frame, stretch, chosen.fromMs);
    context.fillRect(left, frame.top, xOfTime(frame, stretch, chosen.toMs) - left, frame.height);
  }
  context.globalAlpha = 1;
}
