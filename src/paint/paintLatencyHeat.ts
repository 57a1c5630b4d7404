/**
 * Latency over time as a heat map: columns are moments, rows are latencies on a logarithmic axis, a stronger cell
 * holds more answers. An average would hide the slow ones; this shows every one.
 */
import { decadeTicks, linearTicks, tickText } from './axisTicks.ts';
import type { ColorScale } from './colorScale.ts';
import { latencyRow, type LatencyBins } from './latencyBins.ts';
import type { Theme } from './theme.ts';

const MARGIN = { left: 34, right: 8, top: 4, bottom: 18 };
const CELL_PX = 4;

export function paintLatencyHeat(
  context: CanvasRenderingContext2D,
  widthPx: number,
  heightPx: number,
  bins: LatencyBins,
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
  const range = latencyRange(bins);
  const empty = bins.mostMs === 0;
  const endMs = empty ? 0 : Math.max(1, bins.lastMs);
  if (!empty) paintCells(context, plot, bins, range, endMs, scale);
  paintAxes(context, plot, range, endMs, theme);
}

function paintCells(
  context: CanvasRenderingContext2D,
  plot: Plot,
  bins: LatencyBins,
  { low, high }: { low: number; high: number },
  endMs: number,
  scale: ColorScale,
): void {
  const columns = Math.max(1, Math.min(Math.floor(plot.width / CELL_PX), bins.columns));
  const [bottom, top] = [latencyRow(low * 1.001), latencyRow(high * 0.999)];
  const rows = top - bottom + 1;
  const sums = new Uint32Array(columns * rows);
  let most = 0;
  for (let column = 0; column < bins.columns; column++) {
    const shown = Math.min(columns - 1, Math.floor(((column * bins.columnMs) / endMs) * columns));
    for (let row = 0; row < rows; row++) {
      const held = bins.held(column, bottom + row);
      if (held === 0) continue;
      const cell = shown * rows + row;
      sums[cell] = (sums[cell] ?? 0) + held;
      most = Math.max(most, sums[cell] ?? 0);
    }
  }
  const [cellWidth, cellHeight] = [plot.width / columns, plot.height / rows];
  for (let cell = 0; cell < sums.length; cell++) {
    const held = sums[cell] ?? 0;
    if (held === 0) continue;
    // The square root keeps a single slow answer visible beside thousands of fast ones.
    context.fillStyle = scale.css(0.2 + 0.8 * Math.sqrt(held / most));
    const x = plot.x + Math.floor(cell / rows) * cellWidth;
    const y = plot.y + plot.height - ((cell % rows) + 1) * cellHeight;
    context.fillRect(x, y, Math.max(1, cellWidth - 0.5), Math.max(1, cellHeight - 0.5));
  }
}

interface Plot {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Whole decades that hold every latency; 0.1 to 10 ms while there is none. */
function latencyRange({ leastMs, mostMs }: LatencyBins): { low: number; high: number } {
  if (!(mostMs > 0)) return { low: 0.1, high: 10 };
  const exponents = [Math.floor(Math.log10(leastMs)), Math.ceil(Math.log10(mostMs))] as const;
  const low = 10 ** Math.max(-3, exponents[0]);
  return { low, high: Math.max(low * 10, 10 ** exponents[1]) };
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
