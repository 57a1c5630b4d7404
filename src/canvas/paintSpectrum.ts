/**
 * Percentile spectrum: latency against 1/(1 − p) on logarithmic axes, so that the slowest thousandth has as much room as the
 * slowest tenth. Response time counts from the scheduled arrival, service time from sending: where the load fell behind its
 * schedule the two diverge, and service time alone would hide it (coordinated omission).
 */
import * as say from '#messages/generated/plots.ts';
import type { LatencyHistogram } from '#trace/LatencyHistogram.ts';
import type { Frame } from './Frame.ts';
import { strokeLine } from './plot/paintTitle.ts';
import type { Theme } from './theme.ts';
import { paintTickRow } from './tickRow.ts';
import { END_PX, LEFT_PX, paintLogAxis, yOfLog } from './timePlot.ts';

export interface Spectrum {
  readonly response: LatencyHistogram;
  readonly service: LatencyHistogram;
  readonly lowMs: number;
  readonly highMs: number;
}

/** Percentiles named on the axis, by their number of nines. */
const TICKS = [
  [0, '0'],
  [Math.log10(2), '50'],
  [1, '90'],
  [2, '99'],
  [3, '99.9'],
  [4, '99.99'],
  [5, '99.999'],
] as const;
const POINTS = 240;

export const spectrumFrame = (widthPx: number, heightPx: number): Frame => ({
  left: LEFT_PX,
  top: 16,
  width: Math.max(20, widthPx - LEFT_PX - 16),
  height: Math.max(16, heightPx - 34),
});

export function paintSpectrum(
  context: CanvasRenderingContext2D,
  frame: Frame,
  spectrum: Spectrum,
  theme: Theme,
): void {
  const { response, service, lowMs, highMs } = spectrum;
  const empty = response.count === 0;
  /** One in all responses is the last percentile that is known. */
  const nines = empty ? 3 : Math.max(1, Math.log10(response.count));
  const xOf = (n: number): number => frame.left + (n / nines) * frame.width;
  paintLogAxis(context, frame, lowMs, highMs, theme);
  paintShareAxis(context, frame, nines, xOf, theme);
  if (empty) return;
  const at = Array.from({ length: POINTS + 1 }, (_, i) => (i / POINTS) * nines);
  const shares = at.map((n) => 1 - 10 ** -n);
  const lines = [
    { histogram: response, color: theme.ink, dash: [], words: say.responseTime() },
    { histogram: service, color: theme.seriesTest, dash: [4, 2], words: say.serviceTime() },
  ];
  context.font = `11px ${theme.font}`;
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  lines.forEach(({ histogram, color, dash, words }, line) => {
    context.strokeStyle = color;
    context.lineWidth = 1.75;
    context.setLineDash(dash);
    const values = histogram.percentiles(shares);
    context.beginPath();
    values.forEach((value, i) => {
      const [x, y] = [xOf(at[i] ?? 0), yOfLog(frame, lowMs, highMs, value)];
      if (i === 0) context.moveTo(x, y);
      else context.lineTo(x, y);
    });
    context.stroke();
    const y = frame.top + 10 + line * 16;
    strokeLine(context, frame.left + 8, y, frame.left + 30, y);
    context.setLineDash([]);
    context.fillStyle = theme.ink2;
    context.fillText(words, frame.left + 36, y);
  });
}

function paintShareAxis(
  context: CanvasRenderingContext2D,
  frame: Frame,
  nines: number,
  xOf: (n: number) => number,
  theme: Theme,
): void {
  const bottom = frame.top + frame.height;
  context.font = `11px ${theme.font}`;
  context.textBaseline = 'middle';
  const shown = TICKS.filter(([n]) => n <= nines + 1e-9);
  for (const [n] of shown) {
    const x = Math.round(xOf(n)) + 0.5;
    context.strokeStyle = theme.lineSoft;
    context.lineWidth = 1;
    strokeLine(context, x, frame.top, x, bottom);
  }
  context.fillStyle = theme.ink3;
  paintTickRow(
    context,
    shown.map(([n, words], i) => ({ x: xOf(n), text: i === shown.length - 1 ? `${words} %` : words })),
    { y: bottom + 10, leftPx: 0, rightPx: frame.left + frame.width + END_PX },
  );
}
