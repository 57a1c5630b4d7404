/** The points of a sweep as curves to paint. */
import { axisAround, type Curve, type Curves } from '../../../paint/paintCurves.ts';
import { fixedText } from '../../../paint/numberText.ts';
import type { Theme } from '../../../paint/theme.ts';
import type { SweepState } from '../../../state/sweepStore.ts';
import { uslThroughput } from '../../../trace/usl.ts';

export const SWEEP_CLIENTS = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512] as const;
/** Where nothing has been measured yet. */
const GUESSED_CAPACITY = 5_000;
const MOST_RATE = 50_000;
const RATE_SHARES = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1];
/** Points along the fitted curve. */
const FIT_POINTS = 60;

/** Rates around what the last load has shown to be possible: from a tenth of it to a little more than it. */
export function rateSteps(capacityPerSecond: number): number[] {
  const capacity = Math.min(MOST_RATE, capacityPerSecond > 0 ? capacityPerSecond : GUESSED_CAPACITY);
  const rates = RATE_SHARES.map((share) => Math.min(MOST_RATE, Number((share * capacity).toPrecision(2))));
  return [...new Set(rates)];
}

/** The hockey stick: latency over throughput. */
export function latencyCurves({ points, knee, over }: SweepState, goalMs: number, theme: Theme): Curves {
  const perSecond = points.map((point) => point.perSecond);
  const series = [
    { name: 'p50', key: 'p50', color: theme.segCompute, dashed: false },
    { name: 'p95', key: 'p95', color: theme.segRead, dashed: true },
    { name: 'p99', key: 'p99', color: theme.segBatch, dashed: true },
  ] as const;
  const curves: Curve[] = series.map(({ key, ...look }) => ({
    ...look,
    dots: true,
    x: perSecond,
    y: points.map((point) => point.latencyMs[key]),
  }));
  const best = points[knee];
  return {
    x: axisAround(perSecond, false, 'requests a second'),
    y: axisAround(
      [...curves.flatMap(({ y }) => y), ...(points.length > 0 ? [goalMs] : [1, 100])],
      true,
      'Latency, ms',
    ),
    curves,
    mark: best
      ? { x: best.perSecond, y: best.latencyMs.p50, word: `knee at ${best.x}${over === 'rate' ? '/s' : ''}` }
      : null,
    goal: points.length > 0 ? { y: goalMs, words: `goal ${fixedText(goalMs, 0)} ms` } : null,
  };
}

/** Throughput over what was asked, with the scalability law where it has been fitted. */
export function throughputCurves({ points, over, usl, knee }: SweepState, theme: Theme): Curves {
  const asked = points.map((point) => point.x);
  const perSecond = points.map((point) => point.perSecond);
  const isClients = over === 'concurrency';
  const measured: Curve = {
    name: 'measured',
    color: theme.segCompute,
    dashed: false,
    dots: true,
    x: asked,
    y: perSecond,
  };
  const [first, last] = [asked[0] ?? 1, asked.at(-1) ?? 1];
  const along = Array.from(
    { length: FIT_POINTS + 1 },
    (_, index) => first * (last / first) ** (index / FIT_POINTS),
  );
  const reference: Curve | null = isClients
    ? usl && {
        name: 'scalability law',
        color: theme.ink3,
        dashed: true,
        dots: false,
        x: along,
        y: along.map((clients) => uslThroughput(usl, clients)),
      }
    : {
        name: 'as asked',
        color: theme.ink3,
        dashed: true,
        dots: false,
        x: [0, last],
        y: [0, last],
      };
  const best = points[knee];
  const curves = reference && points.length > 0 ? [reference, measured] : [measured];
  return {
    x:
      points.length > 0
        ? axisAround(asked, isClients, isClients ? 'in flight' : 'asked a second')
        : axisAround([1, 512], true, 'in flight'),
    y: axisAround(perSecond, false, 'Requests a second'),
    curves,
    mark: best ? { x: best.x, y: best.perSecond, word: 'knee' } : null,
    goal: null,
  };
}
