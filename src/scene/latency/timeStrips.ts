/** Strips over time: throughput, failures, requests in flight and queue depth, each level over its columns. */
import { tickText } from '#canvas/axisTicks.ts';
import type { Chart } from '#canvas/plot/Chart.ts';
import type { Theme } from '#canvas/theme.ts';
import { roundUp } from '#canvas/timePlot.ts';
import * as say from '#messages/generated/latency.ts';
import * as requests from '#messages/generated/requests.ts';
import { listText } from '#messages/listText.ts';
import { percentText, settingText } from '#messages/numberText.ts';
import { OK, OUTCOMES, type Outcome } from '#trace/outcomes.ts';
import type { TimeSlice, TraceStats } from '#trace/TraceStats.ts';
import { timeAxis, type TimeScene } from './timeCharts.ts';

export type StripKind = 'throughput' | 'failures' | 'flight' | 'queue';

/** Where there is room for three, failures take the place of the requests in flight once there are any. */
export const stripOrder = (hasFailures: boolean): readonly StripKind[] =>
  hasFailures ? ['throughput', 'failures', 'queue', 'flight'] : ['throughput', 'flight', 'queue', 'failures'];

export const hasFailures = (stats: TraceStats): boolean =>
  stats.whole().outcomes.some((count, i) => i !== OK && count > 0);

const FAILURE_LABELS: Readonly<Record<Exclude<Outcome, 'ok'>, (v: { readonly count: number }) => string>> = {
  rejected: requests.rejected,
  timedOut: requests.timedOut,
  cancelled: requests.cancelled,
  wasted: requests.wasted,
  failed: requests.failed,
};

interface Strip {
  readonly title: string;
  readonly note: string;
  /** One value a column of time. */
  readonly values: ArrayLike<number>;
  /** How much of each value is filled strongly. */
  readonly part?: ArrayLike<number>;
  readonly color: string;
  readonly originMs: number;
  readonly columnMs: number;
}

interface StripPlace {
  readonly rightPx: number;
  readonly hasTexts: boolean;
}

/** One figure over time from zero, level over each column, filled under its line. */
export function stripChart(kind: StripKind, scene: TimeScene, place: StripPlace, theme: Theme): Chart {
  const { title, note, values, part, color, originMs, columnMs } = STRIPS[kind](scene, theme);
  const x = Array.from({ length: values.length + 1 }, (_, i) => originMs + i * columnMs);
  // The last column, too, is level over its whole width.
  const level = (column: ArrayLike<number>): number[] => [
    ...Array.from(column),
    column[column.length - 1] ?? Number.NaN,
  ];
  const line = { name: title, color, dash: [], x, y: level(values), hasSteps: true };
  const most = Math.max(0, ...Array.from(values));
  return {
    title,
    note,
    x: timeAxis(scene.interval, place.hasTexts),
    y: { low: 0, high: roundUp(most), log: false, text: tickText },
    lines: [
      { ...line, widthPx: 0, areaAlpha: 0.18 },
      ...(part ? [{ ...line, widthPx: 0, y: level(part), areaAlpha: 0.5 }] : []),
      { ...line, widthPx: 1.25 },
    ],
    rightPx: place.rightPx,
    hasEndNames: false,
    goal: null,
    mark: null,
  };
}

const STRIPS: Readonly<Record<StripKind, (scene: TimeScene, theme: Theme) => Strip>> = {
  throughput: (scene, theme) => {
    const { outcomes, response } = scene.stats.whole();
    const ended = outcomes.reduce((sum, count) => sum + count, 0);
    const good = response.countUpTo(scene.goalMs) / ended;
    return {
      ...ofSlices(scene),
      title: say.responsesPerSecond(),
      note: ended > 0 ? say.withinGoal({ ms: settingText(scene.goalMs), share: percentText(good) }) : '',
      values: perSecond(scene, (slice) => slice.outcomes[OK] ?? 0),
      part: perSecond(scene, (slice) => slice.response.countUpTo(scene.goalMs)),
      color: theme.segCompute,
    };
  },
  failures: (scene, theme) => ({
    ...ofSlices(scene),
    title: say.notAnsweredPerSecond(),
    note: failuresText(scene.stats),
    values: perSecond(scene, ({ outcomes }) =>
      outcomes.reduce((sum, count, i) => (i === OK ? sum : sum + count), 0),
    ),
    color: theme.error,
  }),
  flight: (scene, theme) => ({
    ...ofLevels(scene, scene.stats.inFlightMeans()),
    title: say.inFlight(),
    note: '',
    color: theme.ink2,
  }),
  queue: (scene, theme) => ({
    ...ofLevels(scene, scene.stats.queuedMeans()),
    title: say.queueDepth(),
    note: '',
    color: theme.segQueue,
  }),
};

const ofSlices = ({ map }: TimeScene) => ({ originMs: map.originMs, columnMs: map.sliceMs });

/** Levels are known up to the oldest request that is still on its way. */
function ofLevels({ stats, running }: TimeScene, means: Float64Array) {
  const wholeUntil = running ? stats.levelsWholeUntilMs() : Infinity;
  const columns = Math.max(0, Math.floor((wholeUntil - stats.fromMs) / stats.columnMs));
  return { originMs: stats.fromMs, columnMs: stats.columnMs, values: means.subarray(0, columns) };
}

function failuresText(stats: TraceStats): string {
  const { outcomes } = stats.whole();
  const lost = OUTCOMES.flatMap((outcome, i) =>
    outcome === 'ok' || !outcomes[i] ? [] : [FAILURE_LABELS[outcome]({ count: outcomes[i] })],
  );
  if (lost.length > 0) return listText(lost);
  return outcomes.some((count) => count > 0) ? say.noFailures() : '';
}

/** Rates of the columns; the newest is left out while it has covered too little time to tell. */
function perSecond({ map, interval }: TimeScene, count: (slice: TimeSlice) => number): number[] {
  return map.slices
    .map((slice, i) => ({
      slice,
      coveredMs: Math.min(map.sliceMs, interval.toMs - (map.originMs + i * map.sliceMs)),
    }))
    .filter(({ coveredMs }, i) => coveredMs > map.sliceMs / 4 || i === 0)
    .map(({ slice, coveredMs }) => (slice ? (count(slice) / coveredMs) * 1_000 : 0));
}
