/** Losses of many networks as piles of dots over a logarithmic axis, with the line below which one is solved. */
import { tickText } from '../axisTicks.ts';
import type { Theme } from '../theme.ts';

export interface LossPiles {
  readonly losses: readonly number[];
  readonly below: number;
  readonly label: string;
}

const MARGIN_PX = 16;
const AXIS_PX = 18;
const BIN_PX = 7;

export function paintPiles(
  context: CanvasRenderingContext2D,
  widthPx: number,
  heightPx: number,
  { losses, below, label }: LossPiles,
  theme: Theme,
): void {
  const known = losses.filter((loss) => loss > 0 && Number.isFinite(loss));
  if (known.length === 0) return;
  const low = Math.floor(Math.log10(Math.max(1e-6, Math.min(below, ...known))));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(below, ...known))));
  const width = widthPx - 2 * MARGIN_PX;
  const floor = heightPx - AXIS_PX;
  const at = (loss: number): number => MARGIN_PX + ((Math.log10(loss) - low) / (high - low)) * width;
  context.font = `11px ${theme.font}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.strokeStyle = theme.line;
  context.fillStyle = theme.ink3;
  for (let decade = low; decade <= high; decade++) {
    const x = Math.round(at(10 ** decade)) + 0.5;
    line(context, x, 0, x, floor);
    context.fillText(tickText(10 ** decade), x, floor + 10);
  }
  context.strokeStyle = theme.lineControl;
  line(context, MARGIN_PX, floor + 0.5, widthPx - MARGIN_PX, floor + 0.5);
  paintDots(context, known, at, floor, below, theme);
  const x = Math.round(at(below)) + 0.5;
  context.strokeStyle = theme.ink;
  context.setLineDash([4, 3]);
  line(context, x, 0, x, floor);
  context.setLineDash([]);
  context.fillStyle = theme.ink;
  const isLeft = x > widthPx / 2;
  context.textAlign = isLeft ? 'right' : 'left';
  context.fillText(label, x + (isLeft ? -6 : 6), 7);
}

function line(context: CanvasRenderingContext2D, x0: number, y0: number, x1: number, y1: number): void {
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(x0, y0);
  context.lineTo(x1, y1);
  context.stroke();
}

function paintDots(
  context: CanvasRenderingContext2D,
  losses: readonly number[],
  at: (loss: number) => number,
  floor: number,
  below: number,
  theme: Theme,
): void {
  const piles = new Map<number, number>();
  for (const loss of losses) {
    const bin = Math.floor(at(loss) / BIN_PX);
    piles.set(bin, (piles.get(bin) ?? 0) + 1);
  }
  const highest = Math.max(...piles.values());
  // High piles overlap rather than leave the picture.
  const step = Math.min(BIN_PX, (floor - 18) / highest);
  const heights = new Map<number, number>();
  for (const loss of losses) {
    const bin = Math.floor(at(loss) / BIN_PX);
    const height = heights.get(bin) ?? 0;
    heights.set(bin, height + 1);
    context.beginPath();
    context.arc((bin + 0.5) * BIN_PX, floor - 4 - height * step, 2.8, 0, 2 * Math.PI);
    context.globalAlpha = loss < below ? 1 : 0.55;
    context.fillStyle = loss < below ? theme.fill : theme.ink3;
    context.fill();
  }
  context.globalAlpha = 1;
}
