/**
 * One unit of the diagram: an image in a rounded frame, its bias as a circle at the corner, its present value as a bar
 * below. The caller draws the image (a map of the plane, incoming weights, one colour).
 */
import type { ColorScale } from './colorScale.ts';
import type { Tile } from './networkLayout.ts';
import type { Theme } from './theme.ts';

/** Width of the surface-coloured margin round a tile, where links end. */
export function paintTileGround(context: CanvasRenderingContext2D, tile: Tile, theme: Theme): void {
  context.fillStyle = theme.surface;
  roundedRect(context, tile.x - 2, tile.y - 2, tile.size + 4, tile.size + 4, 6);
  context.fill();
}

export function paintTile(
  context: CanvasRenderingContext2D,
  tile: Tile,
  theme: Theme,
  drawPicture: (x: number, y: number, size: number) => void,
  faded = false,
): void {
  const { x, y, size } = tile;
  const radius = size > 12 ? Math.min(6, Math.max(2, size / 11)) : 0;
  context.save();
  if (faded) context.globalAlpha = 0.4;
  roundedRect(context, x, y, size, size, radius);
  context.clip();
  drawPicture(x, y, size);
  context.restore();
  if (size < 8) return;
  context.save();
  context.globalAlpha = faded ? 0.3 : 0.55;
  context.lineWidth = 1;
  context.strokeStyle = theme.lineControl;
  roundedRect(context, x - 0.5, y - 0.5, size + 1, size + 1, radius + 0.5);
  context.stroke();
  context.restore();
}

/** Outline of a selected or predicted unit. */
export function paintTileOutline(
  context: CanvasRenderingContext2D,
  tile: Tile,
  theme: Theme,
  width = 2,
): void {
  context.lineWidth = width;
  context.strokeStyle = theme.fill;
  const gap = tile.size > 12 ? 1.5 : 0.5;
  roundedRect(
    context,
    tile.x - gap,
    tile.y - gap,
    tile.size + 2 * gap,
    tile.size + 2 * gap,
    tile.size > 12 ? 5 : 1,
  );
  context.stroke();
}

/** Centre and radius of the bias circle; also used for hit testing. */
export function biasCircle(tile: Tile): { x: number; y: number; radius: number } {
  return { x: tile.x + 1, y: tile.y + tile.size - 1, radius: tile.size > 30 ? 4.5 : 3 };
}

export function paintBias(
  context: CanvasRenderingContext2D,
  tile: Tile,
  bias: number,
  scale: ColorScale,
  theme: Theme,
): void {
  const { x, y, radius } = biasCircle(tile);
  const size = Math.min(1, Math.abs(bias) / 1.5);
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = Number.isNaN(bias) ? theme.error : scale.css(Math.sign(bias) * (0.25 + 0.75 * size));
  context.fill();
  context.lineWidth = 2.5;
  context.strokeStyle = theme.surface;
  context.stroke();
  context.lineWidth = 1;
  context.strokeStyle = theme.lineControl;
  context.stroke();
}

/** The unit's value for the sample shown, as a share of the largest of its layer. */
export function paintValueBar(
  context: CanvasRenderingContext2D,
  tile: Tile,
  share: number,
  theme: Theme,
): void {
  const length = Math.min(1, Math.abs(share)) * tile.size;
  if (!(length > 0.5) || tile.size < 12) return;
  context.fillStyle = share < 0 ? theme.valueNegText : theme.ink;
  context.fillRect(tile.x, tile.y + tile.size + 1, length, 2);
}

function roundedRect(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  width: number,
  height: number,
  radius: number,
): void {
  context.beginPath();
  if (radius <= 0) context.rect(x, y, width, height);
  else context.roundRect(x, y, width, height, radius);
}
