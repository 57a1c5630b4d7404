/** A map over the plane [−6, 6]² as text: nine regions for a unit; a coarse grid and single points for the output. */
import * as say from '#messages/generated/plane.ts';
import { percentText } from '#messages/numberText.ts';
import { signedText } from '#messages/valueText.ts';
import { classOf, isShare } from '#nn/classOf.ts';
import { type NetworkShape, outputLayer } from '#nn/NetworkShape.ts';

const RADIUS = 6;
const REGIONS = [
  say.topLeft,
  say.top,
  say.topRight,
  say.left,
  say.middle,
  say.right,
  say.bottomLeft,
  say.bottom,
  say.bottomRight,
] as const;

/** A grid of values, row 0 at x2 = +6; `from` is the offset of the first. */
export interface PlaneGrid {
  readonly side: number;
  readonly values: ArrayLike<number>;
  readonly from: number;
}

/** "top left +0.91, top −0.20, …": means of nine regions. */
export function regionsText({ side, values, from }: PlaneGrid): string {
  const sums = new Float64Array(REGIONS.length);
  const counts = new Uint32Array(REGIONS.length);
  for (let i = 0; i < side * side; i++) {
    const region = 3 * Math.floor((3 * Math.floor(i / side)) / side) + Math.floor((3 * (i % side)) / side);
    sums[region] = sums[region]! + (values[from + i] ?? Number.NaN);
    counts[region] = counts[region]! + 1;
  }
  return REGIONS.map((text, region) => text({ value: signedText(sums[region]! / counts[region]!) })).join(
    ', ',
  );
}

/** Predictions on the plane: [outputs, side, side]. */
export interface OutputGrid {
  readonly shape: NetworkShape;
  readonly map: { readonly side: number; readonly values: ArrayLike<number> };
  /** Names of the classes; empty for regression. */
  readonly classes: readonly string[];
}

/** Class that the network predicts at a cell; −1 for none. Allocates nothing: it runs for every cell. */
export function classAt({ shape, map }: OutputGrid, cell: number): number {
  const { units, activation } = outputLayer(shape);
  return classOf(activation, map.values, cell, units, map.side * map.side);
}

/** Name of the class at a cell, empty for regression; and the output that decides. */
export function answerAt(grid: OutputGrid, cell: number): { name: string; value: string } {
  const { shape, map, classes } = grid;
  const { activation, units } = outputLayer(shape);
  const answer = classAt(grid, cell);
  const decides = units > 1 ? Math.max(0, answer) : 0;
  const output = map.values[decides * map.side * map.side + cell] ?? Number.NaN;
  if (classes.length === 0) return { name: '', value: signedText(output) };
  const value = isShare(activation) ? percentText(output) : signedText(output);
  return { name: classes[answer] ?? '', value };
}

/** Row-major index of the cell that holds a point of the plane. */
export function cellAt(side: number, x1: number, x2: number): number {
  const place = (part: number): number => Math.min(side - 1, Math.max(0, Math.floor(part * side)));
  return place((RADIUS - x2) / (2 * RADIUS)) * side + place((x1 + RADIUS) / (2 * RADIUS));
}

/** "x1 +1.5, x2 −2.0: class +1, output +0.83" */
export function pointLabel(grid: OutputGrid, x1: number, x2: number): string {
  const { name, value } = answerAt(grid, cellAt(grid.map.side, x1, x2));
  const point = { x1: signedText(x1, 1), x2: signedText(x2, 1), value };
  return name === '' ? say.pointValue(point) : say.pointClass({ ...point, name });
}

/** "The network answers class −1 on 48.0 % of the plane, class +1 on 52.0 %."; for regression the range. */
export function sharesText(grid: OutputGrid): string {
  const { map, classes } = grid;
  const cells = map.side * map.side;
  if (classes.length === 0) {
    let [low, high] = [Infinity, -Infinity];
    for (let cell = 0; cell < cells; cell += 1) {
      const value = map.values[cell] ?? Number.NaN;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    return say.answersRange({ low: signedText(low), high: signedText(high) });
  }
  const counts = new Float64Array(classes.length);
  for (let cell = 0; cell < cells; cell += 1) {
    const answer = classAt(grid, cell);
    if (answer >= 0) counts[answer]! += 1;
  }
  const shares = classes.map((name, i) => {
    const values = { name, share: percentText(counts[i]! / cells) };
    return i === 0 ? say.classOnPlane(values) : say.classOn(values);
  });
  return say.answersShares({ shares: shares.join(', ') });
}

const COARSE = [-4.8, -2.4, 0, 2.4, 4.8] as const;

/** Five by five points, x2 descending: rows of x2, columns of x1. */
export function coarseTable(grid: OutputGrid): { head: string[]; rows: string[][] } {
  return {
    head: ['x2', ...COARSE.map((x1) => say.column({ x1: signedText(x1, 1) }))],
    rows: COARSE.toReversed().map((x2) => [
      signedText(x2, 1),
      ...COARSE.map((x1) => {
        const { name, value } = answerAt(grid, cellAt(grid.map.side, x1, x2));
        return name === '' ? value : say.cell({ name, value });
      }),
    ]),
  };
}
