/** A sum as a waterfall chart: each bar reaches from one running total to the next, the last stands from 0 to the sum. */
import { linearTicks, tickText } from '../axisTicks.ts';
import type { Theme } from '../theme.ts';

export interface WaterfallBar {
  readonly low: number;
  readonly high: number;
  readonly label: string;
  readonly isMarked: boolean;
}

export interface WaterfallPicture {
  readonly bars: readonly WaterfallBar[];
  readonly total: number;
  readonly totalLabel: string;
}

const LEFT_PX = 34;
const BOTTOM_PX = 18;
const TOP_PX = 8;
const WIDEST_PX = 56;

interface WaterfallFrame {
  /** From the left edge of one bar to the next. */
  readonly pitchPx: number;
  readonly barPx: number;
}

export function waterfallFrame(widthPx: number, bars: number): WaterfallFrame {
  const pitchPx = Math.min(WIDEST_PX, (widthPx - LEFT_PX - 4) / (bars + 1));
  return { pitchPx, barPx: Math.max(3, pitchPx - (pitchPx > 14 ? 8 : 2)) };
}

/** Number of the bar under a pointer; −1 for none. The sum is the one after the last. */
export function barAt(x: number, widthPx: number, bars: number): number {
  const { pitchPx } = waterfallFrame(widthPx, bars);
  const bar = Math.floor((x - LEFT_PX) / pitchPx);
  return bar >= 0 && bar <= bars ? bar : -1;
}

export function paintWaterfall(
  context: CanvasRenderingContext2D,
  widthPx: number,
  heightPx: number,
  { bars, total, totalLabel }: WaterfallPicture,
  theme: Theme,
): void {
  const ends = bars.flatMap(({ low, high }) => [low, high]).filter(Number.isFinite);
  const most = Math.max(0, total || 0, ...ends);
  const least = Math.min(0, total || 0, ...ends);
  const room = (most - least || 1) * 0.04;
  const [low, high] = [least - room, most + room];
  const bottom = heightPx - BOTTOM_PX;
  const y = (value: number): number => TOP_PX + ((high - value) / (high - low)) * (bottom - TOP_PX);
  const { pitchPx, barPx } = waterfallFrame(widthPx, bars.length);
  const right = LEFT_PX + pitchPx * (bars.length + 1);
  context.font = `11px ${theme.font}`;
  context.textBaseline = 'middle';
  context.lineWidth = 1;
  for (const tick of linearTicks(low, high, Math.max(2, Math.min(5, Math.floor(bottom / 26))))) {
    const at = Math.round(y(tick)) + 0.5;
    context.strokeStyle = tick === 0 ? theme.lineControl : theme.line;
    context.beginPath();
    context.moveTo(LEFT_PX, at);
    context.lineTo(right, at);
    context.stroke();
    context.fillStyle = theme.ink3;
    context.textAlign = 'right';
    context.fillText(tickText(tick), LEFT_PX - 6, at);
  }
  const all = [...bars, { low: 0, high: total, label: totalLabel, isMarked: false }];
  for (const [i, bar] of all.entries()) {
    const x = LEFT_PX + i * pitchPx + (pitchPx - barPx) / 2;
    const [from, to] = [y(bar.low), y(bar.high)];
    const isSum = i === bars.length;
    context.fillStyle = isSum ? theme.ink : bar.high < bar.low ? theme.values[1]! : theme.values[9]!;
    context.fillRect(x, Math.min(from, to), barPx, Math.max(1, Math.abs(to - from)));
    if (bar.isMarked) {
      context.strokeStyle = theme.ink;
      context.lineWidth = 2;
      context.strokeRect(x - 1, Math.min(from, to) - 1, barPx + 2, Math.max(1, Math.abs(to - from)) + 2);
      context.lineWidth = 1;
    }
    if (!isSum) {
      context.strokeStyle = theme.ink2;
      context.beginPath();
      context.moveTo(x, Math.round(to) + 0.5);
      context.lineTo(x + pitchPx, Math.round(to) + 0.5);
      context.stroke();
    }
    if (context.measureText(bar.label).width > pitchPx - 2 && !isSum && bars.length > 8 && i % 2) continue;
    context.fillStyle = bar.isMarked || isSum ? theme.ink : theme.ink2;
    context.textAlign = 'center';
    context.fillText(
      fitted(context, bar.label, pitchPx * (bars.length > 8 ? 1.8 : 1) - 2),
      x + barPx / 2,
      bottom + 11,
    );
  }
}

function fitted(context: CanvasRenderingContext2D, text: string, widthPx: number): string {
  if (context.measureText(text).width <= widthPx) return text;
  for (let letters = text.length - 1; letters > 1; letters--) {
    const cut = `${text.slice(0, letters)}…`;
    if (context.measureText(cut).width <= widthPx) return cut;
  }
  return '';
}
