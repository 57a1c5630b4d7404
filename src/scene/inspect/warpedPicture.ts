/**
 * The bent plane as a picture: the grid of a layer fitted into a square, and the border between the classes carried from the map of the
 * output into the layer's space.
 */
import type { MapValues } from '#canvas/mapColors.ts';
import type { WarpedPicture } from '#canvas/inspect/paintWarped.ts';
import type { Answer } from '#commands/questions.ts';
import * as say from '#messages/generated/inspect.ts';
import { percentText } from '#messages/numberText.ts';
import { borderOf } from '#nn/classOf.ts';
import { contour, type Segments } from './contour.ts';

type WarpedPlane = Answer<'warpedPlane'>;

/** Room around what is drawn. */
const MARGIN = 0.04;

export function warpedPicture(
  { side, grid, samples, labels, units }: WarpedPlane,
  answers: MapValues | null,
  classes: readonly string[],
  followed: number | null,
): WarpedPicture {
  const fit = fitting([grid, samples], units > 1);
  const fittedGrid = fit(grid);
  const fittedSamples = fit(samples);
  const isThere = followed !== null && followed < labels.length;
  return {
    side,
    grid: fittedGrid,
    answers,
    border:
      side > 1 && answers && classes.length > 0 ? carried(borderOnPlane(answers), fittedGrid, side) : [],
    samples: fittedSamples,
    labels,
    classes,
    marked: isThere ? [fittedSamples[2 * followed]!, fittedSamples[2 * followed + 1]!] : null,
  };
}

/** From activations to shares of the picture: one scale for both axes, up is up. */
function fitting(parts: readonly Float32Array[], isFlat: boolean): (values: Float32Array) => Float32Array {
  const low = [Infinity, Infinity];
  const high = [-Infinity, -Infinity];
  for (const part of parts) {
    for (const [i, value] of part.entries()) {
      if (!Number.isFinite(value)) continue;
      low[i % 2] = Math.min(low[i % 2]!, value);
      high[i % 2] = Math.max(high[i % 2]!, value);
    }
  }
  const widest = Math.max(high[0]! - low[0]!, isFlat ? high[1]! - low[1]! : 0) || 1;
  const factor = (1 - 2 * MARGIN) / widest;
  const middle = [0, 1].map((k) => (low[k]! + high[k]!) / 2);
  return (values) =>
    Float32Array.from(values, (value, i) => 0.5 + (i % 2 ? -1 : 1) * (value - middle[i % 2]!) * factor);
}

/** Where the class changes, on the plane. Regression has no border. */
export function borderOnPlane({ side, values, from, classes, answers }: MapValues): Segments {
  const count = side * side;
  if (classes > 1) {
    return Array.from({ length: classes }, (_, own) => {
      const lead = Float32Array.from({ length: count }, (_value, cell) => {
        let best = -Infinity;
        for (let k = 0; k < classes; k++)
          if (k !== own) best = Math.max(best, values[from + k * count + cell]!);
        return values[from + own * count + cell]! - best;
      });
      return contour(lead, side, 0);
    }).flat();
  }
  if (!answers) return [];
  if (answers.units === 2) {
    const lead = Float32Array.from({ length: count }, (_, cell) => values[count + cell]! - values[cell]!);
    return contour(lead, side, 0);
  }
  return contour(values.subarray(from, from + count), side, borderOf(answers.activation));
}

/** Points of the plane to where the grid lies there: bilinear within each cell. */
function carried(pieces: Segments, grid: Float32Array, side: number): number[] {
  const moved: number[] = [];
  for (let i = 0; i < pieces.length; i += 2) {
    const across = pieces[i]! * (side - 1);
    const down = pieces[i + 1]! * (side - 1);
    const [column, row] = [Math.min(side - 2, Math.floor(across)), Math.min(side - 2, Math.floor(down))];
    const [u, v] = [across - column, down - row];
    for (let k = 0; k < 2; k++) {
      const at = (r: number, c: number): number => grid[2 * ((row + r) * side + column + c) + k]!;
      moved.push((1 - v) * ((1 - u) * at(0, 0) + u * at(0, 1)) + v * ((1 - u) * at(1, 0) + u * at(1, 1)));
    }
  }
  return moved;
}

/** How much of the layer the picture shows. */
export function warpedText({ units, shares }: WarpedPlane): string {
  if (units === 1) return say.oneUnit();
  if (units === 2) return say.twoUnits();
  return say.mainDirections({ units, share: percentText((shares[0] ?? 0) + (shares[1] ?? 0), 0) });
}
