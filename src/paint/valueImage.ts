/** A grid of values as a picture: one pixel a value, scaled up by the browser into any box. */
import type { ColorScale } from './colorScale.ts';

/** Draws `values` [rows, columns], row 0 on top, over the box. */
export function paintValueImage(
  context: CanvasRenderingContext2D,
  values: ArrayLike<number>,
  columns: number,
  rows: number,
  scale: ColorScale,
  box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  smooth = true,
): void {
  const image = new ImageData(columns, rows);
  scale.fill(new Uint32Array(image.data.buffer), values);
  const small = scratch(columns, rows);
  small.putImageData(image, 0, 0);
  context.imageSmoothingEnabled = smooth;
  context.drawImage(small.canvas, 0, 0, columns, rows, box.x, box.y, box.width, box.height);
}

let shared: OffscreenCanvasRenderingContext2D | null = null;

function scratch(columns: number, rows: number): OffscreenCanvasRenderingContext2D {
  shared ??= new OffscreenCanvas(columns, rows).getContext('2d', { willReadFrequently: true });
  if (!shared) throw new Error('This browser gives no 2-D drawing context.');
  if (shared.canvas.width < columns) shared.canvas.width = columns;
  if (shared.canvas.height < rows) shared.canvas.height = rows;
  return shared;
}
