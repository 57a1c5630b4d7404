/**
 * Latency over time as a heat map: columns are moments, rows are latencies on a logarithmic axis, a stronger cell
 * holds more answers. An average would hide the slow ones; this shows every one.
 */
import { decadeTicks, linearTicks, tickText } from './axisTicks.ts';
import type { ColorScale } from './colorScale.ts';
import type { Theme } from './theme.ts';

export interface LatencyCells {
  readonly count: number;
  readonly elapsedMs: Float32Array;
  readonly latencyMs: Float32Array;
}

const MARGIN = { left: 34, right: 8, top: 4, bottom: 18 };
const CELL_PX = 4;

export function paintLatencyHeat(
  context: CanvasRenderingContext2D,
  widthPx: number,
  heightPx: number,
  cells: LatencyCells,
  theme: Theme,
  scale: ColorScale,
): void {
  const plot = {
    x: MARGIN.left,
    y: MARGIN.top,
    width: Math.max(1, widthPx - MARGIN.left - MARGIN.right),
    height: Math.max(1, heightPx - MARGIN.top - MARGIN.bottom),
  };
  context.fillStyle = scale.css(0);
  context.fillRect(plot.x, plot.y, plot.width, plot.height);
  const range = latencyRange(cells);
  const endMs = Math.max(1, cells.elapsedMs[cells.count - 1] ?? 1);
  const columns = Math.max(1, Math.floor(plot.width / CELL_PX));
  const rows = Math.max(1, Math.floor(plot.height / CELL_PX));
  const bins = new Uint32Array(columns * rows);
  const logLow = Math.log(range.low);
  const logSpan = Math.log(range.high) - logLow;
  let most = 0;
  for (let i = 0; i < cells.count; i++) {
    const share = (Math.log(cells.latencyMs[i] ?? 1) - logLow) / logSpan;
    const row = Math.min(rows - 1, Math.max(0, Math.floor(share * rows)));
    const column = Math.min(columns - 1, Math.floor(((cells.elapsedMs[i] ?? 0) / endMs) * columns));
    const bin = row * columns + column;
    bins[bin] = (bins[bin] ?? 0) + 1;
    most = Math.max(most, bins[bin] ?? 0);
  }
  const cellWidth = plot.width / columns;
  const cellHeight = plot.height / rows;
  for (let bin = 0; bin < bins.length; bin++) {
    const held = bins[bin] ?? 0;
    if (held === 0) continue;
    // The square root keeps a single slow answer visible beside thousands of fast ones.
    context.fillStyle = scale.css(0.2 + 0.8 * Math.sqrt(held / most));
    const x = plot.x + (bin % columns) * cellWidth;
    const y = plot.y + plot.height - (Math.floor(bin / columns) + 1) * cellHeight;
    context.fillRect(x, y, cellWidth - 0.5, cellHeight - 0.5);
  }
  paintAxes(context, plot, range, cells.count > 0 ? endMs : 0, theme);
}

interface Plot {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Whole decades that hold every latency; 0.1 to 10 ms while there is none. */
function latencyRange({ count, latencyMs }: LatencyCells): { low: number; high: number } {
  let [low, high] = [Infinity, 0];
  for (let i = 0; i < count; i++) {
    const value = latencyMs[i] ?? 0;
    if (value > 0 && value < low) low = value;
    if (value > high) high = value;
  }
  if (count === 0 || !(high > 0)) return { low: 0.1, high: 10 };
  const decade = (value: number, rounding: (exponent: number) => number): number =>
    10 ** rounding(Math.log10(value));
  const range = { low: decade(low, Math.floor), high: decade(high, Math.ceil) };
  return range.high > range.low ? range : { low: range.low, high: range.low * 10 };
}

function paintAxes(
  context: CanvasRenderingContext2D,
  plot: Plot,
  { low, high }: { low: number; high: number },
  endMs: number,
  theme: Theme,
): void {
  context.font = `11px ${theme.font}`;
  context.fillStyle = theme.ink3;
  context.textBaseline = 'middle';
  context.textAlign = 'right';
  for (const tick of decadeTicks(low, high, 4)) {
    const share = Math.log(tick / low) / Math.log(high / low);
    const y = Math.min(plot.y + plot.height - 5, Math.max(plot.y + 5, plot.y + plot.height * (1 - share)));
    context.fillText(tickText(tick), plot.x - 6, y);
  }
  if (endMs === 0) return;
  const inSeconds = endMs >= 2_000;
  const end = inSeconds ? endMs / 1000 : endMs;
  const ticks = linearTicks(0, end, 5);
  ticks.forEach((tick, i) => {
    const unit = i === ticks.length - 1 ? (inSeconds ? ' s' : ' ms') : '';
    const x = plot.x + (tick / end) * plot.width;
    context.textAlign = i === 0 ? 'left' : x > plot.x + plot.width - 20 ? 'right' : 'center';
    context.fillText(tickText(tick) + unit, x, plot.y + plot.height + 10);
  });
}
