/** The pictures of the request lab, by their draw commands. */
import { describe, expect, test } from 'vitest';
import { countScale, valueScale } from './colorScale.ts';
import { paintAnswerMap } from './paintAnswerMap.ts';
import { paintAnswerTiles, type AnswerTiles } from './paintAnswerTiles.ts';
import { paintLatencyHeat } from './paintLatencyHeat.ts';
import { paintStages } from './paintStages.ts';
import { recordingContext } from './testing/recordingContext.ts';
import { testTheme } from './testing/testTheme.ts';

describe('paintAnswerMap', () => {
  const points = {
    rawRows: Float32Array.of(-6, 6, 6, -6, 0, 0),
    outputs: Float32Array.of(-1, 1, Number.NaN),
    outputUnits: 1,
    shares: false,
  };
  test('draws only what has been shown, in its place and colour', () => {
    const scale = valueScale(testTheme);
    const recording = recordingContext();
    paintAnswerMap(recording.context, 128, points, Uint32Array.of(1, 0), 1, 0, testTheme, scale);
    const squares = recording.named('fillRect').slice(1);
    expect(squares).toHaveLength(1);
    expect(squares[0]?.fillStyle).toBe(scale.css(1));
    expect(squares[0]?.args.slice(0, 2)).toEqual([127, 127]);
  });
  test('marks the newest with an edge', () => {
    const recording = recordingContext();
    paintAnswerMap(
      recording.context,
      128,
      points,
      Uint32Array.of(1, 0),
      2,
      1,
      testTheme,
      valueScale(testTheme),
    );
    expect(recording.named('strokeRect')).toHaveLength(1);
  });
  test('is empty before the first load', () => {
    const recording = recordingContext();
    paintAnswerMap(recording.context, 128, null, new Uint32Array(), 0, 5, testTheme, valueScale(testTheme));
    expect(recording.named('fillRect')).toHaveLength(1);
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

describe('paintStages', () => {
  const counts = {
    inFlight: 10,
    queued: 3,
    executing: 4,
    maxBatchSize: 8,
    meanBatchSize: 5.5,
    running: true,
  };
  test('a dot a request, hollow places for the rest of a batch', () => {
    const recording = recordingContext();
    paintStages(recording.context, 400, 140, counts, testTheme);
    expect(recording.named('fill')).toHaveLength(7);
    expect(recording.named('arc')).toHaveLength(3 + 8);
    expect(recording.texts()).toContain('3 on their way');
  });
  test('says how many a dot stands for once they do not fit', () => {
    const recording = recordingContext();
    paintStages(recording.context, 120, 80, { ...counts, queued: 1_000 }, testTheme);
    expect(recording.texts().join()).toMatch(/a dot is \d+/);
  });
});

describe('paintLatencyHeat', () => {
  test('every answer falls into a cell of its time and latency', () => {
    const recording = recordingContext();
    const trace = { count: 3, elapsedMs: Float32Array.of(0, 50, 100), latencyMs: Float32Array.of(1, 1, 90) };
    paintLatencyHeat(recording.context, 300, 120, trace, testTheme, countScale(testTheme));
    const [, first, second, third] = recording.named('fillRect');
    expect(recording.named('fillRect')).toHaveLength(4);
    const y = (command: typeof first) => Number(command?.args[1]);
    expect(Math.min(y(first), y(second), y(third))).toBeLessThan(40);
    expect(recording.texts()).toEqual(expect.arrayContaining(['1', '10', '100', '100 ms']));
  });
  test('has axes and nothing else before the first answer', () => {
    const recording = recordingContext();
    const none = { count: 0, elapsedMs: new Float32Array(), latencyMs: new Float32Array() };
    paintLatencyHeat(recording.context, 300, 120, none, testTheme, countScale(testTheme));
    expect(recording.named('fillRect')).toHaveLength(1);
    expect(recording.texts().length).toBeGreaterThan(1);
  });
});
