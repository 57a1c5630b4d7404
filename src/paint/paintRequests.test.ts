/** The pictures of the request lab, by their draw commands. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countScale, valueScale } from './colorScale.ts';
import { createLatencyBins, latencyRow, rowLatencyMs } from './latencyBins.ts';
import { CELLS, createAnswerCells, paintAnswerMap } from './paintAnswerMap.ts';
import { paintAnswerTiles, type AnswerTiles } from './paintAnswerTiles.ts';
import { paintLatencyHeat } from './paintLatencyHeat.ts';
import { createPixelSheet } from './pixelSheet.ts';
import { installCanvasStandIns, recordingContext, type Recording } from './testing/recordingContext.ts';
import { testTheme } from './testing/testTheme.ts';

describe('answers on the plane', () => {
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

  test('only what has been shown has a colour, in its place', () => {
    const cells = createAnswerCells();
    cells.show(points, order, 1, testTheme, scale);
    expect(coloured(cells.pixels)).toEqual([CELLS * CELLS - 1]);
    expect(cells.pixels.at(-1)).toBe(scale.pixel(1));
    cells.show(points, order, 2, testTheme, scale);
    expect(coloured(cells.pixels)).toEqual([0, CELLS * CELLS - 1]);
  });
  test('a replay starts from empty cells', () => {
    const cells = createAnswerCells();
    cells.show(points, order, 2, testTheme, scale);
    cells.show(points, order, 0, testTheme, scale);
    expect(coloured(cells.pixels)).toEqual([]);
  });
  test('shares have their border at one half', () => {
    const cells = createAnswerCells();
    const shares = { ...points, outputs: Float32Array.of(0.5, 1, 0), shares: true };
    cells.show(shares, order, 2, testTheme, scale);
    expect(cells.pixels[0]).toBe(scale.pixel(0));
  });
  test('the newest have an edge, and before the first load there is only the ground', () => {
    installCanvasStandIns();
    const paint = (given: typeof points | null): Recording => {
      const recording = recordingContext();
      const [cells, sheet] = [createAnswerCells(), createPixelSheet()];
      paintAnswerMap(recording.context, 128, given, order, 2, 1, cells, sheet, testTheme, scale);
      return recording;
    };
    expect(paint(points).named('strokeRect')).toHaveLength(1);
    expect(paint(points).named('drawImage')).toHaveLength(1);
    expect(paint(null).commands.map(({ name }) => name)).toEqual(['fillRect']);
  });
});

describe('paintAnswerTiles', () => {
  const tiles: AnswerTiles = {
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
    paintAnswerTiles(recording.context, 200, 60, tiles, answered, testTheme, () => null);
    return recording;
  };
  test('a right answer has its class, a wrong one also a filled label and a frame', () => {
    const recording = paint(() => true);
    expect(recording.texts()).toEqual(['1', 'yes', '2', 'no']);
    expect(recording.named('fillRect').map(({ fillStyle }) => fillStyle)).toEqual([testTheme.error]);
  });
  test('what has not been answered shows no class', () => {
    expect(paint((row) => row === 0).texts()).toEqual(['1', 'yes', '2']);
  });
});

describe('paintLatencyHeat', () => {
  const paint = (trace: Parameters<ReturnType<typeof createLatencyBins>['take']>[0]): Recording => {
    const recording = recordingContext();
    const bins = createLatencyBins(8);
    bins.take(trace);
    paintLatencyHeat(recording.context, 300, 120, bins, testTheme, countScale(testTheme));
    return recording;
  };
  test('every answer falls into a cell of its time and latency', () => {
    const recording = paint({
      count: 3,
      elapsedMs: Float32Array.of(0, 50, 100),
      latencyMs: Float32Array.of(1.1, 1.1, 90),
    });
    const [, first, second, third] = recording.named('fillRect');
    expect(recording.named('fillRect')).toHaveLength(4);
    const y = (command: typeof first): number => Number(command?.args[1]);
    expect(y(first)).toBe(y(second));
    expect(y(third)).toBeLessThan(y(first) - 60);
    expect(recording.texts()).toEqual(expect.arrayContaining(['1', '10', '100', '100 ms']));
  });
  test('has axes and nothing else before the first answer', () => {
    const recording = paint({ count: 0, elapsedMs: new Float32Array(), latencyMs: new Float32Array() });
    expect(recording.named('fillRect')).toHaveLength(1);
    expect(recording.texts().length).toBeGreaterThan(1);
  });
});

test('latency bins count every answer once, however the trace is cut into pieces', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(
          fc.float({ min: 0, max: 500, noNaN: true }),
          fc.float({ min: Math.fround(0.01), max: 900, noNaN: true }),
        ),
      ),
      fc.array(fc.nat(50)),
      (answers, cuts) => {
        const elapsedMs = Float32Array.from(answers, ([elapsed]) => elapsed);
        const latencyMs = Float32Array.from(answers, ([, latency]) => latency);
        const bins = createLatencyBins(8);
        for (const count of [...cuts.toSorted((a, b) => a - b), answers.length]) {
          bins.take({ count: Math.min(count, answers.length), elapsedMs, latencyMs });
        }
        let held = 0;
        for (let column = 0; column < bins.columns; column++) {
          for (let row = 0; row < bins.rows; row++) held += bins.held(column, row);
        }
        expect(held).toBe(answers.length);
      },
    ),
  );
});

test('a latency lies within its row', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.001, max: 9_000, noNaN: true }), (latencyMs) => {
      const row = latencyRow(latencyMs);
      expect(latencyMs).toBeGreaterThanOrEqual(rowLatencyMs(row) * (1 - 1e-9));
      expect(latencyMs).toBeLessThan(rowLatencyMs(row + 1) * (1 + 1e-9));
    }),
  );
});
