/** From what is known of a sweep's networks to their small pictures. */
import type { MapValues } from '#canvas/mapColors.ts';
import type { CellPicture } from '#canvas/sweep/paintCells.ts';
import { networkShape } from '#experiment/networkShape.ts';
import { lossText } from '#messages/valueText.ts';
import * as say from '#messages/generated/trainingSweep.ts';
import { outputLayer } from '#nn/NetworkShape.ts';
import type { CellResult } from '#state/trainingSweepStore.ts';
import type { SweepCell } from '#sweep/sweepCells.ts';
import { outputMapValues } from '../output/predictionMap.ts';
import type { CellGrid } from './cellGrid.ts';

/** Room under a picture for its number, and between pictures. */
export const CAPTION_PX = 20;
const GAP_PX = 10;
const LEAST_SIDE_PX = 28;
const MOST_SIDE_PX = 150;

export interface CellPlace {
  readonly id: number;
  readonly x: number;
  readonly y: number;
}

export interface GridLayout {
  readonly places: readonly CellPlace[];
  readonly sidePx: number;
  /** Middle of each column and of each row. */
  readonly columnsX: readonly number[];
  readonly rowsY: readonly number[];
  readonly heightPx: number;
}

/** Places of the pictures in a box; higher than the box where they would be too small. */
export function layOutCells(
  grid: CellGrid,
  widthPx: number,
  heightPx: number,
  leftPx: number,
  topPx: number,
): GridLayout {
  const { rows, columns } = grid;
  const stepX = Math.max(LEAST_SIDE_PX + GAP_PX, (widthPx - leftPx) / columns);
  const fitting = (heightPx - topPx) / Math.max(1, rows.length);
  const stepY = Math.max(LEAST_SIDE_PX + CAPTION_PX + 4, Math.min(fitting, stepX + CAPTION_PX));
  const sidePx = Math.floor(
    Math.max(LEAST_SIDE_PX, Math.min(MOST_SIDE_PX, stepX - GAP_PX, stepY - CAPTION_PX - 4)),
  );
  const columnsX = Array.from({ length: columns }, (_, column) => leftPx + (column + 0.5) * stepX);
  const rowsY = rows.map((_, row) => topPx + row * stepY + 3 + sidePx / 2);
  const places = rows.flatMap((ids, row) =>
    ids.flatMap((id, column) =>
      id === null
        ? []
        : [{ id, x: Math.round(columnsX[column]! - sidePx / 2), y: Math.round(topPx + row * stepY + 3) }],
    ),
  );
  return { places, sidePx, columnsX, rowsY, heightPx: Math.ceil(topPx + rows.length * stepY) };
}

interface Shown {
  readonly best: number | null;
  readonly pointed: number | null;
  /** Below it a network is solved; null where that does not matter. */
  readonly solvedBelow: number | null;
}

export function cellPictures(
  cells: readonly SweepCell[],
  results: readonly CellResult[],
  { places, sidePx }: Pick<GridLayout, 'places' | 'sidePx'>,
  { best, pointed, solvedBelow }: Shown,
): CellPicture[] {
  const scale = lossScale(results);
  const lastEpoch = Math.max(1, ...results.map(({ points }) => points.at(-1)?.epoch ?? 0));
  return places.flatMap(({ id, x, y }) => {
    const [cell, result] = [cells[id], results[id]];
    if (!cell || !result) return [];
    const { points, map, confusion, status } = result;
    const loss = points.at(-1)?.testLoss ?? NaN;
    const isUnsolved = solvedBelow !== null && points.length > 0 && !(loss < solvedBelow);
    return [
      {
        x,
        y,
        sidePx,
        map: map && mapOf(cell, map),
        curve: points.flatMap(({ epoch, testLoss }) =>
          Number.isFinite(testLoss) ? [[epoch / lastEpoch, scale(testLoss)] as const] : [],
        ),
        share: Number.isFinite(loss) ? scale(loss) : null,
        confusion: confusion && { classes: Math.round(Math.sqrt(confusion.length)), counts: confusion },
        caption: captionOf(result, loss, id === best && solvedBelow === null),
        isStrong: id === best || (solvedBelow !== null && loss < solvedBelow),
        isRinged: id === pointed,
        isFaint: status === 'dropped' || isUnsolved,
      },
    ];
  });
}

/** Colours of what a network has learned. @param values [outputs, side, side] */
export function mapOf({ experiment }: SweepCell, values: Float32Array): MapValues {
  const shape = networkShape(experiment);
  const side = Math.round(Math.sqrt(values.length / outputLayer(shape).units));
  return outputMapValues(shape, { side, values });
}

function captionOf({ status, points }: CellResult, loss: number, isBest: boolean): string {
  if (status === 'diverged') return say.divergedShort();
  if (points.length === 0) return '';
  return isBest ? say.best({ loss: lossText(loss) }) : lossText(loss);
}

/** Places of losses between the smallest and the largest of all curves, in the logarithm where all are above 0. */
function lossScale(results: readonly CellResult[]): (loss: number) => number {
  let [low, high] = [Infinity, -Infinity];
  for (const { points } of results)
    for (const { testLoss } of points) {
      if (!Number.isFinite(testLoss)) continue;
      low = Math.min(low, testLoss);
      high = Math.max(high, testLoss);
    }
  const least = Math.max(low, high * 1e-4);
  if (!(high > least)) return () => 0.5;
  const span = Math.log(high / least);
  return (loss) => Math.min(1, Math.max(0, Math.log(Math.max(loss, least) / least) / span));
}
