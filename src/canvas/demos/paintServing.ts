/** The demos of serving in small: calls side by side, waiting times of a stall, senders that are left behind. */
import type { Theme } from '../theme.ts';

const MARGIN_PX = 12;

interface Box {
  readonly context: CanvasRenderingContext2D;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly theme: Theme;
}

function clear({ context, widthPx, heightPx, theme }: Box): void {
  context.fillStyle = theme.surface;
  context.fillRect(0, 0, widthPx, heightPx);
}

function label({ context, theme }: Box, text: string, y: number): void {
  context.fillStyle = theme.ink2;
  context.font = `11px ${theme.font}`;
  context.textAlign = 'left';
  context.textBaseline = 'alphabetic';
  context.fillText(text, MARGIN_PX, y);
}

/** @param rows length of each call, one row after the other on the same scale */
export function paintCalls(box: Box, rows: readonly (readonly number[])[], names: readonly string[]): void {
  clear(box);
  const { context, widthPx, heightPx, theme } = box;
  const total = Math.max(...rows.map((row) => row.reduce((sum, length) => sum + length, 0)));
  const scale = (widthPx - 2 * MARGIN_PX) / total;
  for (const [i, row] of rows.entries()) {
    const top = heightPx * (0.3 + 0.36 * i);
    label(box, names[i] ?? '', top - 5);
    context.fillStyle = theme.segCompute;
    let at = MARGIN_PX;
    for (const length of row) {
      context.fillRect(at, top, Math.max(0.75, length * scale - 0.5), 16);
      at += length * scale;
    }
  }
}

/** @param rows of each: when a request was sent (0 to 1), and its waiting time as a share of the longest */
export function paintWaits(
  box: Box,
  rows: readonly (readonly { readonly at: number; readonly wait: number }[])[],
  names: readonly string[],
): void {
  clear(box);
  const { context, widthPx, heightPx, theme } = box;
  const half = heightPx / 2;
  for (const [i, row] of rows.entries()) {
    const floor = half * (i + 1) - 10;
    label(box, names[i] ?? '', floor - half + 24);
    context.fillStyle = theme.segQueue;
    for (const { at, wait } of row) {
      const height = Math.max(1.5, wait * (half - 34));
      context.fillRect(MARGIN_PX + at * (widthPx - 2 * MARGIN_PX), floor - height, 1.25, height);
    }
    context.fillStyle = theme.line;
    context.fillRect(MARGIN_PX, floor + 1, widthPx - 2 * MARGIN_PX, 1);
  }
}

/** A dot for each sender: filled where its value was taken, hollow where it is blocked. */
export function paintSenders(box: Box, senders: number, blocked: number): void {
  clear(box);
  const { context, widthPx, heightPx, theme } = box;
  const across = 12;
  const step = (Math.min(widthPx, heightPx) - 2 * MARGIN_PX) / (across - 1);
  for (let i = 0; i < senders; i++) {
    context.beginPath();
    const [column, row] = [i % across, Math.floor(i / across)];
    context.arc(MARGIN_PX + column * step, MARGIN_PX + row * step, step * 0.3, 0, 2 * Math.PI);
    if (i < senders - blocked) {
      context.fillStyle = theme.ok;
      context.fill();
    } else {
      context.strokeStyle = theme.segQueue;
      context.lineWidth = 1.25;
      context.stroke();
    }
  }
}
