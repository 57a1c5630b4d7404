/** Grid of the first images of a set, each in a hairline frame; tiles whose image is not loaded yet stay empty. */
import { writeDigit } from './paintDigit.ts';
import { createPixelSheet } from './pixelSheet.ts';
import type { Theme } from './theme.ts';

const GAP_PX = 2;

interface GridImages {
  readonly count: number;
  /** [count, side·side], 0 is paper and 1 is ink. */
  readonly raw: Float32Array;
  readonly side: number;
}

/** Keeps its own pixel sheet, which is filled again only when images or ink colour change. */
export function createDigitGridPainter(): (
  context: CanvasRenderingContext2D,
  images: GridImages | null,
  columns: number,
  rows: number,
  widthPx: number,
  theme: Theme,
) => void {
  const sheet = createPixelSheet();
  let drawn: { readonly raw: Float32Array; readonly ink: string } | null = null;
  return (context, images, columns, rows, widthPx, theme) => {
    const count = Math.min(images?.count ?? 0, columns * rows);
    if (images && count > 0 && (drawn?.raw !== images.raw || drawn.ink !== theme.ink)) {
      const { raw, side } = images;
      drawn = { raw, ink: theme.ink };
      sheet.fill(count, side, side, (index, pixels, start, stride) =>
        writeDigit(pixels, start, stride, raw, index * side * side, side, theme.ink),
      );
    }
    const tilePx = (widthPx - GAP_PX * (columns - 1)) / columns;
    context.lineWidth = 1;
    context.strokeStyle = theme.line;
    context.fillStyle = theme.surface;
    for (let i = 0; i < columns * rows; i++) {
      const x = (i % columns) * (tilePx + GAP_PX);
      const y = Math.floor(i / columns) * (tilePx + GAP_PX);
      context.beginPath();
      context.roundRect(x + 0.5, y + 0.5, tilePx - 1, tilePx - 1, 2);
      context.fill();
      context.stroke();
      if (i < count) sheet.draw(context, i, x + 1, y + 1, tilePx - 2, tilePx - 2, true);
    }
  };
}
