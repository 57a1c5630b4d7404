/**
 * A followed sample over the diagram: every unit in the colour of its value with the number at it, and the links into one unit by what
 * they bring, or by their gradient.
 */
import { valueScale } from '../colorScale.ts';
import type { NetworkLayout, Tile } from '../networkLayout.ts';
import { linkCurve } from '../networkLinks.ts';
import type { Theme } from '../theme.ts';

export interface FollowedTile {
  readonly layer: number;
  readonly unit: number;
  /** −1 to +1 for the colour; null while the value is not known. */
  readonly shade: number | null;
  readonly text: string;
  readonly isNegative: boolean;
  readonly isChosen: boolean;
}

export interface FollowedLink {
  readonly layer: number;
  readonly from: number;
  readonly to: number;
  /** −1 to +1 of the largest. */
  readonly strength: number;
  readonly isMarked: boolean;
}

export interface FollowedScene {
  readonly layout: NetworkLayout;
  readonly tiles: readonly FollowedTile[];
  readonly links: readonly FollowedLink[];
}

/** Smaller tiles have no room for a number. */
const LEAST_NUMBER_PX = 14;
const SMALL_PX = 26;
const THICKEST_PX = 4;

export function paintFollowed(
  context: CanvasRenderingContext2D,
  { layout, tiles, links }: FollowedScene,
  theme: Theme,
): void {
  veil(context, layout, theme);
  const scale = valueScale(theme);
  for (const link of links.toSorted((p, q) => Number(p.isMarked) - Number(q.isMarked))) {
    const curve = linkCurve(layout, link);
    if (!curve) continue;
    const { x1, y1, x2, y2 } = curve;
    const middle = (x1 + x2) / 2;
    const stroke = (widthPx: number, color: string): void => {
      context.lineWidth = widthPx;
      context.strokeStyle = color;
      context.beginPath();
      context.moveTo(x1, y1);
      context.bezierCurveTo(middle, y1, middle, y2, x2, y2);
      context.stroke();
    };
    const size = Math.abs(link.strength);
    const widthPx = 0.8 + size * (THICKEST_PX - 0.8);
    context.setLineDash(link.strength < 0 ? [6, 4] : []);
    if (link.isMarked) {
      context.setLineDash([]);
      stroke(widthPx + 5, theme.ink);
      stroke(widthPx + 2.5, theme.surface);
      context.setLineDash(link.strength < 0 ? [6, 4] : []);
    }
    stroke(widthPx, scale.css(Math.sign(link.strength) * (0.45 + 0.55 * size)));
  }
  context.setLineDash([]);
  for (const tile of tiles) paintTile(context, layout, tile, scale.css(tile.shade ?? 0), theme);
}

/** The maps under it, made pale: where they were one still sees. */
function veil(context: CanvasRenderingContext2D, layout: NetworkLayout, theme: Theme): void {
  const [first] = layout.columns;
  const last = layout.columns.at(-1);
  if (!first || !last) return;
  context.globalAlpha = 0.86;
  context.fillStyle = theme.surface;
  const left = first.x + first.widthPx + 2;
  context.fillRect(left, layout.topPx - 10, last.x - 2 - left, layout.bottomPx - layout.topPx + 20);
  context.globalAlpha = 1;
}

function paintTile(
  context: CanvasRenderingContext2D,
  layout: NetworkLayout,
  { layer, unit, shade, text, isNegative, isChosen }: FollowedTile,
  color: string,
  theme: Theme,
): void {
  const column = layout.columns[layer + 1];
  const tile = column?.tiles[unit];
  if (!tile) return;
  const { x, y, size } = tile;
  const radius = Math.min(4, size / 5);
  context.beginPath();
  context.roundRect(x, y, size, size, radius);
  context.fillStyle = shade === null ? theme.surfaceSunken : color;
  context.fill();
  context.lineWidth = 1;
  context.strokeStyle = theme.line;
  context.stroke();
  if (isChosen) {
    context.beginPath();
    context.roundRect(x - 2.5, y - 2.5, size + 5, size + 5, radius + 2);
    context.lineWidth = 2.5;
    context.strokeStyle = theme.ink;
    context.stroke();
  }
  if (text !== '' && size >= LEAST_NUMBER_PX && column?.across === 1)
    paintNumber(context, tile, text, isNegative, theme);
}

function paintNumber(
  context: CanvasRenderingContext2D,
  { x, y, size }: Tile,
  text: string,
  isNegative: boolean,
  theme: Theme,
): void {
  context.font = `600 11px ${theme.font}`;
  context.textBaseline = 'middle';
  context.textAlign = 'right';
  const width = context.measureText(text).width + 8;
  // Beside a small tile, at the corner of a large one.
  const right =
    size < SMALL_PX ? x + size + width + 2 : x + size + Math.max(4, Math.min(12, width - size + 4));
  const middle = size < SMALL_PX ? y + size / 2 : y;
  context.beginPath();
  context.roundRect(right - width, middle - 7.5, width, 15, 3);
  context.fillStyle = theme.surface;
  context.fill();
  context.lineWidth = 1;
  context.strokeStyle = theme.lineControl;
  context.stroke();
  context.fillStyle = isNegative ? theme.valueNegText : theme.valuePosText;
  context.fillText(text, right - 4, middle + 0.5);
}
