/**
 * Correct predictions as the training kernels count them, on every device and path, against the one rule (`classOf` in
 * nn/classOf) on the predictions of the same device: zeros, ties and NaN included.
 */
import { tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { openNamedDevice } from '#engine/device/openDevice.ts';
import { DEVICE_NAMES } from '#experiment/vocabulary.ts';
import { classOf, isShare } from '#nn/classOf.ts';
import { layerOffsets, parameterCount, type NetworkShape } from '#nn/NetworkShape.ts';
import type { Loss, OutputActivation } from '#nn/vocabulary.ts';
import { denseForward } from '../denseForward.ts';
import { denseTrain } from '../denseTrain.ts';
import { hyperparametersOf } from '../testing/trainingCase.ts';

const VALUES = [0, -0, 0.5, -0.5, 1, -1, 2 ** -24, -(2 ** -24), 1e-30, -1e-30, 30, -30, 200, NaN];

const CASES: readonly [OutputActivation, Loss][] = [
  ['linear', 'halfSquaredError'],
  ['linear', 'hinge'],
  ['tanh', 'meanSquaredError'],
  ['sigmoid', 'binaryCrossentropy'],
  ['sigmoid', 'huber'],
  ['softmax', 'categoricalCrossentropy'],
  ['softmax', 'halfSquaredError'],
];
/** For the fused and the tiled, the narrow and the packed path. */
const SIZES = [
  { inputs: 1, units: 1, hidden: [] },
  { inputs: 3, units: 3, hidden: [] },
  { inputs: 4, units: 4, hidden: [4] },
  { inputs: 700, units: 1, hidden: [] },
  { inputs: 700, units: 10, hidden: [] },
];
const ROWS = 96;

/** Every layer passes its first values on, so that the output's weighted sums are the first values of the row. */
function identity({ inputs, units, hidden }: (typeof SIZES)[number], activation: OutputActivation) {
  const shape: NetworkShape = {
    inputs,
    layers: [
      ...hidden.map((width) => ({ units: width, activation: 'linear' as const })),
      { units, activation },
    ],
  };
  const parameters = new Float32Array(parameterCount(shape));
  for (const { inputs: width, units: own, kernelOffset } of layerOffsets(shape)) {
    for (let k = 0; k < Math.min(own, width); k++) parameters[kernelOffset + k * own + k] = 1;
  }
  return { shape, parameters };
}

/** Rows of special values in many combinations; about one in fourteen has a NaN. */
function rowsOf(inputs: number, units: number): Float32Array {
  const x = new Float32Array(ROWS * inputs);
  for (let row = 0; row < ROWS; row++) {
    for (let k = 0; k < Math.min(units, inputs); k++) {
      const index = (row * 5 + k * (3 + (row % 7))) % VALUES.length;
      x[row * inputs + k] =
        row % 6 === 0 || units === 1 ? VALUES[index]! : VALUES[index % (VALUES.length - 1)]!;
    }
  }
  return x;
}

describe.each(DEVICE_NAMES)('on %s', (name) => {
  beforeAll(async () => {
    await openNamedDevice(name, { baseUrl: location.href });
  });

  it.each(CASES)('counts by the rule: %s with %s', async (activation, loss) => {
    for (const size of SIZES) {
      if (activation === 'softmax' && size.units === 1) continue;
      const { inputs, units } = size;
      const { shape, parameters } = identity(size, activation);
      const x = rowsOf(inputs, units);
      const low = isShare(activation) ? 0 : -1;
      const y = Float32Array.from({ length: ROWS * units }, (_, i) => {
        const row = Math.floor(i / units);
        return (units === 1 ? row % 2 === 0 : i % units === row % units) ? 1 : low;
      });
      const given = {
        state: tensor2d(parameters, [1, parameters.length]),
        x: tensor2d(x, [ROWS, inputs]),
        y: tensor2d(y, [ROWS, units]),
        order: tensor1d(
          Int32Array.from({ length: ROWS }, (_, i) => i),
          'int32',
        ),
      };
      const predictions = denseForward(given.state, given.x, { shape, everyLayer: false });
      const outputs = await predictions.data<'float32'>();
      const sgd = hyperparametersOf(loss, 'sgd');
      const hyperparameters = {
        ...sgd,
        l1: 0,
        l2: 0,
        dropout: 0,
        optimizer: { ...sgd.optimizer, learningRate: 0 },
      };
      const whole = denseTrain(given, { shape, hyperparameters, batchSizes: [ROWS], step0: 0 });
      const metrics = await whole.metrics.data<'float32'>();
      let correct = 0;
      let unknown = 0;
      for (let row = 0; row < ROWS; row++) {
        const predicted = classOf(activation, outputs, row * units, units);
        if (predicted < 0) unknown++;
        else if (predicted === classOf(activation, y, row * units, units)) correct++;
      }
      expect(unknown, 'some predictions are of no class').toBeGreaterThan(0);
      expect(metrics[1], `${inputs} inputs, ${units} outputs`).toBe(correct);
      for (const tensor of [...Object.values(given), predictions, whole.state, whole.metrics])
        tensor.dispose();
    }
  });
});
