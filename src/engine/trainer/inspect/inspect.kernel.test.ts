/**
 * What `inspect` says of a sample, on each device: activations, gradients and update within the error bounds of the device of
 * the double-precision reference, and of tfjs's automatic differentiation; and the run is left as it was.
 */
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { farthest } from '#engine/kernels/agreement/Bounded.ts';
import { boundedStep } from '#engine/kernels/agreement/boundedStep.ts';
import { PRECISION, TFJS_OPS } from '#engine/kernels/agreement/precision.ts';
import { tfjsStep } from '#engine/kernels/agreement/tfjsStep.ts';
import type { TrainingCase } from '#engine/kernels/testing/trainingCase.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { networkShape } from '#experiment/networkShape.ts';
import { DEVICE_NAMES } from '#experiment/vocabulary.ts';
import { forward } from '#nn/forward.ts';
import type { Hyperparameters } from '#nn/hyperparameters.ts';
import { initialState, optimizerSettings } from '#nn/optimizers.ts';
import type { SampleInspection } from '#protocol/inspect.ts';
import type { Checkpoint } from '#protocol/trainer.ts';
import { hyperparametersOf } from '../hyperparameters.ts';
import { startTrainer, withTraining, type Trainer } from '../testing/trainerRig.ts';

/** As in agreement.kernel.test.ts: bounds assume independent errors. */
const MOST = 2;

const plain = defaultExperiment('circle');
const PLANE: Experiment = {
  ...plain,
  network: {
    ...plain.network,
    hidden: [
      { units: 5, activation: 'tanh' },
      { units: 3, activation: 'gelu' },
    ],
  },
  // Dropout belongs to training alone; penalties belong to the update alone.
  training: { ...plain.training, dropout: 0.4, l2: 0.01 },
};
const flowers = defaultExperiment('iris');
const TABLE: Experiment = {
  ...flowers,
  training: { ...flowers.training, optimizer: { name: 'adam', learningRate: 0.01, epsilon: 1e-3 } },
};

interface Followed {
  readonly inspected: SampleInspection;
  readonly checkpoint: Checkpoint;
  readonly row: Float32Array;
  readonly target: Float32Array;
}

async function follow(trainer: Trainer, split: 'train' | 'test', index: number): Promise<Followed> {
  const { inputs, targets } = await trainer.samples({ split });
  const row = Float32Array.from(inputs[index]!);
  const target = Float32Array.from(targets[index]!);
  const { run } = trainer.last('snapshotTaken');
  const inspected = await trainer.inspect({ row });
  return { inspected, checkpoint: structuredClone(run!.checkpoint), row, target };
}

function oneSample(
  experiment: Experiment,
  hyperparameters: Hyperparameters,
  { row, target }: Followed,
  step0: number,
): TrainingCase {
  const attrs = { shape: networkShape(experiment), hyperparameters, batchSizes: [1], step0 };
  return { name: 'one sample', attrs, states: [], x: row, y: target, order: Int32Array.of(0) };
}

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe.each(DEVICE_NAMES)('inspect on %s', (device) => {
  it.each([
    ['circle, momentum of 0 and L2', PLANE],
    ['iris, softmax and Adam', TABLE],
  ] as const)('%s: sums, deltas, gradient and update', async (_, experiment) => {
    const trainer = await startTrainer(experiment, device);
    await trainer.train({ epochs: 3 });
    const before = await trainer.parameters();
    for (const [split, index] of [
      ['train', 4],
      ['test', 7],
    ] as const) {
      const followed = await follow(trainer, split, index);
      const { inspected, checkpoint, row, target } = followed;
      const { shape, parameters } = inspected;
      const count = parameters.length;
      expect(parameters).toEqual(checkpoint.state.slice(0, count));
      const { backward, z, a } = inspected;
      // The target was found by the row.
      expect(backward!.target).toEqual(target);

      const activations = forward(shape, Float64Array.from(parameters), row, 1);
      expect(
        farthest(
          a,
          activations.flatMap((layer) => [...layer]),
          Array(a.length).fill(2e-6),
        ),
      ).toBeLessThan(1);
      let unit = 0;
      for (const [i, { units, activation }] of shape.layers.entries()) {
        const linear = {
          ...shape,
          layers: [...shape.layers.slice(0, i), { units, activation: 'linear' as const }],
        };
        const sums = forward(linear, Float64Array.from(parameters), row, 1).at(-1)!;
        for (let j = 0; j < units; j++, unit++) {
          expect(Math.abs(z[unit]! - sums[j]!), `${activation} ${j}`).toBeLessThan(
            4e-6 * (1 + Math.abs(sums[j]!)),
          );
        }
      }

      // Momentum with a share of 0 holds the gradient in its slot.
      const gradientOnly: Hyperparameters = {
        loss: experiment.training.loss,
        optimizer: optimizerSettings({ name: 'momentum', learningRate: 0, momentum: 0 }),
        l1: 0,
        l2: 0,
        dropout: 0,
        seed: 1,
      };
      const given = oneSample(experiment, gradientOnly, followed, 0);
      const start = initialState(parameters, 'momentum');
      const bounded = boundedStep(given, 0, start, PRECISION[device]);
      const slot = <T extends { slice(from: number): T }>(values: T): T => values.slice(count);
      const far = farthest(backward!.gradient, slot(bounded.state.value), slot(bounded.state.error));
      expect(far, 'gradient and reference').toBeLessThan(MOST);
      expect(Math.abs(backward!.loss - bounded.metrics.loss)).toBeLessThan(MOST * bounded.metrics.lossError);

      await tf.setBackend('cpu');
      const byTfjs = tfjsStep(given, 0, start);
      const byOps = boundedStep(given, 0, start, TFJS_OPS);
      const apart = slot(bounded.state.error).map((error, i) => error + slot(byOps.state.error)[i]!);
      expect(farthest(backward!.gradient, slot(byTfjs.state), apart), 'gradient and tfjs').toBeLessThan(MOST);
      await tf.setBackend(device);

      let biases = 0;
      let parameter = 0;
      let inputs = shape.inputs;
      for (const { units } of shape.layers) {
        parameter += inputs * units;
        expect(backward!.delta.slice(biases, biases + units)).toEqual(
          backward!.gradient.slice(parameter, parameter + units),
        );
        [parameter, biases, inputs] = [parameter + units, biases + units, units];
      }

      const own = { ...hyperparametersOf(experiment), dropout: 0 };
      const step0 = checkpoint.step - checkpoint.slotsSince;
      const update = boundedStep(
        oneSample(experiment, own, followed, step0),
        0,
        checkpoint.state,
        PRECISION[device],
      );
      expect(
        farthest(backward!.after, update.state.value.slice(0, count), update.state.error.slice(0, count)),
        'update',
      ).toBeLessThan(MOST);
      expect(backward!.after).not.toEqual(parameters);
      expect(backward!.rule).toMatchObject({ optimizer: own.optimizer.name, l2: own.l2, clip: own.clip });
    }
    expect(await trainer.parameters()).toEqual(before);
    expect(trainer.last('snapshotTaken').metrics.epoch).toBe(3);
  });

  it('the update has the rate of the moment, and says which', async () => {
    const schedule = { name: 'step', every: 1, drop: 0.5 } as const;
    const trainer = await startTrainer(
      withTraining(PLANE, { schedule, optimizer: { name: 'sgd', learningRate: 0.4 }, l2: 0 }),
      device,
    );
    await trainer.train({ epochs: 3 });
    const row = Float32Array.from((await trainer.samples({ split: 'test' })).inputs[0]!);
    for (const [epoch, rate] of [0.4, 0.2, 0.1, 0.05].entries()) {
      await trainer.seek({ epoch });
      const { parameters, backward } = await trainer.inspect({ row });
      const { gradient, after, rule } = backward!;
      expect(rule.rate).toBeCloseTo(rate, 9);
      for (const [i, now] of parameters.entries())
        expect(Math.abs(after[i]! - (now - rate * gradient[i]!))).toBeLessThan(1e-6);
    }
  });

  it('knows no loss of a row that is no sample, and refuses rows of another width', async () => {
    const trainer = await startTrainer(PLANE, device);
    const row = Float32Array.of(0.125, -5.875);
    expect((await trainer.inspect({ row })).backward).toBeNull();
    const { backward } = await trainer.inspect({ row, target: Float32Array.of(1) });
    expect(backward!.loss).toBeGreaterThan(0);
    await expect(trainer.inspect({ row: Float32Array.of(1) })).rejects.toThrow('1 value; the network has 2');
    await expect(trainer.inspect({ row, target: Float32Array.of(1, 2) })).rejects.toThrow(
      'target has 2 values',
    );
  });
});
