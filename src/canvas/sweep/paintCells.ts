/**
 * Small multiples of a sweep on one canvas: what each network has learned, its curve, its loss as a colour, or its confusion matrix; the
 * number under it, a ring around the one that is pointed at.
 */
import { countScale, valueScale, type ColorScale } from '../colorScale.ts';
import { writeMapColors, type MapValues } from '../mapColors.ts';
import { createPixelSheet } from '../pixelSheet.ts';
import type { Theme } from '../theme.ts';

export interface CellPicture {
  readonly x: number;
  readonly y: number;
  readonly sidePx: number;
  /** null before the first, and where there is none. */
  readonly map: MapValues | null;
  /** Points of its curve, each 0 to 1 from left to right and from the bottom up. */
  readonly curve: readonly (readonly [number, number])[];
  /** Where its loss lies among all, 0 the smallest to 1 the largest; null where it has none. */
  readonly share: number | null;
  /** [truth, prediction], row-major. */
  readonly confusion: { readonly classes: number; readonly counts: Uint32Array } | null;
  readonly caption: string;
  readonly isStrong: boolean;
  readonly isRinged: boolean;
  /** Halving went on without it, or it is not solved. */
  readonly isFaint: boolean;
}

export type CellLook = 'maps' | 'curves' | 'losses' | 'mistakes';

export interface CellPainter {
  paint(context: CanvasRenderingContext2D, cells: readonly CellPicture[], look: CellLook, theme: Theme): void;
}

/** Below this the captions would run into one another. */
const LEAST_CAPTION_PX = 26;

export function createCellPainter(): CellPainter {
  const sheet = createPixelSheet();
  return {
    paint(context, cells, look, theme) {
      const values = valueScale(theme);
      const counts = countScale(theme);
      const withMaps = look === 'maps' ? cells.filter(({ map }) => map !== null) : [];
      const side = withMaps[0]?.map?.side ?? 1;
      sheet.fill(withMaps.length, side, side, (index, pixels, start, stride) =>
        writeMapColors(pixels, start, stride, withMaps[index]!.map!, false, values, theme),
      );
      const places = new Map(withMaps.map((cell, index) => [cell, index]));
      for (const cell of cells) {
        const { x, y, sidePx } = cell;
        context.globalAlpha = cell.isFaint ? 0.45 : 1;
        context.fillStyle = theme.surfaceSunken;
        context.fillRect(x, y, sidePx, sidePx);
        const place = places.get(cell);
        if (place !== undefined) sheet.draw(context, place, x, y, sidePx, sidePx, true, 0.5);
        if (look === 'curves') paintCurve(context, cell, theme);
        if (look === 'losses') paintLoss(context, cell, counts);
        if (look === 'mistakes') paintConfusion(context, cell, counts);
        context.globalAlpha = 1;
        paintEdge(context, cell, theme);
        paintCaption(context, cell, theme);
      }
    },
  };
}

function paintCurve(
  context: CanvasRenderingContext2D,
  { x, y, sidePx, curve }: CellPicture,
  theme: Theme,
): void {
  context.beginPath();
  for (const [i, [across, up]] of curve.entries()) {
    const [px, py] = [x + 2 + across * (sidePx - 4), y + sidePx - 2 - up * (sidePx - 4)];
    if (i === 0) context.moveTo(px, py);
    else context.lineTo(px, py);
  }
  context.strokeStyle = theme.ink;
  context.lineWidth = 1.25;
  context.stroke();
}

function paintLoss(
  context: CanvasRenderingContext2D,
  { x, y, sidePx, share }: CellPicture,
  scale: ColorScale,
): void {
  if (share === null) return;
  context.fillStyle = scale.css(1 - share);
  context.fillRect(x, y, sidePx, sidePx);
}

function paintConfusion(
  context: CanvasRenderingContext2D,
  { x, y, sidePx, confusion }: CellPicture,
  scale: ColorScale,
): void {
  if (!confusion) return;
  const { classes, counts } = confusion;
  const most = Math.max(1, ...counts);
  const step = sidePx / classes;
  for (const [i, count] of counts.entries()) {
    if (count === 0) continue;
    context.fillStyle = scale.css(0.1 + (0.9 * count) / most);
    context.fillRect(
      x + (i % classes) * step,
      y + Math.floor(i / classes) * step,
      Math.ceil(step),
      Math.ceil(step),
    );
  }
}

function paintEdge(
  context: CanvasRenderingContext2D,
  { x, y, sidePx, isRinged }: CellPicture,
  theme: Theme,
): void {
  const out = isRinged ? 2.5 : 0.5;
  context.lineWidth = isRinged ? 2 : 1;
  context.strokeStyle = isRinged ? theme.fill : theme.lineControl;
  context.globalAlpha = isRinged ? 1 : 0.5;
  context.strokeRect(x - out, y - out, sidePx + 2 * out, sidePx + 2 * out);
  context.globalAlpha = 1;
}

function paintCaption(context: CanvasRenderingContext2D, cell: CellPicture, theme: Theme): void {
  const { x, y, sidePx, caption, isStrong, isFaint } = cell;
  if (sidePx < LEAST_CAPTION_PX) return;
  context.font = `${isStrong ? '600 ' : ''}11px ${theme.font}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = isStrong ? theme.ink : isFaint ? theme.ink3 : theme.ink2;
  context.fillText(caption, x + sidePx / 2, y + sidePx + 10, sidePx + 14);
}
