/**
 * Weights as curves: width and tint grow with size; negative weights are dashed (longer dashes for wider curves), so that
 * the sign does not depend on colour alone.
 */
import type { ColorScale } from './colorScale.ts';
import type { NetworkLayout } from './networkLayout.ts';
import { linkCurve, type Link } from './networkLinks.ts';
import type { Theme } from './theme.ts';

/** Strength drawn at full width: 80 % of the largest, but at least 1.5, so that initial weights are thin. */
export function fullStrength(links: readonly Link[], least = 1.5): number {
  let largest = 0;
  for (const { strength } of links) if (Math.abs(strength) > largest) largest = Math.abs(strength);
  return Math.max(least, largest * 0.8);
}

/** @param largest width of full strength in px */
export function linkWidth(strength: number, full: number, largest = 5): number {
  return 0.6 + (largest - 0.6) * Math.min(1, Math.abs(strength) / full);
}

export interface LinksPicture {
  readonly layout: NetworkLayout;
  /** In order of painting. */
  readonly links: readonly Link[];
  readonly full: number;
  readonly scale: ColorScale;
  /** Links of this unit stay; the others are faded. */
  readonly touching?: { readonly layer: number; readonly unit: number } | null | undefined;
  /** The link under the pointer or being edited. */
  readonly marked?: Pick<Link, 'layer' | 'from' | 'to'> | null | undefined;
}

export function paintLinks(context: CanvasRenderingContext2D, picture: LinksPicture, theme: Theme): void {
  const { layout, links, full, scale, touching, marked } = picture;
  context.save();
  context.lineCap = 'butt';
  // Where tiles are small, links between them would hide them.
  const largest = (layout.columns[1]?.tiles[0]?.size ?? 44) < 30 && layout.columns[1]?.across === 1 ? 3.6 : 5;
  for (const link of links) {
    const curve = linkCurve(layout, link);
    if (!curve) continue;
    const width = linkWidth(link.strength, full, largest);
    const middle = (curve.x1 + curve.x2) / 2;
    context.beginPath();
    context.moveTo(curve.x1, curve.y1);
    context.bezierCurveTo(middle, curve.y1, middle, curve.y2, curve.x2, curve.y2);
    if (marked && marked.layer === link.layer && marked.from === link.from && marked.to === link.to) {
      context.setLineDash([]);
      context.globalAlpha = 0.16;
      context.lineWidth = width + 6;
      context.strokeStyle = theme.ink;
      context.stroke();
    }
    context.globalAlpha = touching && !touches(link, touching) ? 0.12 : 1;
    context.lineWidth = width;
    if (Number.isNaN(link.strength)) {
      context.strokeStyle = theme.error;
      context.setLineDash([1, 3]);
    } else {
      const size = Math.min(1, Math.abs(link.strength) / full);
      context.strokeStyle = scale.css(Math.sign(link.strength) * (0.3 + 0.7 * Math.sqrt(size)));
      context.setLineDash(link.strength < 0 ? [4 + width * 1.6, 2 + width * 0.35] : []);
    }
    context.stroke();
  }
  context.restore();
}

function touches(link: Link, unit: { readonly layer: number; readonly unit: number }): boolean {
  return (
    (link.layer === unit.layer && link.to === unit.unit) ||
    (link.layer === unit.layer + 1 && link.from === unit.unit)
  );
}

/** Pixels of an image have no links of their own: hairlines lead from the image to the rows of the first layer. */
export function paintBundle(context: CanvasRenderingContext2D, layout: NetworkLayout, theme: Theme): void {
  const image = layout.columns[0]?.tiles[0];
  const target = layout.columns[1];
  if (!image || !target) return;
  const rows = target.tiles.filter((_, unit) => unit % target.across === 0);
  const [x1, x2] = [image.x + image.size, target.x - 4];
  context.save();
  context.strokeStyle = theme.line;
  context.lineWidth = 1;
  for (const [index, tile] of rows.entries()) {
    const y1 = image.y + image.size * ((index + 1) / (rows.length + 1));
    const y2 = tile.y + tile.size / 2;
    const middle = (x1 + x2) / 2;
    context.beginPath();
    context.moveTo(x1, y1);
    context.bezierCurveTo(middle, y1, middle, y2, x2, y2);
    context.stroke();
  }
  context.restore();
}
