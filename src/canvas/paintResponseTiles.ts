/**
 * Responses as tiles, one per sample: faint before the response, then with the predicted class below. Wrong ones have a red
 * frame and a filled label, so that colour is not the only sign. Digits show their image, table rows their number.
 */
import { argmax } from '#nn/classOf.ts';
import { writeDigit } from './paintDigit.ts';
import type { Theme } from './theme.ts';

export interface ResponseTiles {
  /** [rows, rawWidth] */
  readonly rawRows: Float32Array;
  readonly rawWidth: number;
  /** Width of the square image in a row, or 0 when rows are not images. */
  readonly imageSide: number;
  readonly labels: Float32Array;
  readonly outputs: Float32Array;
  readonly outputUnits: number;
  /** Text for a class, short. */
  readonly classText: (index: number) => string;
}

const TILE_PX = 26;
const LABEL_PX = 13;
const GAP_PX = 3;

export interface TileCount {
  readonly columns: number;
  readonly rows: number;
}

export function tilesThatFit(widthPx: number, heightPx: number): TileCount {
  return {
    columns: Math.max(1, Math.floor((widthPx + GAP_PX) / (TILE_PX + GAP_PX))),
    rows: Math.max(1, Math.floor((heightPx + GAP_PX) / (TILE_PX + LABEL_PX + GAP_PX))),
  };
}

/** @param answered whether the response of a pool row is shown yet; returns [shown, wrong] */
export function paintResponseTiles(
  context: CanvasRenderingContext2D,
  widthPx: number,
  heightPx: number,
  tiles: ResponseTiles,
  answered: (row: number) => boolean,
  theme: Theme,
  imageOf: (row: number, faint: boolean) => CanvasImageSource | null,
): void {
  const { columns, rows } = tilesThatFit(widthPx, heightPx);
  const count = Math.min(columns * rows, tiles.labels.length);
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (let row = 0; row < count; row++) {
    const x = (row % columns) * (TILE_PX + GAP_PX);
    const y = Math.floor(row / columns) * (TILE_PX + LABEL_PX + GAP_PX);
    const best = answered(row) ? argmax(tiles.outputs, row * tiles.outputUnits, tiles.outputUnits) : -1;
    const wrong = best >= 0 && best !== tiles.labels[row];
    const image = imageOf(row, best < 0);
    if (image) context.drawImage(image, x, y, TILE_PX, TILE_PX);
    else paintRowNumber(context, row, x, y, best < 0, theme);
    if (best < 0) continue;
    if (wrong) {
      context.fillStyle = theme.error;
      context.fillRect(x, y + TILE_PX, TILE_PX, LABEL_PX);
      context.strokeStyle = theme.error;
      context.lineWidth = 1.5;
      context.strokeRect(x + 0.75, y + 0.75, TILE_PX - 1.5, TILE_PX + LABEL_PX - 1.5);
    }
    context.fillStyle = wrong ? theme.surface : theme.ink2;
    context.font = `${wrong ? 600 : 400} 11px ${theme.font}`;
    context.fillText(tiles.classText(best), x + TILE_PX / 2, y + TILE_PX + LABEL_PX / 2 + 0.5);
  }
}

function paintRowNumber(
  context: CanvasRenderingContext2D,
  row: number,
  x: number,
  y: number,
  faint: boolean,
  theme: Theme,
): void {
  context.strokeStyle = theme.line;
  context.lineWidth = 1;
  context.strokeRect(x + 0.5, y + 0.5, TILE_PX - 1, TILE_PX - 1);
  context.fillStyle = faint ? theme.ink3 : theme.ink;
  context.font = `11px ${theme.font}`;
  context.fillText(String(row + 1), x + TILE_PX / 2, y + TILE_PX / 2);
}

/** Pixels of one image, ready for an ImageData of side × side. */
export function digitPixels(tiles: ResponseTiles, row: number, color: string): Uint32Array {
  const { imageSide } = tiles;
  const pixels = new Uint32Array(imageSide * imageSide);
  writeDigit(pixels, 0, imageSide, tiles.rawRows, row * tiles.rawWidth, imageSide, color);
  return pixels;
}
