/** A distribution as a histogram on a round axis: symmetric about 0 where there are values below it, so that layers can be compared. */
import type { Histogram } from '#canvas/inspect/paintHistogram.ts';
import { tickText } from '#canvas/axisTicks.ts';
import * as say from '#messages/generated/inspect.ts';
import type { Distribution } from '#nn/layerStatistics.ts';
import { smallText } from './smallText.ts';

/** The next round number: 1, 1.5, 2, 3, 4, 5, 6, 8 times a power of ten. */
export function roundUp(size: number): number {
  if (!(size > 0) || !Number.isFinite(size)) return 1;
  const power = 10 ** Math.floor(Math.log10(size));
  const step = [1, 1.5, 2, 3, 4, 5, 6, 8, 10].find((m) => m * power >= size * (1 - 1e-9)) ?? 10;
  return Number((step * power).toPrecision(6));
}

/** @param range bounds that the values cannot leave, such as ±1 of tanh */
export function histogramPicture(
  { min, max, bins }: Distribution,
  range: readonly [number, number] = [-Infinity, Infinity],
): Histogram {
  const [low, high] = axisOf(min, max, range);
  const ticks = low < 0 ? [low, 0, high] : [low, high];
  return {
    bins,
    min,
    max,
    low,
    high,
    ticks: ticks.map((value) => ({ value, text: tickText(value) })),
  };
}

function axisOf(min: number, max: number, [least, most]: readonly [number, number]): [number, number] {
  if (Number.isFinite(least) && Number.isFinite(most)) return [least, most];
  if (Number.isNaN(min)) return [-1, 1];
  const size = roundUp(Math.max(Math.abs(min), Math.abs(max)));
  return min >= 0 && least === 0 ? [0, size] : [-size, size];
}

/** "16 values from −2.10 to 1.90, mean 0.12, deviation 0.83." */
export function distributionText(name: string, { count, min, max, mean, std }: Distribution): string {
  return say.distribution({
    name,
    count,
    min: smallText(min),
    max: smallText(max),
    mean: smallText(mean),
    std: smallText(std),
  });
}
