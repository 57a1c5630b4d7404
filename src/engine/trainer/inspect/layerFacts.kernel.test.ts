/** Distributions and layer curves on each device, against the double-precision reference on the same samples. */
import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '#experiment/defaults.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { networkShape } from '#experiment/networkShape.ts';
import { DEVICE_NAMES } from '#experiment/vocabulary.ts';
import { forward } from '#nn/forward.ts';
import { layerOffsets } from '#nn/NetworkShape.ts';
import { initialState, optimizerSettings } from '#nn/optimizers.ts';
import { trainSteps } from '#nn/train.ts';
import { fromLayers } from '../layerParameters.ts';
import { startTrainer } from '../testing/trainerRig.ts';

const moons = defaultExperiment('moons');
const EXPERIMENT: Experiment = {
  ...moons,
  network: {
    ...moons.network,
    hidden: [
      { units: 6, activation: 'relu' },
      { units: 4, activation: 'tanh' },
    ],
  },
  training: { ...moons.training, optimizer: { name: 'adam', learningRate: 0.01 } },
};
const shape = networkShape(EXPERIMENT);
const norm = (values: Float64Array): number => Math.sqrt(values.reduce((sum, v) => sum + v * v, 0));

describe.each(DEVICE_NAMES)('on %s', (device) => {
  it('agree with the reference, and with each other', async () => {
    const trainer = await startTrainer(EXPERIMENT, device);
    await trainer.train({ epochs: 6 });
    // A unit that is 0 everywhere.
    const layers = structuredClone(await trainer.parameters());
    for (const row of layers[0]!.kernel) row[2] = 0;
    layers[0]!.bias[2] = -1;
    await trainer.setParameters({ layers });
    const found = await trainer.distributions({ bins: 12 });
    const { inputs, targets } = await trainer.samples({ split: 'train' });
    const count = found.samples;
    expect(count).toBe(inputs.length);
    const parameters = Float64Array.from(fromLayers(shape, layers));
    const x = Float32Array.from(inputs.flat());

    const { state } = trainSteps(
      initialState(parameters, 'momentum'),
      shape,
      {
        loss: EXPERIMENT.training.loss,
        optimizer: optimizerSettings({ name: 'momentum', learningRate: 0, momentum: 0 }),
        l1: 0,
        l2: 0,
        dropout: 0,
        seed: 1,
      },
      x,
      Float32Array.from(targets.flat()),
      Array.from({ length: count }, (_, n) => n),
      [count],
      0,
    );
    const gradient = state.subarray(parameters.length);
    const activations = forward(shape, parameters, x, count);
    for (const [l, { kernelOffset, biasOffset, units }] of layerOffsets(shape).entries()) {
      const layer = found.layers[l]!;
      const size = norm(gradient.subarray(kernelOffset, biasOffset + units));
      expect(Math.abs(layer.gradientNorm - size)).toBeLessThan(1e-5 * (1 + size));
      const weights = layers[l]!.kernel.flat();
      expect(layer.weights).toMatchObject({
        count: weights.length,
        min: Math.min(...weights),
        max: Math.max(...weights),
      });
      const values = [...activations[l]!];
      expect(layer.activations.count).toBe(values.length);
      expect(layer.activations.mean).toBeCloseTo(values.reduce((sum, v) => sum + v, 0) / values.length, 5);
      expect(layer.activations.bins.reduce((sum, n) => sum + n, 0)).toBe(values.length);
      expect(layer.updateRatio).toBeGreaterThan(0);
    }
    expect(found.layers[0]!.dead).toContain(2);
    expect(found.layers[0]!.activations.zeroShare).toBeGreaterThan(1 / 6);
    expect(found.layers[1]!.dead).toEqual([]);

    const curves = await trainer.layerCurves();
    expect(curves.epoch).toEqual([0, 1, 2, 3, 4, 5, 6]);
    for (const [l, layer] of curves.layers.entries()) {
      expect(layer.gradientNorm.at(-1)).toBeCloseTo(found.layers[l]!.gradientNorm, 5);
      expect(layer.updateRatio.at(-1)).toBeCloseTo(found.layers[l]!.updateRatio, 5);
    }
    // Each moment is measured as if it were the present.
    await trainer.seek({ epoch: 3 });
    const earlier = await trainer.distributions({});
    for (const [l, layer] of curves.layers.entries()) {
      expect(layer.gradientNorm[3]).toBeCloseTo(earlier.layers[l]!.gradientNorm, 5);
      expect(layer.updateRatio[3]).toBeCloseTo(earlier.layers[l]!.updateRatio, 5);
    }
  });
});
