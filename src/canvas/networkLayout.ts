/**
 * Layout of the network diagram, from the network's shape and the box: one column per layer, one tile per unit. A layer that is
 * too tall for one column becomes a grid, so that every unit of a wide layer has its tile.
 * Pure geometry in CSS pixels, shared by painters, layer heads, pointer and keyboard.
 */
import type { NetworkShape } from '#nn/NetworkShape.ts';

export interface LayoutRequest {
  readonly shape: NetworkShape;
  readonly widthPx: number;
  /** Tiles lie between these two heights. */
  readonly topPx: number;
  readonly bottomPx: number;
  /** An image input is one large tile instead of one per pixel. */
  readonly imageInput: boolean;
  /** Room for names left of the input tiles. */
  readonly inputLabelPx: number;
  /** Room for class and value right of several output tiles; a single output is labelled below. */
  readonly outputLabelPx: number;
}

export interface Tile {
  /** −1 is the inputs, 0 the first layer after them. */
  readonly layer: number;
  readonly unit: number;
  /** Upper left corner and side. */
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

export interface Column {
  readonly layer: number;
  readonly x: number;
  readonly widthPx: number;
  /** Tiles per row; 1 for a plain column. */
  readonly across: number;
  readonly tiles: readonly Tile[];
}

export interface NetworkLayout {
  readonly columns: readonly Column[];
  /** Size of the diagram: more than was available when it has to scroll. */
  readonly widthPx: number;
  readonly topPx: number;
  readonly bottomPx: number;
}

/** Tile side by height of the region: 44 px up to 480 px, up to 84 px on large screens. */
const LARGEST_TILE = 84;
const SMALLEST_TILE = 20;
const LEAST_LARGEST_PITCH = 60;
const LARGEST_PITCH = 120;
const SMALLEST_PITCH = 24;
const LEAST_GAP = 28;
/** Names of 12 px do not touch. */
const LEAST_NAMED_PITCH = 13;
/** Share of the width that a grid of inputs may have: they would outweigh the layers. */
const INPUT_SHARE = 0.2;

/** Tile side by pitch: 20 at 24, 44 at 60, 84 at 120, so that gaps grow with the tiles. */
function tileAtPitch(pitch: number): number {
  if (pitch < SMALLEST_PITCH) return Math.max(10, Math.floor(pitch - 3));
  const tile = SMALLEST_TILE + ((pitch - SMALLEST_PITCH) * 2) / 3;
  return Math.round(Math.min(LARGEST_TILE, Math.max(SMALLEST_TILE, tile)));
}

/** The grid of `count` squares in a box with the largest squares: columns and pitch. */
export function gridArrangement(
  count: number,
  widthPx: number,
  heightPx: number,
): { across: number; pitch: number } {
  let best = { across: 1, pitch: 0 };
  for (let across = 1; across <= count; across++) {
    const pitch = Math.min(widthPx / across, heightPx / Math.ceil(count / across), 48);
    if (pitch > best.pitch + 1e-9) best = { across, pitch };
  }
  return best;
}

interface ColumnSpec {
  readonly layer: number;
  readonly units: number;
  readonly across: number;
  readonly pitch: number;
  readonly size: number;
  readonly widthPx: number;
}

export function networkLayout(request: LayoutRequest): NetworkLayout {
  const { shape, topPx, bottomPx, imageInput } = request;
  const height = Math.max(SMALLEST_PITCH, bottomPx - topPx);
  const narrow = request.widthPx < 560;
  const widths = [imageInput ? 1 : shape.inputs, ...shape.layers.map((layer) => layer.units)];
  const outputs = widths.at(-1) ?? 1;

  // One pitch for all columns where there is room, so that neighbouring tiles align.
  const largestPitch = Math.min(LARGEST_PITCH, Math.max(LEAST_LARGEST_PITCH, height / 8));
  const pitches = widths.map((units) => Math.min(largestPitch, height / units));
  const last = widths.length - 1;
  // In a low region small tiles in a column are better than large ones in a grid: each keeps its own links.
  const leastPitch = height < 240 ? 13 : SMALLEST_PITCH - 1;
  const isGrid = (index: number): boolean => {
    const pitch = pitches[index] ?? 0;
    // Inputs lose their names in a grid, so they stay a column as long as these can be read.
    if (index === 0) return !imageInput && pitch < LEAST_NAMED_PITCH;
    return index < last && pitch < leastPitch;
  };
  const roomPerColumn = request.widthPx / widths.length;
  const tiles = pitches.map((pitch) =>
    Math.max(10, Math.min(tileAtPitch(pitch), Math.round(roomPerColumn * 0.42))),
  );
  const leastTile = Math.min(...tiles.filter((_, index) => index > 0 && !isGrid(index)), LARGEST_TILE);
  // Inputs are few: at full size they would outweigh the hidden layers.
  const tileOfColumn = (index: number): number =>
    Math.min(tiles[index] ?? LARGEST_TILE, index === 0 ? Math.round(leastTile * 1.5) : LARGEST_TILE);
  const imageSize = Math.round(Math.min(132, height, Math.max(44, request.widthPx * 0.16)));
  const outputSize = Math.round(
    Math.min(largestPitch * 1.4, height, Math.max(44, Math.min(height * 0.2, roomPerColumn * 0.5))),
  );

  const left = (isGrid(0) ? 0 : request.inputLabelPx) + (narrow ? 10 : 24);
  const right = (outputs > 1 ? request.outputLabelPx : 0) + (narrow ? 12 : outputs > 1 ? 20 : 56);

  const fixed = widths.reduce(
    (sum, _, index) =>
      sum +
      (isGrid(index)
        ? 0
        : index === 0 && imageInput
          ? imageSize
          : index === widths.length - 1 && outputs === 1
            ? outputSize
            : tileOfColumn(index)),
    left + right,
  );
  const grids = widths.filter((_, index) => isGrid(index)).length;
  const gaps = widths.length - 1;
  const wantedGap = Math.max(LEAST_GAP, Math.min(150, request.widthPx * 0.1));
  const widest = Math.max(48, (request.widthPx - fixed - gaps * wantedGap) / Math.max(1, grids));

  const specs = widths.map((units, index): ColumnSpec => {
    const layer = index - 1;
    if (index === 0 && imageInput) {
      return { layer, units, across: 1, pitch: imageSize, size: imageSize, widthPx: imageSize };
    }
    if (isGrid(index)) {
      const most = index === 0 ? Math.min(widest, request.widthPx * INPUT_SHARE) : widest;
      const { across, pitch } = gridArrangement(units, most, height);
      const size = Math.max(3, Math.floor(pitch > 16 ? pitch - 4 : pitch - 1));
      return { layer, units, across, pitch, size, widthPx: pitch * (across - 1) + size };
    }
    const single = index === widths.length - 1 && outputs === 1;
    const size = single ? outputSize : tileOfColumn(index);
    const pitch = pitches[index] ?? largestPitch;
    return { layer, units, across: 1, pitch: Math.max(pitch, size + 2), size, widthPx: size };
  });

  const used = specs.reduce((sum, spec) => sum + spec.widthPx, left + right);
  const gap = gaps > 0 ? Math.max(LEAST_GAP, (request.widthPx - used) / gaps) : 0;
  const middle = (topPx + bottomPx) / 2;
  let x = left;
  const columns = specs.map((spec): Column => {
    const column = { layer: spec.layer, x, widthPx: spec.widthPx, across: spec.across };
    x += spec.widthPx + gap;
    return { ...column, tiles: placeTiles(spec, column.x, middle) };
  });
  return { columns, widthPx: Math.max(request.widthPx, used + gap * gaps), topPx, bottomPx };
}

function placeTiles(spec: ColumnSpec, left: number, middle: number): Tile[] {
  const rows = Math.ceil(spec.units / spec.across);
  const top = middle - ((rows - 1) * spec.pitch + spec.size) / 2;
  return Array.from({ length: spec.units }, (_, unit) => ({
    layer: spec.layer,
    unit,
    x: Math.round(left + (unit % spec.across) * spec.pitch),
    y: Math.round(top + Math.floor(unit / spec.across) * spec.pitch),
    size: spec.size,
  }));
}

/** The tile under a point, with a tolerance of two pixels; null between tiles. */
export function tileAt(layout: NetworkLayout, x: number, y: number): Tile | null {
  for (const column of layout.columns) {
    if (x < column.x - 2 || x > column.x + column.widthPx + 2) continue;
    for (const tile of column.tiles) {
      if (x >= tile.x - 2 && x <= tile.x + tile.size + 2 && y >= tile.y - 2 && y <= tile.y + tile.size + 2)
        return tile;
    }
  }
  return null;
}

/** The tile of a unit; null where the layout has none (pixels of an image). */
export function tileOf(layout: NetworkLayout, layer: number, unit: number): Tile | null {
  return layout.columns[layer + 1]?.tiles[unit] ?? null;
}
