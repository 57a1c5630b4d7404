/** Where the live view draws each row of the load's pool: a point of the plane at its coordinates, another row as a tile. */
import { planeAcross, planeDown } from '#datasets/Points.ts';
import { TILE_GAP_PX, tilesThatFit } from '../paintResponseTiles.ts';
import type { Box, Point } from './liveLayout.ts';

/** Tiles of the live view are small: it shows many in little height. */
export const LIVE_TILE_PX = 22;
/** From a field's edge to its tiles. */
export const FIELD_INSET_PX = 3;

export interface LiveRows {
  /** Rows of the pool, raw: [rows, rawWidth]. */
  readonly rawRows: Float32Array;
  readonly rawWidth: number;
  /** Class index of each row, −1 where it is not known. */
  readonly labels: Float32Array;
  /** Rows that are asked in this run: the first so many of the pool. */
  readonly asked: number;
  readonly isPlane: boolean;
  /** Width of the square image in a row, or 0 when rows are no images. */
  readonly imageSide: number;
  readonly classText: (index: number) => string;
}

/** Where a row's request starts in its field, and where its answer arrives. */
export function rowPosition({ isPlane, rawRows }: LiveRows, row: number, box: Box): Point {
  if (isPlane) {
    return {
      x: box.x + planeAcross(rawRows[2 * row] ?? 0) * box.width,
      y: box.y + planeDown(rawRows[2 * row + 1] ?? 0) * box.height,
    };
  }
  const { columns, rows } = tilesThatFit(
    box.width - 2 * FIELD_INSET_PX,
    box.height - 2 * FIELD_INSET_PX,
    LIVE_TILE_PX,
  );
  // Only so many rows have a tile; the others start where one of them is.
  const tile = row % (columns * rows);
  return {
    x: box.x + FIELD_INSET_PX + (tile % columns) * (LIVE_TILE_PX + TILE_GAP_PX) + LIVE_TILE_PX / 2,
    y:
      box.y +
      FIELD_INSET_PX +
      Math.floor(tile / columns) * (LIVE_TILE_PX * 1.5 + TILE_GAP_PX) +
      LIVE_TILE_PX / 2,
  };
}
