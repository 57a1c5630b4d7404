/**
 * Where the requests are just now: callers, queue, the batch on the device. One dot a request up to what fits, then a
 * dot stands for several and says so. Counts in, dots out; nothing moves that did not move.
 */
import { countText, fixedText } from './numberText.ts';
import type { Theme } from './theme.ts';

export interface StageCounts {
  readonly inFlight: number;
  readonly queued: number;
  readonly executing: number;
  readonly maxBatchSize: number;
  readonly meanBatchSize: number;
  readonly running: boolean;
}

const DOT_PX = 4;
const PITCH_PX = 12;
const HEAD_PX = 20;

export function paintStages(
  context: CanvasRenderingContext2D,
  widthPx: number,
  heightPx: number,
  counts: StageCounts,
  theme: Theme,
): void {
  const column = widthPx / 2;
  const outside = Math.max(0, counts.inFlight - counts.queued - counts.executing);
  paintStage(context, 0, column - 16, heightPx, theme, {
    title: 'Queue',
    note: `${countText(counts.queued)} waiting`,
    dots: counts.queued,
    color: theme.segQueue,
    slots: 0,
    foot: outside > 0 ? `${countText(outside)} on their way` : '',
  });
  line(context, column - 8, heightPx, theme);
  paintStage(context, column + 8, column - 8, heightPx, theme, {
    title: 'Device',
    note: `${countText(counts.executing)} of ${countText(counts.maxBatchSize)}`,
    dots: counts.executing,
    color: theme.segCompute,
    slots: counts.maxBatchSize,
    foot: counts.meanBatchSize > 0 ? `mean batch ${fixedText(counts.meanBatchSize, 1)}` : '',
  });
}

interface Stage {
  readonly title: string;
  readonly note: string;
  readonly dots: number;
  readonly color: string;
  /** Hollow places that a full batch would fill. */
  readonly slots: number;
  readonly foot: string;
}

function paintStage(
  context: CanvasRenderingContext2D,
  x: number,
  widthPx: number,
  heightPx: number,
  theme: Theme,
  stage: Stage,
): void {
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  context.font = `600 12px ${theme.font}`;
  context.fillStyle = theme.ink;
  context.fillText(stage.title, x, 8);
  const titleWidth = context.measureText(stage.title).width;
  context.font = `12px ${theme.font}`;
  context.fillStyle = theme.ink2;
  context.fillText(stage.note, x + titleWidth + 6, 8);

  const columns = Math.max(1, Math.floor(widthPx / PITCH_PX));
  const rows = Math.max(1, Math.floor((heightPx - HEAD_PX - 20) / PITCH_PX));
  const room = columns * rows;
  const perDot = Math.max(1, Math.ceil(Math.max(stage.dots, stage.slots) / room));
  const shown = Math.ceil(stage.dots / perDot);
  const places = Math.max(shown, Math.ceil(stage.slots / perDot));
  for (let i = 0; i < places; i++) {
    const cx = x + DOT_PX + (i % columns) * PITCH_PX;
    const cy = HEAD_PX + 8 + Math.floor(i / columns) * PITCH_PX;
    context.beginPath();
    context.arc(cx, cy, i < shown ? DOT_PX : DOT_PX - 0.5, 0, 2 * Math.PI);
    if (i < shown) {
      context.fillStyle = stage.color;
      context.fill();
    } else {
      context.strokeStyle = theme.line;
      context.lineWidth = 1;
      context.stroke();
    }
  }
  const scale = perDot > 1 ? `a dot is ${countText(perDot)}` : '';
  context.font = `11px ${theme.font}`;
  context.fillStyle = theme.ink3;
  context.fillText([stage.foot, scale].filter(Boolean).join(', '), x, heightPx - 7);
}

function line(context: CanvasRenderingContext2D, x: number, heightPx: number, theme: Theme): void {
  context.strokeStyle = theme.line;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(Math.round(x) + 0.5, 0);
  context.lineTo(Math.round(x) + 0.5, heightPx);
  context.stroke();
}
