/** Wrong digits have a red frame and a filled label; those without a prediction are faded. */
import { beforeAll, expect, it } from 'vitest';
import { writeDigit } from './paintDigit.ts';
import { paintSamples, sampleTileAt, samplesAcross } from './paintSamples.ts';
import { createPixelSheet } from './pixelSheet.ts';
import { installCanvasStandIns, recordingContext } from './testing/recordingContext.ts';
import { testTheme } from './testing/testTheme.ts';

beforeAll(() => void installCanvasStandIns());

it('marks a wrong prediction twice and leaves out a missing one', () => {
  const { context, commands, texts } = recordingContext();
  const pixels = new Float32Array(3 * 784).fill(0.5);
  paintSamples(
    context,
    312,
    { count: 3, pixels, labels: [7, 1, 2], answers: [7, 9, -1], chosen: 0, sheet: createPixelSheet() },
    testTheme,
  );
  expect(texts()).toEqual(['7', '9']);
  expect(
    commands.filter(({ name, strokeStyle }) => name === 'stroke' && strokeStyle === testTheme.error),
  ).toHaveLength(1);
  expect(
    commands.filter(({ name, fillStyle }) => name === 'fill' && fillStyle === testTheme.error),
  ).toHaveLength(1);
  expect(
    commands.filter(({ name, globalAlpha }) => name === 'drawImage' && globalAlpha === 0.4),
  ).toHaveLength(1);
});

it('finds the tile under a point', () => {
  const across = samplesAcross(312);
  expect(sampleTileAt(5, 5, 312)).toBe(0);
  expect(sampleTileAt(311, 5, 312)).toBe(across - 1);
  expect(sampleTileAt(5, 40, 312)).toBe(across);
  expect(sampleTileAt(-1, 5, 312)).toBe(-1);
});

it('writes a digit as ink of that strength, with or without background', () => {
  const target = new Uint32Array(4);
  writeDigit(target, 0, 2, [0, 1, 0.5, 2], 0, 2, '#102030');
  expect([...target].map((pixel) => pixel >>> 24)).toEqual([0, 255, 128, 255]);
  writeDigit(target, 0, 2, [0, 1, 0, 1], 0, 2, '#000000', '#ffffff');
  expect([...target]).toEqual([0xffffffff, 0xff000000, 0xffffffff, 0xff000000]);
});
