/** The loss around the weights: paper is low, with contours, the path of training over it, and the present place. */
import { countScale, type ColorScale } from '../colorScale.ts';
import { createPixelSheet } from '../pixelSheet.ts';
import type { Theme } from '../theme.ts';

export interface LandscapePicture {
  readonly side: number;
  /** [side²], 0 lowest to 1 highest, row by row from the top. */
  readonly shades: Float32Array;
  /** Of each level, pairs of points as shares of the side: [x1, y1, x2, y2, …]. */
  readonly contours: readonly (readonly number[])[];
  /** The moments of the run, as shares of the side. */
  readonly path: readonly (readonly [number, number])[];
  readonly here: readonly [number, number];
  readonly texts: {
    readonly low: string;
    readonly high: string;
    readonly start: string;
    readonly here: string;
  };
}

/** The darkest shades are kept for contours. */
const DEEPEST = 0.78;
const LEGEND_PX = 22;

export interface LandscapePainter {
  paint(
    context: CanvasRenderingContext2D,
    widthPx: number,
    heightPx: number,
    picture: LandscapePicture,
    theme: Theme,
  ): void;
}

export function createLandscapePainter(): LandscapePainter {
  const sheet = createPixelSheet();
  let drawn: readonly [LandscapePicture, Theme] | null = null;
  return {
    paint(context, widthPx, heightPx, picture, theme) {
      const scale = countScale(theme);
      const { side: pixels, shades } = picture;
      if (drawn?.[0] !== picture || drawn[1] !== theme) {
        sheet.fill(1, pixels, pixels, (_, target, start, stride) => {
          for (let i = 0; i < shades.length; i++)
            target[start + Math.floor(i / pixels) * stride + (i % pixels)] = scale.pixel(
              shades[i]! * DEEPEST,
            );
        });
        drawn = [picture, theme];
      }
      const side = Math.floor(Math.max(40, Math.min(widthPx - 2, heightPx - LEGEND_PX - 2)));
      const [left, top] = [Math.floor((widthPx - side) / 2), 1];
      const x = (share: number): number => left + share * side;
      const y = (share: number): number => top + share * side;
      sheet.draw(context, 0, left, top, side, side, true, 0.5);
      context.save();
      context.beginPath();
      context.rect(left, top, side, side);
      context.clip();
      paintContours(context, picture, x, y, scale);
      paintPath(context, picture, x, y, theme);
      context.restore();
      context.lineWidth = 1;
      context.strokeStyle = theme.line;
      context.strokeRect(left - 0.5, top - 0.5, side + 1, side + 1);
      paintPlaces(context, picture, { left, top, side }, theme);
      paintLegend(context, picture, { left, y: top + side + 14, side }, scale, theme);
    },
  };
}

type Place = (share: number) => number;

function paintContours(
  context: CanvasRenderingContext2D,
  { contours }: LandscapePicture,
  x: Place,
  y: Place,
  scale: ColorScale,
): void {
  context.lineWidth = 1;
  for (const [level, pieces] of contours.entries()) {
    context.strokeStyle = scale.css(Math.min(1, ((level + 1) / (contours.length + 1)) * DEEPEST + 0.16));
    context.beginPath();
    for (let i = 0; i + 3 < pieces.length; i += 4) {
      context.moveTo(x(pieces[i]!), y(pieces[i + 1]!));
      context.lineTo(x(pieces[i + 2]!), y(pieces[i + 3]!));
    }
    context.stroke();
  }
}

function paintPath(
  context: CanvasRenderingContext2D,
  { path }: LandscapePicture,
  x: Place,
  y: Place,
  theme: Theme,
): void {
  context.lineJoin = 'round';
  for (const [widthPx, color] of [
    [4, theme.pointEdge],
    [1.6, theme.ink],
  ] as const) {
    context.lineWidth = widthPx;
    context.strokeStyle = color;
    context.beginPath();
    for (const [i, [across, down]] of path.entries()) {
      if (i === 0) context.moveTo(x(across), y(down));
      else context.lineTo(x(across), y(down));
    }
    context.stroke();
  }
}

interface Square {
  readonly left: number;
  readonly top: number;
  readonly side: number;
}

function paintPlaces(
  context: CanvasRenderingContext2D,
  { path, here, texts }: LandscapePicture,
  { left, top, side }: Square,
  theme: Theme,
): void {
  const first = path[0];
  const isInside = ([x, y]: readonly [number, number]): boolean => x >= 0 && x <= 1 && y >= 0 && y <= 1;
  const marks = [
    ...(first && path.length > 1 && isInside(first)
      ? [{ at: first, text: texts.start, isFilled: false }]
      : []),
    { at: here, text: texts.here, isFilled: true },
  ];
  context.font = `600 11px ${theme.font}`;
  context.textBaseline = 'middle';
  for (const { at, text, isFilled } of marks) {
    const [x, y] = [left + at[0] * side, top + at[1] * side];
    context.beginPath();
    context.arc(x, y, 4.5, 0, 2 * Math.PI);
    context.lineWidth = 4;
    context.strokeStyle = theme.pointEdge;
    context.stroke();
    context.fillStyle = isFilled ? theme.ink : theme.pointEdge;
    context.fill();
    context.lineWidth = 1.6;
    context.strokeStyle = theme.ink;
    context.stroke();
    const isLeft = at[0] > 0.75;
    context.textAlign = isLeft ? 'right' : 'left';
    const textX = x + (isLeft ? -10 : 10);
    context.lineWidth = 3.5;
    context.strokeStyle = theme.pointEdge;
    context.strokeText(text, textX, y);
    context.fillStyle = theme.ink;
    context.fillText(text, textX, y);
  }
}

function paintLegend(
  context: CanvasRenderingContext2D,
  { texts }: LandscapePicture,
  { left, y, side }: { readonly left: number; readonly y: number; readonly side: number },
  scale: ColorScale,
  theme: Theme,
): void {
  context.font = `11px ${theme.font}`;
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  context.fillStyle = theme.ink3;
  context.fillText(texts.low, left, y);
  const from = left + context.measureText(texts.low).width + 6;
  const width = Math.min(110, side / 3);
  for (let i = 0; i < width; i++) {
    context.fillStyle = scale.css((i / width) * DEEPEST);
    context.fillRect(from + i, y - 4, 1.5, 8);
  }
  context.fillStyle = theme.ink3;
  context.fillText(texts.high, from + width + 6, y);
}
