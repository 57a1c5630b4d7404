/** DenseForward on a training state [1, S] gives, bit for bit, what it gives on the parameters [1, P] that the state begins with. */
import { tensor2d } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { openNamedDevice } from '#engine/device/openDevice.ts';
import { DEVICE_NAMES } from '#experiment/vocabulary.ts';
import { initialParameters } from '#nn/initialParameters.ts';
import type { NetworkShape } from '#nn/NetworkShape.ts';
import { initialState } from '#nn/optimizers.ts';
import { denseForward } from '../denseForward.ts';

/** Small networks run in one dispatch, wide ones in tiles and with packed parameters. */
const SHAPES: readonly NetworkShape[] = [
  {
    inputs: 2,
    layers: [
      { units: 4, activation: 'tanh' },
      { units: 1, activation: 'tanh' },
    ],
  },
  {
    inputs: 300,
    layers: [
      { units: 70, activation: 'relu' },
      { units: 10, activation: 'softmax' },
    ],
  },
];

describe.each(DEVICE_NAMES)('%s', (name) => {
  beforeAll(async () => void (await openNamedDevice(name, { baseUrl: location.href, use: 'inference' })));

  it.each(SHAPES)('$inputs inputs', async (shape) => {
    const parameters = initialParameters(shape, 'glorotNormal', 3);
    const state = initialState(parameters, 'adam').fill(7, parameters.length);
    const [fromParameters, fromState] = [parameters, state].map((row) =>
      tensor2d(row.slice(), [1, row.length]),
    );
    const count = 64;
    const x = tensor2d(
      Float32Array.from({ length: count * shape.inputs }, (_, i) => Math.sin(i)),
      [count, shape.inputs],
    );
    for (const everyLayer of [false, true]) {
      const expected = denseForward(fromParameters!, x, { shape, everyLayer });
      const actual = denseForward(fromState!, x, { shape, everyLayer });
      expect(actual.shape).toEqual(expected.shape);
      expect(await actual.data()).toEqual(await expected.data());
      expected.dispose();
      actual.dispose();
    }
  });
});
