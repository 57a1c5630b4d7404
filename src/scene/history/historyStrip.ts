/** What the history strip shows: curves in pixels, which moment lies under a pointer, and the words for it. */
import { linearTicks } from '#canvas/axisTicks.ts';
import type { HistoryStrip, StripCurve } from '#canvas/history/paintHistoryStrip.ts';
import { shownIndex } from '#commands/seeker.ts';
import * as say from '#messages/generated/history.ts';
import { fixedText } from '#messages/numberText.ts';
import type { historyFeed, RunTimeline, Snapshot } from '#state/feeds.ts';
import { withMoment } from './withMoment.ts';

type Curve = typeof historyFeed.latest;

/** Room at both ends, so that the handle is whole there. */
export const PAD_PX = 16;
/** Above and below the curves. */
const MARGIN_PX = 5;
/** Losses this far below the largest lie on the floor: one lucky batch must not flatten the curves. */
const LEAST_SHARE = 1e-6;

/** The last epoch of the run, with the share of the one under way. */
export const endOf = (curve: Curve, { epochs }: Pick<RunTimeline, 'epochs'>): number =>
  Math.max(curve.at(-1)?.epoch ?? 0, epochs.at(-1) ?? 0);

/** Where each kept moment stands: its epoch, and the last at the end of the run, which may be within an epoch. */
export function placesOf(curve: Curve, timeline: RunTimeline): readonly number[] {
  const end = endOf(curve, timeline);
  return timeline.epochs.map((epoch, i) => (i === timeline.epochs.length - 1 ? end : epoch));
}

const xOf = (epoch: number, end: number, widthPx: number): number =>
  PAD_PX + (epoch / (end || 1)) * Math.max(1, widthPx - 2 * PAD_PX);

export const epochAt = (px: number, end: number, widthPx: number): number =>
  Math.min(end, Math.max(0, ((px - PAD_PX) / Math.max(1, widthPx - 2 * PAD_PX)) * end));

/** Index of the moment nearest to an epoch, the earlier of two that are equally near; −1 where there is none. */
export function nearestMoment(places: readonly number[], epoch: number): number {
  let nearest = -1;
  let distance = Infinity;
  for (const [i, place] of places.entries()) {
    if (Math.abs(place - epoch) >= distance) continue;
    nearest = i;
    distance = Math.abs(place - epoch);
  }
  return nearest;
}

/** Index of the moment that is asked for, or else shown. */
export function momentIndex(places: readonly number[], timeline: RunTimeline, asked: number | null): number {
  if (asked === null) return shownIndex(timeline);
  return asked === Infinity ? places.length - 1 : nearestMoment(places, asked);
}

interface StripState {
  readonly curve: Curve;
  readonly timeline: RunTimeline;
  /** The epoch that is asked for while it is on its way; null for the moment that is shown. */
  readonly asked: number | null;
  /** Metrics of the weights that are shown. */
  readonly metrics?: Snapshot['metrics'] | undefined;
  /** The epoch that a chart is read at. */
  readonly cursor: number | null;
}

export function historyStrip(
  { curve: whole, timeline, asked, cursor, metrics }: StripState,
  widthPx: number,
  heightPx: number,
): HistoryStrip {
  const curve = withMoment(whole, timeline, metrics).filter(({ trainLoss }) => Number.isFinite(trainLoss));
  const end = endOf(whole, timeline);
  const places = placesOf(whole, timeline);
  const at = places[momentIndex(places, timeline, asked)] ?? end;
  const [low, high] = lossRange([curve, ...timeline.branches]);
  const yOf = (loss: number): number => {
    const share = high > low ? (Math.log(Math.max(loss, low)) - Math.log(low)) / Math.log(high / low) : 0.5;
    return heightPx - MARGIN_PX - share * (heightPx - 2 * MARGIN_PX);
  };
  const pointsOf = (points: Curve, key: 'trainLoss' | 'testLoss'): number[] =>
    points.flatMap((point) =>
      Number.isFinite(point[key]) && point.epoch <= end
        ? [xOf(point.epoch, end, widthPx), yOf(point[key])]
        : [],
    );
  const pair = (points: Curve, isFaint: boolean): StripCurve[] => [
    { series: 'test', isFaint, points: pointsOf(points, 'testLoss') },
    { series: 'train', isFaint, points: pointsOf(points, 'trainLoss') },
  ];
  const before = curve.filter(({ epoch }) => epoch <= at);
  return {
    curves: [
      ...timeline.branches.flatMap((branch) => pair(branch, true)),
      ...(before.length < curve.length ? pair(curve.slice(Math.max(0, before.length - 1)), true) : []),
      ...pair(before, false),
    ].filter(({ points }) => points.length > 2),
    ticks: linearTicks(0, end || 1, 7).map((epoch) => xOf(epoch, end, widthPx)),
    handlePx: xOf(at, end, widthPx),
    cursorPx: cursor === null || cursor > end ? null : xOf(cursor, end, widthPx),
  };
}

function lossRange(curves: readonly Curve[]): [number, number] {
  const losses = curves
    .flatMap((points) => points.flatMap(({ trainLoss, testLoss }) => [trainLoss, testLoss]))
    .filter((loss) => Number.isFinite(loss) && loss > 0);
  const high = losses.reduce((a, b) => Math.max(a, b), 0);
  if (high === 0) return [1, 1];
  return [
    Math.max(
      high * LEAST_SHARE,
      losses.reduce((a, b) => Math.min(a, b), high),
    ),
    high,
  ];
}

/** The epoch of a moment as one reads it: 1,200, or 12.4 within an epoch. */
const epochText = (epoch: number): string => fixedText(epoch, Number.isInteger(epoch) ? 0 : 1);

/** Texts of the strip: what is kept, or where one is, and of the button that leads back. */
export function stripTexts(places: readonly number[], index: number) {
  const last = places.length - 1;
  const [at, end] = [epochText(places[index] ?? 0), epochText(places[last] ?? 0)];
  const isPast = index < last;
  return {
    isPast,
    isEmpty: last < 1,
    state: isPast
      ? say.atEpoch({ at, end })
      : last < 1
        ? say.nothingYet()
        : say.kept({ count: places.length }),
    shortState: isPast
      ? say.atEpochShort({ at, end })
      : last < 1
        ? ''
        : say.keptShort({ count: places.length }),
    value: isPast ? say.valueAt({ at, end }) : say.valueEnd({ end }),
    back: say.back({ end }),
    shortBack: say.backShort({ end }),
  };
}
