/** A strip chart: one figure over time from zero, filled under its line; a part of it may be filled more strongly. */
import type { Frame } from './paintChart.ts';
import type { Theme } from './theme.ts';
import { paintLinearAxis, paintTitle, roundUp, xOfTime, type Stretch } from './timePlot.ts';

export interface Strip {
  readonly title: string;
  readonly note: string;
  /** One value a column of time. */
  readonly values: ArrayLike<number>;
  /** How much of each value is filled strongly; absent for none. */
  readonly part?: ArrayLike<number>;
  readonly color: string;
  readonly originMs: number;
  readonly columnMs: number;
}

export function paintStrip(
  context: CanvasRenderingContext2D,
  frame: Frame,
  strip: Strip,
  stretch: Stretch,
  theme: Theme,
): void {
  let most = 0;
  for (let i = 0; i < strip.values.length; i++) most = Math.max(most, strip.values[i] ?? 0);
  const high = roundUp(most);
  paintLinearAxis(context, frame, high, theme);
  paintTitle(context, frame, strip.title, strip.note, theme);
  context.save();
  context.beginPath();
  context.rect(frame.left, frame.top - 1, frame.width, frame.height + 2);
  context.clip();
  context.fillStyle = strip.color;
  for (const [values, alpha] of [
    [strip.values, 0.18],
    [strip.part, 0.5],
  ] as const) {
    if (!values) continue;
    context.globalAlpha = alpha;
    context.beginPath();
    traceSteps(context, frame, strip, values, high, stretch, true);
    context.fill();
  }
  context.globalAlpha = 1;
  context.strokeStyle = strip.color;
  context.lineWidth = 1.25;
  context.beginPath();
  traceSteps(context, frame, strip, strip.values, high, stretch, false);
  context.stroke();
  context.restore();
}

/** Each column is level over its own width: what is drawn is what was counted. */
function traceSteps(
  context: CanvasRenderingContext2D,
  frame: Frame,
  { originMs, columnMs }: Strip,
  values: ArrayLike<number>,
  high: number,
  stretch: Stretch,
  closed: boolean,
): void {
  const bottom = frame.top + frame.height;
  const x = (column: number): number => xOfTime(frame, stretch, originMs + column * columnMs);
  if (values.length === 0) return;
  if (closed) context.moveTo(x(0), bottom);
  for (let column = 0; column < values.length; column++) {
    const y = bottom - ((values[column] ?? 0) / high) * frame.height;
    if (column === 0 && !closed) context.moveTo(x(0), y);
    else context.lineTo(x(column), y);
    context.lineTo(x(column + 1), y);
  }
  if (closed) context.lineTo(x(values.length), bottom);
}
