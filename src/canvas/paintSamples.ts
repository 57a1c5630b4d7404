/** A grid of digits with the network's predictions below: wrong ones have a red frame and a filled label. */
import { writeDigit } from './paintDigit.ts';
import type { PixelSheet } from './pixelSheet.ts';
import type { Theme } from './theme.ts';

const SIDE = 28;
const PITCH_PX = 26;
const TILE_PX = 23;
const TILE_HEIGHT_PX = 33;
/** Height of one row of the grid. */
export const SAMPLE_HEIGHT_PX = 36;

export interface Samples {
  readonly count: number;
  /** [≥ count, 784], 0 to 1 */
  readonly pixels: Float32Array;
  readonly labels: readonly number[];
  /** Predicted class, −1 where there is none yet. */
  readonly answers: readonly number[];
  /** The selected digit; −1 for none. */
  readonly chosen: number;
  readonly sheet: PixelSheet;
}

export function samplesAcross(widthPx: number): number {
  return Math.max(1, Math.floor((widthPx + PITCH_PX - TILE_PX) / PITCH_PX));
}

/** Index of the tile under a point, which may lie beyond the last. */
export function sampleTileAt(x: number, y: number, widthPx: number): number {
  const across = samplesAcross(widthPx);
  const column = Math.floor(x / (widthPx / across));
  return column < 0 || column >= across ? -1 : Math.floor(y / SAMPLE_HEIGHT_PX) * across + column;
}

export function paintSamples(
  context: CanvasRenderingContext2D,
  widthPx: number,
  { count, pixels, labels, answers, chosen, sheet }: Samples,
  theme: Theme,
): void {
  sheet.fill(count, SIDE, SIDE, (index, target, start, stride) => {
    writeDigit(target, start, stride, pixels, index * SIDE * SIDE, SIDE, theme.ink);
  });
  const across = samplesAcross(widthPx);
  const pitch = widthPx / across;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (let index = 0; index < count; index++) {
    const x = Math.round((index % across) * pitch);
    const y = Math.floor(index / across) * SAMPLE_HEIGHT_PX + 1;
    const answer = answers[index] ?? -1;
    const isWrong = answer >= 0 && answer !== labels[index];
    context.globalAlpha = answer < 0 ? 0.4 : 1;
    context.beginPath();
    context.roundRect(x + 0.5, y + 0.5, TILE_PX, TILE_HEIGHT_PX, 3);
    context.fillStyle = theme.surface;
    context.fill();
    context.lineWidth = isWrong ? 1.5 : 1;
    context.strokeStyle = isWrong ? theme.error : theme.line;
    if (index === chosen) {
      context.lineWidth = 2;
      if (!isWrong) context.strokeStyle = theme.fill;
    }
    context.stroke();
    sheet.draw(context, index, x + 1.5, y + 0.5, 21, 21, true);
    if (isWrong) {
      context.fillStyle = theme.error;
      context.beginPath();
      context.roundRect(x + 0.5, y + TILE_HEIGHT_PX - 12, TILE_PX, 12.5, [0, 0, 3, 3]);
      context.fill();
    }
    if (answer >= 0) {
      context.font = `${isWrong ? '600 ' : ''}11px ${theme.font}`;
      context.fillStyle = isWrong ? theme.surface : theme.ink2;
      context.fillText(String(answer), x + 0.5 + TILE_PX / 2, y + TILE_HEIGHT_PX - 5.5);
    }
  }
  context.globalAlpha = 1;
}
