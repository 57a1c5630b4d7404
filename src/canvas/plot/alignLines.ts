/** The lines of a chart as uPlot wants them: one ascending list of x, and for each line a list of y as long. */
import type { Chart, PlotLine } from './Chart.ts';

/** `null` is a gap; `undefined` says that the line has no point at this x, and is joined over it. */
export type AlignedData = [x: number[], ...y: (number | null | undefined)[][]];

export function alignLines({ lines, x, y }: Pick<Chart, 'lines' | 'x' | 'y'>): AlignedData {
  const [first] = lines;
  // On a logarithmic axis what lies below it is drawn at its foot: 0 has no logarithm.
  const yOf = (value = Number.NaN): number | null =>
    Number.isFinite(value) ? (y.log ? Math.max(value, y.low) : value) : null;
  if (first && first.x.length > 0 && lines.every((line) => line.x === first.x) && isAscending(first)) {
    return [Array.from(first.x), ...lines.map((line) => Array.from(line.y, yOf))];
  }
  const all = [...new Set(lines.flatMap((line) => Array.from(line.x)))].sort((a, b) => a - b);
  // Without a single x uPlot draws no axes.
  if (all.length === 0) all.push(x.low, x.high);
  const indexOf = new Map(all.map((value, index) => [value, index]));
  return [
    all,
    ...lines.map((line) => {
      const column = Array.from<unknown, number | null | undefined>({ length: all.length }, () => undefined);
      for (let i = 0; i < line.x.length; i++) column[indexOf.get(line.x[i]!)!] = yOf(line.y[i]);
      return column;
    }),
  ];
}

export function isAscending({ x }: Pick<PlotLine, 'x'>): boolean {
  for (let i = 1; i < x.length; i++) if (!(x[i]! > x[i - 1]!)) return false;
  return true;
}

/**
 * Indices of the points that are drawn as dots: those joined to neither neighbour, and both ends of a segment that is wider than
 * `widestGap`, so that nobody takes the line between them for measured.
 */
export function sparsePoints(
  x: readonly number[],
  y: readonly (number | null | undefined)[],
  widestGap = Infinity,
): number[] {
  const own = [...y.keys()].filter((i) => y[i] !== undefined);
  const gapAfter = (k: number): number | null => {
    const [i, next] = [own[k], own[k + 1]];
    if (i === undefined || next === undefined || y[i] === null || y[next] === null) return null;
    return x[next]! - x[i]!;
  };
  return own.filter((i, k) => {
    if (y[i] === null) return false;
    const gaps = [gapAfter(k - 1), gapAfter(k)].filter((gap) => gap !== null);
    return gaps.length === 0 || gaps.some((gap) => gap > widestGap);
  });
}
