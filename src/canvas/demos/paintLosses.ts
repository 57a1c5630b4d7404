/** Two losses in small, on a scale of powers of ten. */
import type { Theme } from '../theme.ts';

const MARGIN_PX = 10;

export interface Losses {
  readonly train: readonly number[];
  readonly test: readonly number[];
  /** Points that the whole run has. */
  readonly most: number;
}

export function paintLosses(
  context: CanvasRenderingContext2D,
  widthPx: number,
  heightPx: number,
  { train, test, most }: Losses,
  theme: Theme,
): void {
  context.fillStyle = theme.surface;
  context.fillRect(0, 0, widthPx, heightPx);
  const logs = [...train, ...test].filter((loss) => loss > 0).map(Math.log10);
  if (logs.length === 0) return;
  const [low, high] = [Math.min(...logs), Math.max(...logs)];
  const x = (i: number): number => MARGIN_PX + (i / Math.max(1, most - 1)) * (widthPx - 2 * MARGIN_PX);
  const y = (loss: number): number =>
    heightPx -
    MARGIN_PX -
    ((Math.log10(loss) - low) / Math.max(0.3, high - low)) * (heightPx - 2 * MARGIN_PX);
  context.strokeStyle = theme.line;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(MARGIN_PX, heightPx - MARGIN_PX + 4.5);
  context.lineTo(widthPx - MARGIN_PX, heightPx - MARGIN_PX + 4.5);
  context.stroke();
  for (const [losses, color, dash] of [
    [test, theme.seriesTest, [4, 2]],
    [train, theme.seriesTrain, []],
  ] as const) {
    context.strokeStyle = color;
    context.lineWidth = 1.75;
    context.setLineDash([...dash]);
    context.beginPath();
    for (const [i, loss] of losses.entries()) if (loss > 0) context.lineTo(x(i), y(loss));
    context.stroke();
  }
  context.setLineDash([]);
}
