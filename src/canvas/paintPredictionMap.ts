/**
 * Map over the plane [−6, 6]²: output of the network (or of one unit), samples on top, ticks outside, and the colour scale
 * beside it. The grid is enlarged with bilinear smoothing.
 */
import { planeAcross, planeDown } from '#datasets/Points.ts';
import { fixedText } from '#messages/numberText.ts';
import { valueScale, type ColorScale } from './colorScale.ts';
import { writeMapColors, type MapValues } from './mapColors.ts';
import { paintFormula } from './paintFormula.ts';
import { paintPoint, pointStyle } from './paintPoint.ts';
import { createPixelSheet } from './pixelSheet.ts';
import type { Theme } from './theme.ts';

export interface MapPoints {
  readonly count: number;
  /** [count, 2] */
  readonly raw: ArrayLike<number>;
  readonly labels: ArrayLike<number>;
}

export interface PredictionMap {
  /** null before the first prediction: axes and points only. */
  readonly map: MapValues | null;
  readonly discrete: boolean;
  readonly train: MapPoints | null;
  readonly test: MapPoints | null;
  /** Number of classes of the points; 0 for regression. */
  readonly pointClasses: number;
  /** Texts at the ends and the middle of the colour scale; null for no scale (several classes). */
  readonly scaleTexts: readonly [low: string, middle: string, high: string] | null;
  /** Without axes, as wide as its box. */
  readonly bare?: boolean;
}

export interface MapFrame {
  readonly left: number;
  readonly top: number;
  readonly side: number;
}

export function mapFrame(widthPx: number, heightPx: number, withScale: boolean, bare = false): MapFrame {
  if (bare) return { left: 1, top: 1, side: Math.floor(Math.min(widthPx, heightPx)) - 2 };
  const left = 28;
  const side = Math.max(40, Math.min(widthPx - left - (withScale ? 40 : 8), heightPx - 26));
  return { left, top: 4, side: Math.floor(side) };
}

export interface MapPainter {
  paint(
    context: CanvasRenderingContext2D,
    widthPx: number,
    heightPx: number,
    picture: PredictionMap,
    theme: Theme,
  ): void;
}

export function createMapPainter(): MapPainter {
  const sheet = createPixelSheet();
  let scale: ColorScale | null = null;
  let seen: readonly unknown[] = [];
  return {
    paint(context, widthPx, heightPx, picture, theme) {
      const { map, discrete } = picture;
      if (!scale || seen[0] !== theme) scale = valueScale(theme);
      const now = [theme, map?.values, map?.from, discrete, map?.classes];
      const colors = scale;
      if (map && now.some((part, i) => part !== seen[i])) {
        sheet.fill(1, map.side, map.side, (_, target, start, stride) => {
          writeMapColors(target, start, stride, map, discrete, colors, theme);
        });
      }
      seen = now;
      const frame = mapFrame(widthPx, heightPx, picture.scaleTexts !== null, picture.bare);
      const { left, top, side } = frame;
      context.fillStyle = theme.surfaceSunken;
      context.fillRect(left, top, side, side);
      if (map) sheet.draw(context, 0, left, top, side, side, !discrete, 0.5);
      context.strokeStyle = theme.line;
      context.lineWidth = 1;
      context.strokeRect(left - 0.5, top - 0.5, side + 1, side + 1);
      paintPoints(context, frame, picture, colors, theme);
      if (!picture.bare) paintAxes(context, frame, theme);
      if (picture.scaleTexts) paintScale(context, frame, picture.scaleTexts, colors, theme);
    },
  };
}

function paintPoints(
  context: CanvasRenderingContext2D,
  { left, top, side }: MapFrame,
  picture: PredictionMap,
  scale: ColorScale,
  theme: Theme,
): void {
  const count = (picture.train?.count ?? 0) + (picture.test?.count ?? 0);
  // Thousands of points would cover the map: the more points, the smaller.
  const largest = side > 400 ? 4.2 : side > 200 ? 3 : 2.3;
  const radius = Math.max(1.2, largest * Math.min(1, Math.sqrt(600 / Math.max(1, count))));
  context.save();
  context.beginPath();
  context.rect(left, top, side, side);
  context.clip();
  for (const [points, hollow] of [
    [picture.train, false],
    [picture.test, true],
  ] as const) {
    if (!points) continue;
    for (let i = 0; i < points.count; i++) {
      const x = left + planeAcross(points.raw[2 * i] ?? 0) * side;
      const y = top + planeDown(points.raw[2 * i + 1] ?? 0) * side;
      const { mark, color } = pointStyle(points.labels[i] ?? 0, picture.pointClasses, theme, scale);
      // Values near zero have the colour of paper: regression points get an edge instead of a halo.
      const edge = picture.pointClasses === 0 ? theme.ink2 : theme.pointEdge;
      if (picture.pointClasses === 0) paintValuePoint(context, x, y, radius, color, edge, hollow);
      else paintPoint(context, x, y, radius, mark, color, edge, hollow);
    }
  }
  context.restore();
}

function paintValuePoint(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  radius: number,
  color: string,
  edge: string,
  hollow: boolean,
): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = color;
  context.fill();
  context.lineWidth = 1;
  context.strokeStyle = edge;
  context.setLineDash(hollow ? [1.5, 1.5] : []);
  context.stroke();
  context.setLineDash([]);
}

function paintAxes(context: CanvasRenderingContext2D, { left, top, side }: MapFrame, theme: Theme): void {
  context.font = `11px ${theme.font}`;
  context.textBaseline = 'middle';
  context.strokeStyle = theme.lineControl;
  const at = (value: number): number => planeAcross(value) * side;
  for (const tick of [-5, 0, 5]) {
    const x = Math.round(left + at(tick)) + 0.5;
    const y = Math.round(top + side - at(tick)) + 0.5;
    context.beginPath();
    context.moveTo(x, top + side + 1);
    context.lineTo(x, top + side + 4);
    context.moveTo(left - 1, y);
    context.lineTo(left - 4, y);
    context.stroke();
    context.fillStyle = theme.ink3;
    context.textAlign = 'center';
    context.fillText(fixedText(tick, 0), x, top + side + 12);
    context.textAlign = 'right';
    context.fillText(fixedText(tick, 0), left - 7, y);
  }
  const name = { sizePx: 13, color: theme.ink2 } as const;
  paintFormula(context, 'x1', { ...name, align: 'center', x: left + at(2.5), y: top + side + 11 }, theme);
  paintFormula(context, 'x2', { ...name, align: 'right', x: left - 7, y: top + side - at(2.5) }, theme);
}

function paintScale(
  context: CanvasRenderingContext2D,
  { left, top, side }: MapFrame,
  texts: readonly [string, string, string],
  scale: ColorScale,
  theme: Theme,
): void {
  const x = left + side + 10;
  for (let i = 0; i < side; i++) {
    context.fillStyle = scale.css(1 - (2 * i) / (side - 1));
    context.fillRect(x, top + i, 8, 1);
  }
  context.strokeStyle = theme.lineControl;
  context.textAlign = 'left';
  context.fillStyle = theme.ink3;
  context.font = `11px ${theme.font}`;
  const [low, middle, high] = texts;
  for (const [share, text] of [
    [0, high],
    [0.25, ''],
    [0.5, middle],
    [0.75, ''],
    [1, low],
  ] as const) {
    const y = Math.round(top + share * (side - 1)) + 0.5;
    context.beginPath();
    context.moveTo(x + 8, y);
    context.lineTo(x + 11, y);
    context.stroke();
    if (text) context.fillText(text, x + 14, Math.min(top + side - 5, Math.max(top + 5, y)));
  }
}
