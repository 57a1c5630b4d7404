/** Grey images (0 is paper, 1 is ink) drawn in the theme's ink, one or a grid of them. */
import { parseHex } from './colorScale.ts';
import type { Theme } from './theme.ts';

/** One image of side×side pixels at [x, y], `sizePx` wide; paper stays transparent. */
export function paintDigit(
  context: CanvasRenderingContext2D,
  pixels: ArrayLike<number>,
  offset: number,
  side: number,
  x: number,
  y: number,
  sizePx: number,
  theme: Theme,
): void {
  const image = new ImageData(side, side);
  const packed = new Uint32Array(image.data.buffer);
  const [red, green, blue] = parseHex(theme.ink);
  const ink = (blue << 16) | (green << 8) | red;
  for (let i = 0; i < packed.length; i++) {
    const alpha = Math.round(Math.min(1, Math.max(0, pixels[offset + i] ?? 0)) * 255);
    packed[i] = ((alpha << 24) | ink) >>> 0;
  }
  shared ??= new OffscreenCanvas(side, side);
  if (shared.width !== side) shared.width = shared.height = side;
  const small = shared.getContext('2d');
  if (!small) throw new Error('This browser gives no 2-D drawing context.');
  small.putImageData(image, 0, 0);
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = 'high';
  context.drawImage(shared, x, y, sizePx, sizePx);
}
let shared: OffscreenCanvas | null = null;

/** As many images as fit into `columns` × `rows` tiles with a hairline each. */
export function paintDigitGrid(
  context: CanvasRenderingContext2D,
  images: { readonly count: number; readonly raw: Float32Array },
  side: number,
  columns: number,
  rows: number,
  widthPx: number,
  theme: Theme,
): void {
  const gapPx = 2;
  const tilePx = (widthPx - gapPx * (columns - 1)) / columns;
  const count = Math.min(images.count, columns * rows);
  context.lineWidth = 1;
  context.strokeStyle = theme.line;
  for (let i = 0; i < columns * rows; i++) {
    const x = (i % columns) * (tilePx + gapPx);
    const y = Math.floor(i / columns) * (tilePx + gapPx);
    context.fillStyle = theme.surface;
    context.beginPath();
    context.roundRect(x + 0.5, y + 0.5, tilePx - 1, tilePx - 1, 2);
    context.fill();
    context.stroke();
    if (i < count) paintDigit(context, images.raw, i * side * side, side, x + 1, y + 1, tilePx - 2, theme);
  }
}
