/** Title of a plot, the dashed line of a goal with its label, and a plain line. */
import type { Frame } from '../Frame.ts';
import type { Theme } from '../theme.ts';

/** Name of a plot above its left edge; `note` follows it more quietly. */
export function paintTitle(
  context: CanvasRenderingContext2D,
  { left, top, width }: Frame,
  title: string,
  note: string,
  theme: Theme,
): void {
  context.font = `11px ${theme.font}`;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  context.fillStyle = theme.ink2;
  context.fillText(title, left, top - 8);
  if (note === '') return;
  const noteLeft = left + context.measureText(title).width + 8;
  if (noteLeft + context.measureText(note).width > left + width + 12) return;
  context.fillStyle = theme.ink3;
  context.fillText(note, noteLeft, top - 8);
}

/** A dashed line with its label, which keeps clear of the plot's edges. */
export function paintGoal(
  context: CanvasRenderingContext2D,
  { left, top, width, height }: Frame,
  y: number,
  words: string,
  theme: Theme,
): void {
  if (y < top || y > top + height) return;
  context.strokeStyle = theme.ink;
  context.lineWidth = 1;
  context.setLineDash([4, 3]);
  strokeLine(context, left, Math.round(y) + 0.5, left + width, Math.round(y) + 0.5);
  context.setLineDash([]);
  context.font = `11px ${theme.font}`;
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  const textY = y - 8 < top + 4 ? y + 8 : y - 8;
  context.lineWidth = 3;
  context.strokeStyle = theme.surface;
  context.strokeText(words, left + width - 4, textY);
  context.fillStyle = theme.ink;
  context.fillText(words, left + width - 4, textY);
}

export function strokeLine(
  context: CanvasRenderingContext2D,
  x1: number,
  y1: number,
  x2: number,
  y2: number,
): void {
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.stroke();
}
