/** Painters of the request lab, by their draw commands. */
import { describe, expect, test } from 'vitest';
import { POOL_GRID_SIDE } from '#data/samplePool.ts';
import { valueScale } from './colorScale.ts';
import { createResponseCells, paintResponseMap } from './paintResponseMap.ts';
import { paintResponseTiles, type ResponseTiles } from './paintResponseTiles.ts';
import { createPixelSheet } from './pixelSheet.ts';
import { installCanvasStandIns, recordingContext, type Recording } from './testing/recordingContext.ts';
import { testTheme } from './testing/testTheme.ts';

describe('responses on the plane', () => {
  const points = {
    rawRows: Float32Array.of(-6, 6, 5.9, -5.9, 0, 0),
    outputs: Float32Array.of(-1, 1, Number.NaN),
    outputUnits: 1,
    shares: false,
  };
  const order = Uint32Array.of(1, 0);
  const scale = valueScale(testTheme);
  const coloured = (pixels: Uint32Array): number[] =>
    [...pixels.keys()].filter((place) => pixels[place] !== 0);

  test('only shown responses have a colour, in their cell', () => {
    const cells = createResponseCells();
    cells.show(points, order, 1, testTheme, scale);
    expect(coloured(cells.pixels)).toEqual([POOL_GRID_SIDE ** 2 - 1]);
    expect(cells.pixels.at(-1)).toBe(scale.pixel(1));
    cells.show(points, order, 2, testTheme, scale);
    expect(coloured(cells.pixels)).toEqual([0, POOL_GRID_SIDE ** 2 - 1]);
  });
  test('a replay starts from empty cells', () => {
    const cells = createResponseCells();
    cells.show(points, order, 2, testTheme, scale);
    cells.show(points, order, 0, testTheme, scale);
    expect(coloured(cells.pixels)).toEqual([]);
  });
  test('shares are split at one half', () => {
    const cells = createResponseCells();
    const shares = { ...points, outputs: Float32Array.of(0.5, 1, 0), shares: true };
    cells.show(shares, order, 2, testTheme, scale);
    expect(cells.pixels[0]).toBe(scale.pixel(0));
  });
  test('the newest have an edge, and before the first load there is only the background', () => {
    installCanvasStandIns();
    const paint = (given: typeof points | null): Recording => {
      const recording = recordingContext();
      const [cells, sheet] = [createResponseCells(), createPixelSheet()];
      paintResponseMap(recording.context, 128, given, order, 2, 1, cells, sheet, testTheme, scale);
      return recording;
    };
    expect(paint(points).named('strokeRect')).toHaveLength(1);
    expect(paint(points).named('drawImage')).toHaveLength(1);
    expect(paint(null).commands.map(({ name }) => name)).toEqual(['fillRect']);
  });
});

describe('paintResponseTiles', () => {
  const tiles: ResponseTiles = {
    rawRows: new Float32Array(8),
    rawWidth: 4,
    imageSide: 0,
    labels: Float32Array.of(0, 0),
    outputs: Float32Array.of(0.9, 0.1, 0.2, 0.8),
    outputUnits: 2,
    classText: (index) => ['yes', 'no'][index] ?? '',
  };
  const paint = (answered: (row: number) => boolean) => {
    const recording = recordingContext();
    paintResponseTiles(recording.context, 200, 60, tiles, answered, testTheme, () => null);
    return recording;
  };
  test('a correct prediction has its class, a wrong one also a filled label and a frame', () => {
    const recording = paint(() => true);
    expect(recording.texts()).toEqual(['1', 'yes', '2', 'no']);
    expect(recording.named('fillRect').map(({ fillStyle }) => fillStyle)).toEqual([testTheme.error]);
  });
  test('rows without a response show no class', () => {
    expect(paint((row) => row === 0).texts()).toEqual(['1', 'yes', '2']);
  });
});
