/** The curve of an activation with the place of one weighted sum on it. */
import { linearTicks, tickText } from '../axisTicks.ts';
import type { Theme } from '../theme.ts';

export interface ActivationCurve {
  readonly value: (z: number) => number;
  readonly z: number;
  readonly a: number;
}

const LEFT_PX = 26;
const BOTTOM_PX = 18;

export function paintActivationCurve(
  context: CanvasRenderingContext2D,
  widthPx: number,
  heightPx: number,
  { value, z, a }: ActivationCurve,
  theme: Theme,
): void {
  const reach = Math.max(3, Number.isFinite(z) ? Math.abs(z) * 1.2 : 0);
  const steps = 120;
  const points = Array.from({ length: steps + 1 }, (_, i) => {
    const at = -reach + (2 * reach * i) / steps;
    return [at, value(at)] as const;
  });
  const values = points.map(([, v]) => v);
  const room = (Math.max(...values) - Math.min(...values) || 1) * 0.08;
  const [low, high] = [Math.min(...values) - room, Math.max(...values) + room];
  const right = widthPx - 8;
  const bottom = heightPx - BOTTOM_PX;
  const x = (at: number): number => LEFT_PX + ((at + reach) / (2 * reach)) * (right - LEFT_PX);
  const y = (at: number): number => 4 + ((high - at) / (high - low)) * (bottom - 4);
  context.font = `11px ${theme.font}`;
  context.textBaseline = 'middle';
  context.lineWidth = 1;
  const line = (color: string, from: readonly [number, number], to: readonly [number, number]): void => {
    context.strokeStyle = color;
    context.beginPath();
    context.moveTo(...from);
    context.lineTo(...to);
    context.stroke();
  };
  context.fillStyle = theme.ink3;
  for (const tick of linearTicks(low, high, 4)) {
    const at = Math.round(y(tick)) + 0.5;
    line(theme.line, [LEFT_PX, at], [right, at]);
    context.textAlign = 'right';
    context.fillText(tickText(tick), LEFT_PX - 5, at);
  }
  for (const tick of linearTicks(-reach, reach, 5)) {
    const at = Math.round(x(tick)) + 0.5;
    line(theme.line, [at, 4], [at, bottom]);
    context.textAlign = 'center';
    context.fillText(tickText(tick), at, bottom + 11);
  }
  context.strokeStyle = theme.ink;
  context.lineWidth = 1.6;
  context.beginPath();
  for (const [i, [at, v]] of points.entries()) {
    if (i === 0) context.moveTo(x(at), y(v));
    else context.lineTo(x(at), y(v));
  }
  context.stroke();
  if (!Number.isFinite(z) || !Number.isFinite(a)) return;
  context.setLineDash([4, 3]);
  context.lineWidth = 1;
  line(theme.ink2, [x(z), bottom], [x(z), y(a)]);
  line(theme.ink2, [LEFT_PX, y(a)], [x(z), y(a)]);
  context.setLineDash([]);
  context.beginPath();
  context.arc(x(z), y(a), 5, 0, 2 * Math.PI);
  context.fillStyle = a < 0 ? theme.values[0]! : theme.values[10]!;
  context.fill();
  context.lineWidth = 1.6;
  context.strokeStyle = theme.pointEdge;
  context.stroke();
}
