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
import { startTrainer, withTraining, type Trainer } from '../testing/trainerRig.ts';

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
    const { inputs } = await trainer.samples({ split: 'train' });
    const count = found.samples;
    expect(count).toBe(inputs.length);
    const parameters = Float64Array.from(fromLayers(shape, layers));
    const gradient = await lossGradient(trainer, EXPERIMENT, parameters);
    const activations = forward(shape, parameters, Float32Array.from(inputs.flat()), count);
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

  it('the gradient is that of the loss alone, and each step has the rate of its own moment', async () => {
    const limit = 0.01;
    const experiment = withTraining(EXPERIMENT, {
      optimizer: { name: 'sgd', learningRate: 0.1 },
      schedule: { name: 'step', every: 2, drop: 0.5 },
      l2: 2,
      clip: { by: 'norm', limit },
    });
    const trainer = await startTrainer(experiment, device);
    await trainer.train({ epochs: 5 });
    const curves = await trainer.layerCurves();
    const found = await trainer.distributions({});
    expect(curves.epoch).toEqual([0, 1, 2, 3, 4, 5]);
    for (const [k, rate] of [0.1, 0.1, 0.05, 0.05, 0.025, 0.025].entries()) {
      await trainer.seek({ epoch: k });
      const layers = await trainer.parameters();
      const parameters = Float64Array.from(fromLayers(shape, layers));
      const gradient = await lossGradient(trainer, experiment, parameters);
      // By hand: the penalty is added to the gradient, and both are shortened to the limit together.
      const whole = gradient.slice();
      for (const { kernelOffset, biasOffset } of layerOffsets(shape))
        for (let i = kernelOffset; i < biasOffset; i++) whole[i]! += 2 * parameters[i]!;
      const share = (rate * limit) / norm(whole);
      for (const [l, { kernelOffset, biasOffset, units }] of layerOffsets(shape).entries()) {
        const size = norm(gradient.subarray(kernelOffset, biasOffset + units));
        const step = share * norm(whole.subarray(kernelOffset, biasOffset));
        const ratio = step / norm(parameters.subarray(kernelOffset, biasOffset));
        expect(Math.abs(curves.layers[l]!.gradientNorm[k]! / size - 1), `epoch ${k}`).toBeLessThan(1e-4);
        // Of changes as small as 1e-5 of the weight, single precision leaves three digits.
        expect(Math.abs(curves.layers[l]!.updateRatio[k]! / ratio - 1), `epoch ${k}`).toBeLessThan(2e-2);
        if (k < 5) continue;
        expect(Math.abs(found.layers[l]!.gradientNorm / size - 1)).toBeLessThan(1e-4);
        expect(Math.abs(found.layers[l]!.updateRatio / ratio - 1)).toBeLessThan(2e-2);
        const own = found.layers[l]!.gradients;
        const values = gradient.subarray(kernelOffset, biasOffset);
        expect(own.max).toBeCloseTo(Math.max(...values), 5);
        expect(own.min).toBeCloseTo(Math.min(...values), 5);
      }
    }
  });

  it('each moment is measured with the loss that it was trained by', async () => {
    const trainer = await startTrainer(EXPERIMENT, device);
    await trainer.train({ epochs: 2 });
    const before = await trainer.layerCurves();
    const other = EXPERIMENT.training.loss === 'hinge' ? 'halfSquaredError' : 'hinge';
    await trainer.configure({ experiment: withTraining(EXPERIMENT, { loss: other }) });
    await trainer.train({ epochs: 1 });
    const after = await trainer.layerCurves();
    expect(after.epoch).toEqual([0, 1, 2, 3]);
    for (const [l, { gradientNorm }] of before.layers.entries())
      for (const k of [0, 1]) expect(after.layers[l]!.gradientNorm[k]).toBeCloseTo(gradientNorm[k]!, 5);
  });
});

/** In double precision, on all training samples. */
async function lossGradient(
  trainer: Trainer,
  { training }: Experiment,
  parameters: Float64Array,
): Promise<Float64Array> {
  const { inputs, targets } = await trainer.samples({ split: 'train' });
  const { state } = trainSteps(
    initialState(parameters, 'momentum'),
    shape,
    {
      loss: training.loss,
      optimizer: optimizerSettings({ name: 'momentum', learningRate: 0, momentum: 0 }),
      l1: 0,
      l2: 0,
      dropout: 0,
      seed: 1,
    },
    Float32Array.from(inputs.flat()),
    Float32Array.from(targets.flat()),
    Array.from({ length: inputs.length }, (_, n) => n),
    [inputs.length],
    0,
  );
  return state.subarray(parameters.length) as Float64Array;
}
