/**
 * The row of tick labels below a plot. A label that would leave the canvas moves inwards; one that would have to move too far,
 * or would overlap its neighbour, is left out. The last label has priority: it shows how far the axis goes.
 */
export interface RowTick {
  /** Position of the tick. */
  readonly x: number;
  readonly text: string;
}

interface TickRow {
  readonly y: number;
  /** Range in which the labels may lie. */
  readonly leftPx: number;
  readonly rightPx: number;
}

const GAP_PX = 6;

/** Draws with the present font and fill. */
export function paintTickRow(
  context: CanvasRenderingContext2D,
  ticks: readonly RowTick[],
  { y, leftPx, rightPx }: TickRow,
): void {
  context.textAlign = 'center';
  let free = rightPx;
  for (const { x, text } of ticks.toReversed()) {
    const half = context.measureText(text).width / 2;
    const middle = Math.max(leftPx + half, Math.min(rightPx - half, x));
    if (Math.abs(middle - x) > half || middle + half > free) continue;
    context.fillText(text, middle, y);
    free = middle - half - GAP_PX;
  }
}
