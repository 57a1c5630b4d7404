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

/** Of a picture; its class stands below it, in half its height. */
const TILE_PX = 26;
export const TILE_GAP_PX = 3;

export interface TileCount {
  readonly columns: number;
  readonly rows: number;
}

export function tilesThatFit(widthPx: number, heightPx: number, tilePx = TILE_PX): TileCount {
  return {
    columns: Math.max(1, Math.floor((widthPx + TILE_GAP_PX) / (tilePx + TILE_GAP_PX))),
    rows: Math.max(1, Math.floor((heightPx + TILE_GAP_PX) / (tilePx * 1.5 + TILE_GAP_PX))),
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
  tilePx = TILE_PX,
): void {
  const { columns, rows } = tilesThatFit(widthPx, heightPx, tilePx);
  const labelPx = tilePx / 2;
  const count = Math.min(columns * rows, tiles.labels.length);
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (let row = 0; row < count; row++) {
    const x = (row % columns) * (tilePx + TILE_GAP_PX);
    const y = Math.floor(row / columns) * (tilePx + labelPx + TILE_GAP_PX);
    const best = answered(row) ? argmax(tiles.outputs, row * tiles.outputUnits, tiles.outputUnits) : -1;
    const wrong = best >= 0 && best !== tiles.labels[row];
    const image = imageOf(row, best < 0);
    if (image) context.drawImage(image, x, y, tilePx, tilePx);
    else paintRowNumber(context, row, x, y, tilePx, best < 0, theme);
    if (best < 0) continue;
    if (wrong) {
      context.fillStyle = theme.error;
      context.fillRect(x, y + tilePx, tilePx, labelPx);
      context.strokeStyle = theme.error;
      context.lineWidth = 1.5;
      context.strokeRect(x + 0.75, y + 0.75, tilePx - 1.5, tilePx + labelPx - 1.5);
    }
    context.fillStyle = wrong ? theme.surface : theme.ink2;
    context.font = `${wrong ? 600 : 400} ${labelPx < 12 ? 10 : 11}px ${theme.font}`;
    context.fillText(tiles.classText(best), x + tilePx / 2, y + tilePx + labelPx / 2 + 0.5);
  }
}

function paintRowNumber(
  context: CanvasRenderingContext2D,
  row: number,
  x: number,
  y: number,
  tilePx: number,
  faint: boolean,
  theme: Theme,
): void {
  context.strokeStyle = theme.line;
  context.lineWidth = 1;
  context.strokeRect(x + 0.5, y + 0.5, tilePx - 1, tilePx - 1);
  context.fillStyle = faint ? theme.ink3 : theme.ink;
  context.font = `11px ${theme.font}`;
  context.fillText(String(row + 1), x + tilePx / 2, y + tilePx / 2);
}

/** Pixels of one image, ready for an ImageData of side × side. */
export function digitPixels(tiles: ResponseTiles, row: number, color: string): Uint32Array {
  const { imageSide } = tiles;
  const pixels = new Uint32Array(imageSide * imageSide);
  writeDigit(pixels, 0, imageSide, tiles.rawRows, row * tiles.rawWidth, imageSide, color);
  return pixels;
}
