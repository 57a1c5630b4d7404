import { expect, test } from 'vitest';
import { networkLayout } from '#canvas/networkLayout.ts';
import { followedScene } from './followedScene.ts';

const shape = {
  inputs: 2,
  layers: [
    { units: 2, activation: 'relu' },
    { units: 1, activation: 'tanh' },
  ],
} as const;
const layout = networkLayout({
  shape,
  widthPx: 600,
  topPx: 40,
  bottomPx: 300,
  imageInput: false,
  inputLabelPx: 20,
  outputLabelPx: 0,
});
/** Kernel [in][out], then bias; layer by layer. */
const parameters = Float32Array.of(1, -2, 0.5, 1, 0, 0, 2, -1, 0.5);
const found = {
  row: Float32Array.of(2, -4),
  inspection: {
    shape,
    step: 1,
    parameters,
    z: Float32Array.of(0, -8, 0.5),
    a: Float32Array.of(4, 0, -0.5),
    backward: {
      target: Float32Array.of(1),
      loss: 1,
      delta: new Float32Array(3),
      gradient: Float32Array.of(0.1, 0.2, 0.3, -0.6, 0, 0, 0, 0, 0),
      after: parameters,
      rule: { optimizer: 'sgd', rate: 0.1, l1: 0, l2: 0, decay: 0 } as const,
    },
  },
};
const chosen = { layer: 1, unit: 0 };

test('all is known without a phase: values, colours within the scale, and links into the chosen unit', () => {
  const scene = followedScene({ layout, found, chosen, term: 0, phase: null });
  expect(scene.tiles.map(({ text }) => text)).toEqual(['2.00', '−4.00', '4.00', '0.00', '−0.50']);
  expect(scene.tiles.map(({ shade }) => shade)).toEqual([0.5, -1, 1, 0, -0.5]);
  expect(scene.tiles.filter(({ isChosen }) => isChosen)).toHaveLength(1);
  expect(scene.links).toEqual([
    { layer: 1, from: 0, to: 0, strength: 1, isMarked: true },
    { layer: 1, from: 1, to: 0, strength: -0, isMarked: false },
  ]);
});

test('in a phase later layers are not known yet; backward the links have their gradients', () => {
  const forward = followedScene({ layout, found, chosen, term: null, phase: 1 });
  expect(forward.tiles.map(({ shade }) => shade === null)).toEqual([false, false, false, false, true]);
  expect(forward.links).toHaveLength(4);
  const backward = followedScene({ layout, found, chosen, term: null, phase: 5 });
  expect(backward.links[0]).toMatchObject({ layer: 0, from: 1, to: 1, strength: -1 });
});
