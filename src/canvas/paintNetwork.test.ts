/** The diagram as draw commands: signs, widths, biases, names, outlines; NaN does not stop it. */
import { beforeAll, expect, it } from 'vitest';
import type { NetworkShape } from '#nn/NetworkShape.ts';
import { networkLayout } from './networkLayout.ts';
import { chooseLinks } from './networkLinks.ts';
import type { NetworkScene } from './networkScene.ts';
import { createNetworkPainter, paintEmptyNetwork } from './paintNetwork.ts';
import { installCanvasStandIns, recordingContext, type Recording } from './testing/recordingContext.ts';
import { testTheme } from './testing/testTheme.ts';

let pixels: () => Uint32Array;
beforeAll(() => {
  pixels = installCanvasStandIns().lastPixels;
});

const shape: NetworkShape = {
  inputs: 2,
  layers: [
    { units: 2, activation: 'tanh' },
    { units: 1, activation: 'tanh' },
  ],
};
const parameters = Float32Array.of(2, -2, 0.1, -0.1, 0.3, -0.3, 1, -1, 0.7);

function scene(change: Partial<NetworkScene> = {}): NetworkScene {
  const used = { shape, parameters, ...change };
  const layout = networkLayout({
    shape: used.shape,
    widthPx: 600,
    topPx: 40,
    bottomPx: 400,
    imageInput: (change.imageSide ?? 0) > 0,
    inputLabelPx: 20,
    outputLabelPx: 40,
  });
  return {
    layout,
    links: chooseLinks({ ...used, skipFirst: false, mostInto: () => 100 }),
    maps: { side: 4, units: Float32Array.from({ length: 3 * 16 }, (_, i) => Math.sin(i)) },
    imageSide: 0,
    inputNames: ['x1', 'x2'],
    outputNames: [],
    outputValues: [],
    answer: -1,
    selected: null,
    marked: null,
    ...used,
  };
}

function painted(change: Partial<NetworkScene> = {}): Recording {
  const recording = recordingContext();
  createNetworkPainter().paint(recording.context, scene(change), testTheme);
  return recording;
}

/** The stroke after each bezier: one per link, two for a marked one. */
function linkStrokes({ commands }: Recording) {
  return commands
    .filter((command, i) => command.name === 'stroke' && commands[i - 1]?.name !== 'arc')
    .filter((_, i) => i < 100);
}

it('draws a curve for every weight, dashed below zero, wider where larger', () => {
  const recording = painted();
  expect(recording.named('bezierCurveTo')).toHaveLength(6);
  const strokes = linkStrokes(recording).slice(0, 6);
  expect(strokes.filter(({ lineDash }) => lineDash.length > 0)).toHaveLength(3);
  const widths = strokes.map(({ lineWidth }) => lineWidth);
  expect(widths).toEqual([...widths].sort((a, b) => a - b));
  const dashes = strokes.filter(({ lineDash }) => lineDash.length > 0).map(({ lineDash }) => lineDash[0]!);
  expect(dashes[0]).toBeLessThan(dashes.at(-1)!);
});

it('draws a bias at every unit after the inputs, the output included', () => {
  expect(painted().named('arc')).toHaveLength(3);
});

it('draws every unit from its map and names the inputs', () => {
  const recording = painted();
  expect(recording.named('drawImage')).toHaveLength(5);
  expect(recording.texts()).toEqual(['x', '1', 'x', '2']);
});

it('fades what is not connected to the selected unit', () => {
  const dimmed = painted({ selected: { layer: 0, unit: 0 } }).commands.filter(
    ({ name, globalAlpha }) => name === 'stroke' && globalAlpha === 0.12,
  );
  expect(dimmed).toHaveLength(3);
});

it('marks the link under the pointer with a wide stroke', () => {
  const marked = painted({ marked: { layer: 1, from: 0, to: 0 } }).commands.filter(
    ({ name, strokeStyle, globalAlpha }) =>
      name === 'stroke' && strokeStyle === testTheme.ink && globalAlpha === 0.16,
  );
  expect(marked).toHaveLength(1);
  expect(marked[0]!.lineDash).toEqual([]);
});

it('draws NaN in weights and maps as a red dotted link and a hole in the map', () => {
  const broken = parameters.slice();
  broken[0] = Number.NaN;
  const recording = painted({
    parameters: broken,
    maps: { side: 4, units: new Float32Array(48).fill(Number.NaN) },
  });
  const red = recording.commands.filter(
    ({ name, strokeStyle }) => name === 'stroke' && strokeStyle === testTheme.error,
  );
  expect(red).toHaveLength(1);
  expect(pixels().every((pixel) => pixel === 0)).toBe(true);
});

it('shows weights as images, values as bars and the prediction outlined where there is no plane', () => {
  const digits: NetworkShape = {
    inputs: 16,
    layers: [
      { units: 2, activation: 'relu' },
      { units: 3, activation: 'softmax' },
    ],
  };
  const recording = painted({
    shape: digits,
    parameters: Float32Array.from({ length: 16 * 2 + 2 + 2 * 3 + 3 }, (_, i) => Math.cos(i)),
    links: [],
    maps: undefined,
    imageSide: 4,
    probe: Float32Array.of(0, 2, 0.1, 0.2, 0.7),
    probeInputs: new Float32Array(16).fill(0.5),
    outputNames: ['0', '1', '2'],
    outputValues: [-1, 0.5, 2],
    answer: 2,
  });
  // The image, two hidden units, three outputs.
  expect(recording.named('drawImage')).toHaveLength(6);
  expect(recording.texts()).toEqual(['0', '−1.0', '1', '+0.5', '2', '+2.0']);
  const bars = recording.commands.filter(
    ({ name, fillStyle }) => name === 'fillRect' && fillStyle === testTheme.ink,
  );
  expect(bars).toHaveLength(1); // the unit with activation 0 has none
  expect(
    recording.commands.some(
      ({ name, strokeStyle, lineWidth }) =>
        name === 'stroke' && strokeStyle === testTheme.fill && lineWidth === 2,
    ),
  ).toBe(true);
});

it('draws the frame of a network whose values have not arrived', () => {
  const recording = recordingContext();
  paintEmptyNetwork(recording.context, scene().layout, testTheme);
  expect(recording.named('fillRect')).toHaveLength(5);
  expect(recording.named('bezierCurveTo')).toHaveLength(0);
});
