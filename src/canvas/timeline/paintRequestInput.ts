/** The input of one request as a small square: the point on its plane, or the digit. */
import type { DataSet } from '#datasets/DataSet.ts';
import { planeAcross, planeDown } from '#datasets/Points.ts';
import type { ColorScale } from '../colorScale.ts';
import { paintPoint, pointStyle } from '../paintPoint.ts';
import type { Theme } from '../theme.ts';

/** @param label class index or value where it is known, −1 where not. */
export function paintRequestInput(
  context: CanvasRenderingContext2D,
  sidePx: number,
  raw: ArrayLike<number>,
  facts: Pick<DataSet, 'kind' | 'imageSide' | 'classes'>,
  label: number,
  theme: Theme,
  scale: ColorScale,
): void {
  if (facts.kind === 'image') return paintImage(context, sidePx, raw, facts.imageSide ?? 1, theme);
  context.fillStyle = theme.surfaceSunken;
  context.fillRect(0, 0, sidePx, sidePx);
  context.strokeStyle = theme.line;
  context.lineWidth = 1;
  context.beginPath();
  const middle = Math.round(sidePx / 2) + 0.5;
  context.moveTo(middle, 0);
  context.lineTo(middle, sidePx);
  context.moveTo(0, middle);
  context.lineTo(sidePx, middle);
  context.stroke();
  const x = planeAcross(raw[0] ?? 0) * sidePx;
  const y = planeDown(raw[1] ?? 0) * sidePx;
  const style =
    label < 0 && facts.classes.length > 0
      ? { mark: 'circle' as const, color: theme.ink }
      : pointStyle(label, facts.classes.length, theme, scale);
  paintPoint(context, x, y, 4, style.mark, style.color, theme.pointEdge, false);
}

/** Square by square: one small image, not worth a pixel sheet. */
function paintImage(
  context: CanvasRenderingContext2D,
  sidePx: number,
  raw: ArrayLike<number>,
  side: number,
  theme: Theme,
): void {
  const cell = sidePx / side;
  context.fillStyle = theme.ink;
  for (let i = 0; i < side * side; i++) {
    const value = Math.min(1, Math.max(0, raw[i] ?? 0));
    if (value === 0) continue;
    context.globalAlpha = value;
    context.fillRect((i % side) * cell, Math.floor(i / side) * cell, cell + 0.3, cell + 0.3);
  }
  context.globalAlpha = 1;
}
