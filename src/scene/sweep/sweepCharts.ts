/** A sweep as two charts that share a cursor, which goes from measured point to measured point. */
import { tickText } from '#canvas/axisTicks.ts';
import { axisAround } from '#canvas/plot/axisRange.ts';
import type { XRange } from '#canvas/plot/axisScale.ts';
import type { Axis, Chart, PlotLine } from '#canvas/plot/Chart.ts';
import type { Theme } from '#canvas/theme.ts';
import { latencyText } from '#messages/clockText.ts';
import * as say from '#messages/generated/capacity.ts';
import { rateText, settingText } from '#messages/numberText.ts';
import type { SweepState } from '#state/sweepStore.ts';
import { uslThroughput } from '#trace/usl.ts';
import { inServerMs, replayMs, theoryMs } from './sweepSteps.ts';

type Point = SweepState['points'][number];

/** Points along the fitted curve. */
const FIT_POINTS = 60;
/** Room for "with pauses" at the end of its line. */
const NAMES_PX = 88;
const DASH = [4, 2] as const;
const DOTS = [1.5, 2] as const;

const measured = { widthPx: 1.5, hasDots: true } as const;
const computed = { widthPx: 1.5, dash: DASH } as const;

/** The whole x axis of each chart, which zoom shows a part of. */
export const latencyAxis = ({ points }: SweepState): Axis =>
  axisAround(
    points.map((point) => point.perSecond),
    false,
  );

export const throughputAxis = ({ points, over }: SweepState): Axis =>
  points.length > 0
    ? axisAround(
        points.map((point) => point.x),
        over === 'concurrency',
      )
    : axisAround([1, 512], true);

/** The hockey stick: latency over throughput. Past the knee throughput may fall, and the line bends back. */
export function latencyChart(sweep: SweepState, goalMs: number, range: XRange | null, theme: Theme): Chart {
  const { points, knee } = sweep;
  const perSecond = points.map((point) => point.perSecond);
  const looks = [
    { name: 'p50', color: theme.segCompute, dash: [] },
    { name: 'p95', color: theme.segRead, dash: DASH },
    { name: 'p99', color: theme.segBatch, dash: DASH },
  ] as const;
  const lines: PlotLine[] = looks.map((look) => ({
    ...measured,
    ...look,
    x: perSecond,
    y: points.map((point) => point.latencyMs[look.name]),
  }));
  lines.push(...theoryLines(sweep, theme));
  const shownMs = lines.flatMap(({ y }) => Array.from(y));
  const best = points[knee];
  return {
    title: say.latencyMs(),
    note: '',
    x: { ...latencyAxis(sweep), ...range, unit: ` ${say.requestsPerSecondUnit()}`, hasTexts: true },
    y: { ...axisAround([...shownMs, ...(points.length > 0 ? [goalMs] : [1, 100])], true), text: tickText },
    lines,
    rightPx: NAMES_PX,
    hasEndNames: true,
    goal: points.length > 0 ? { y: goalMs, text: say.goal({ ms: settingText(goalMs) }) } : null,
    mark: best ? { x: best.perSecond, y: best.latencyMs.p50, text: kneeText(sweep, best) } : null,
    cursorPoints: perSecond,
  };
}

/** The mean in the server: as measured, as the theory says, and with the arrivals and pauses that were seen. */
function theoryLines(sweep: SweepState, theme: Theme): PlotLine[] {
  const perSecond = sweep.points.map((point) => point.perSecond);
  const lineOf = (
    of: (sweep: SweepState, index: number) => number,
    look: Pick<PlotLine, 'name' | 'color'>,
  ) => {
    const known = perSecond
      .map((x, index) => ({ x, y: of(sweep, index) }))
      .filter(({ y }) => !Number.isNaN(y));
    return { ...computed, ...look, x: known.map(({ x }) => x), y: known.map(({ y }) => y) };
  };
  const theory = lineOf(theoryMs, { name: say.theory(), color: theme.ink3 });
  if (theory.x.length === 0) return [];
  return [
    {
      ...measured,
      name: say.inServer(),
      color: theme.ink2,
      dash: [],
      x: perSecond,
      y: sweep.points.map(inServerMs),
    },
    { ...lineOf(replayMs, { name: say.withPauses(), color: theme.ink2 }), dash: DOTS },
    theory,
  ];
}

/** Throughput over what was asked, with the scalability law where it has been fitted. */
export function throughputChart(sweep: SweepState, range: XRange | null, theme: Theme): Chart {
  const { points, over, knee } = sweep;
  const asked = points.map((point) => point.x);
  const perSecond = points.map((point) => point.perSecond);
  const reference = points.length > 0 ? referenceLine(sweep, theme) : null;
  const best = points[knee];
  const isClients = over === 'concurrency' || points.length === 0;
  return {
    title: say.throughput(),
    note: '',
    x: {
      ...throughputAxis(sweep),
      ...range,
      unit: ` ${isClients ? say.inFlightUnit() : say.askedUnit()}`,
      hasTexts: true,
    },
    y: { ...axisAround(perSecond, false), text: tickText },
    lines: [
      ...(reference ? [reference] : []),
      { ...measured, name: say.measured(), color: theme.segCompute, dash: [], x: asked, y: perSecond },
    ],
    rightPx: NAMES_PX,
    hasEndNames: true,
    goal: null,
    mark: best ? { x: best.x, y: best.perSecond, text: say.knee() } : null,
    cursorPoints: asked,
  };
}

/** What throughput would be by the scalability law, or if the server kept up with every rate. */
function referenceLine({ points, over, usl }: SweepState, theme: Theme): PlotLine | null {
  const [first, last] = [points[0]?.x ?? 1, points.at(-1)?.x ?? 1];
  if (over === 'rate') {
    return { ...computed, name: say.asOffered(), color: theme.ink3, x: [0, last], y: [0, last] };
  }
  if (!usl) return null;
  const along = Array.from(
    { length: FIT_POINTS + 1 },
    (_, index) => first * (last / first) ** (index / FIT_POINTS),
  );
  return {
    ...computed,
    name: say.law(),
    color: theme.ink3,
    x: along,
    y: along.map((clients) => uslThroughput(usl, clients)),
  };
}

const kneeText = ({ over }: SweepState, { x }: Point): string =>
  over === 'rate' ? say.kneeAtRate({ rate: rateText(x) }) : say.kneeAtClients({ clients: x });

/** Readout of a measured point. */
export function sweepPointText(sweep: SweepState, index: number, clockStepMs: number): string {
  const point = sweep.points[index];
  if (!point) return say.nothingMeasured();
  const [p50, p95, p99] = (['p50', 'p95', 'p99'] as const).map((share) =>
    latencyText(point.latencyMs[share], clockStepMs),
  ) as [string, string, string];
  const told = { rate: rateText(point.perSecond), p50, p95, p99 };
  return sweep.over === 'rate'
    ? say.ratePoint({ asked: rateText(point.x), ...told })
    : say.clientsPoint({ clients: point.x, ...told });
}
