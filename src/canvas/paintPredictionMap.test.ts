/** Points by class and part, predictions by sign or largest output, and no exception for NaN. */
import { beforeAll, expect, it } from 'vitest';
import { colorTable, valueScale } from './colorScale.ts';
import type { MapValues } from './mapColors.ts';
import { createMapPainter, mapFrame, type PredictionMap } from './paintPredictionMap.ts';
import { installCanvasStandIns, recordingContext } from './testing/recordingContext.ts';
import { testTheme } from './testing/testTheme.ts';

let pixels: () => Uint32Array;
beforeAll(() => {
  pixels = installCanvasStandIns().lastPixels;
});

const SIDE = 4;
const signed = (values: Float32Array): MapValues => ({
  side: SIDE,
  values,
  from: 0,
  classes: 0,
  factor: 1,
  shift: 0,
  signed: false,
});
const picture = (change: Partial<PredictionMap> = {}): PredictionMap => ({
  map: signed(Float32Array.from({ length: 16 }, (_, i) => i / 8 - 1)),
  discrete: false,
  train: { count: 3, raw: [0, 0, 3, 3, -6, 6], labels: [0, 1, 1] },
  test: { count: 2, raw: [1, 1, -1, 2], labels: [0, 1] },
  pointClasses: 2,
  scaleTexts: ['−1', '0', '+1'],
  ...change,
});

function painted(change: Partial<PredictionMap> = {}) {
  const recording = recordingContext();
  createMapPainter().paint(recording.context, 316, 268, picture(change), testTheme);
  return recording;
}

/** The colours of the sheet without its margins. */
function colors(): number[] {
  const width = SIDE + 2;
  return Array.from(
    { length: SIDE * SIDE },
    (_, i) => pixels()[(Math.floor(i / SIDE) + 1) * width + (i % SIDE) + 1]!,
  );
}

it('draws one mark per sample: circles for +1, diamonds for −1, test hollow', () => {
  const recording = painted();
  expect(recording.named('arc')).toHaveLength(3);
  expect(recording.named('closePath')).toHaveLength(2);
  const filled = recording.commands.filter(
    ({ name, fillStyle }) =>
      name === 'fill' && (fillStyle === testTheme.classPos || fillStyle === testTheme.classNeg),
  );
  expect(filled).toHaveLength(3);
  const hollow = recording.commands.filter(
    ({ name, strokeStyle }) =>
      name === 'stroke' && (strokeStyle === testTheme.classPos || strokeStyle === testTheme.classNeg),
  );
  expect(hollow).toHaveLength(2);
});

it('puts (−6, +6) at the upper left corner of the map', () => {
  const { left, top } = mapFrame(316, 268, true);
  expect(painted().named('arc').at(1)!.args.slice(0, 2)).toEqual([left, top]);
});

it('hides the parts that are switched off', () => {
  const recording = painted({ train: null, test: null });
  expect(recording.named('arc')).toHaveLength(0);
});

it('writes ticks outside and labels the ends of the scale', () => {
  expect(painted().texts()).toEqual(['−5', '−5', '0', '0', '5', '5', 'x', '1', 'x', '2', '+1', '0', '−1']);
});

it('has only two colours where it shows predicted classes', () => {
  painted({ discrete: true });
  const scale = valueScale(testTheme);
  expect(new Set(colors())).toEqual(new Set([scale.pixel(-1), scale.pixel(1)]));
});

it('leaves holes where the prediction is NaN', () => {
  painted({ map: signed(new Float32Array(16).fill(Number.NaN)) });
  expect(colors().every((color) => color === 0)).toBe(true);
});

it('mixes the colours of several classes by their shares; discrete shows the largest', () => {
  const values = new Float32Array(3 * 16);
  values.fill(0.5, 0, 32); // A and B are equally likely, C is not
  values[0] = 0.51;
  const map: MapValues = { ...signed(values), classes: 3 };
  painted({ map, pointClasses: 3, scaleTexts: null });
  const mixed = colors()[5];
  painted({ map, pointClasses: 3, scaleTexts: null, discrete: true });
  const decided = colors();
  expect(new Set(decided).size).toBe(1);
  expect(decided[5]).not.toBe(mixed);
  expect(colorTable([testTheme.classes[0]!, testTheme.classes[1]!], 2)).not.toContain(mixed);
});

it('shows axes and points before the first prediction', () => {
  const recording = painted({ map: null });
  expect(recording.named('drawImage')).toHaveLength(0);
  expect(recording.named('arc')).toHaveLength(3);
});
