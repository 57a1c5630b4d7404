/** Tiles lie inside their box, wide layers become grids, outputs never do; hit testing finds what is drawn. */
import { expect, it } from 'vitest';
import type { NetworkShape } from '#nn/NetworkShape.ts';
import { gridArrangement, networkLayout, tileAt, tileOf, type LayoutRequest } from './networkLayout.ts';

const shapeOf = (inputs: number, ...units: number[]): NetworkShape => ({
  inputs,
  layers: units.map((count) => ({ units: count, activation: 'tanh' })),
});

const request = (shape: NetworkShape, change: Partial<LayoutRequest> = {}): LayoutRequest => ({
  shape,
  widthPx: 848,
  topPx: 76,
  bottomPx: 560,
  imageInput: false,
  inputLabelPx: 24,
  outputLabelPx: 60,
  ...change,
});

it('stands one column a layer, from left to right, all tiles between top and bottom', () => {
  const layout = networkLayout(request(shapeOf(2, 8, 6, 1)));
  expect(layout.columns.map((column) => column.tiles.length)).toEqual([2, 8, 6, 1]);
  const lefts = layout.columns.map((column) => column.x);
  expect(lefts).toEqual([...lefts].sort((a, b) => a - b));
  for (const tile of layout.columns.flatMap((column) => column.tiles)) {
    expect(tile.y).toBeGreaterThanOrEqual(75);
    expect(tile.y + tile.size).toBeLessThanOrEqual(562);
  }
  expect(tileOf(layout, 0, 0)?.size).toBe(44);
});

it('lays 128 units out as a grid that does not overlap, but ten outputs stay a column', () => {
  const layout = networkLayout(request(shapeOf(784, 128, 10), { imageInput: true }));
  const [input, hidden, output] = layout.columns;
  expect(input?.tiles).toHaveLength(1);
  expect(hidden!.across).toBeGreaterThan(4);
  expect(output!.across).toBe(1);
  expect(hidden!.x + hidden!.widthPx).toBeLessThan(output!.x);
  const corners = new Set(hidden!.tiles.map(({ x, y }) => `${x} ${y}`));
  expect(corners.size).toBe(128);
});

it('fits a phone, and scrolls where twelve layers cannot fit', () => {
  const phone = { widthPx: 390, topPx: 44, bottomPx: 252 };
  const small = networkLayout(request(shapeOf(2, 8, 6, 1), phone));
  expect(small.widthPx).toBe(390);
  expect(tileOf(small, 0, 0)!.size).toBeGreaterThanOrEqual(20);
  const deep = networkLayout(request(shapeOf(2, ...Array<number>(12).fill(4), 1), phone));
  expect(deep.widthPx).toBeGreaterThan(390);
});

it('keeps single columns in a low region by shrinking the tiles', () => {
  const layout = networkLayout(request(shapeOf(2, 8, 6, 1), { topPx: 44, bottomPx: 164 }));
  expect(layout.columns.every((column) => column.across === 1)).toBe(true);
  const tiles = layout.columns[1]!.tiles;
  expect(tiles[1]!.y - tiles[0]!.y).toBeGreaterThanOrEqual(tiles[0]!.size);
});

it('chooses the arrangement with the largest squares', () => {
  expect(gridArrangement(100, 400, 400)).toEqual({ across: 10, pitch: 40 });
  expect(gridArrangement(12, 40, 480)).toEqual({ across: 1, pitch: 40 });
});

it('finds the tile under a point and nothing between tiles', () => {
  const layout = networkLayout(request(shapeOf(2, 4, 1)));
  const tile = tileOf(layout, 0, 2)!;
  expect(tileAt(layout, tile.x + 5, tile.y + 5)).toEqual(tile);
  expect(tileAt(layout, tile.x + tile.size + 30, tile.y)).toBeNull();
});

it('lays 255 inputs out as a grid beside twenty outputs in a column, all in view', () => {
  const layout = networkLayout(request(shapeOf(255, 6, 20), { inputLabelPx: 92 }));
  const [inputs, , outputs] = layout.columns;
  expect(inputs!.across).toBeGreaterThan(3);
  expect(inputs!.widthPx).toBeLessThan(0.25 * 848);
  expect(outputs!.across).toBe(1);
  for (const tile of layout.columns.flatMap((column) => column.tiles)) {
    expect(tile.y).toBeGreaterThanOrEqual(75);
    expect(tile.y + tile.size).toBeLessThanOrEqual(562);
  }
  expect(networkLayout(request(shapeOf(30, 6, 20))).columns[0]!.across).toBe(1);
});
