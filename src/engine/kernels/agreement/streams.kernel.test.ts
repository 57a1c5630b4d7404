/**
 * The random streams of training on every device, bit for bit: dropout masks and the order of samples. The networks are
 * built so that one step's weights reveal what was drawn.
 */
import { tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { openNamedDevice } from '#engine/device/openDevice.ts';
import { StepPlanner } from '#engine/trainer/StepPlanner.ts';
import { DEVICE_NAMES } from '#experiment/vocabulary.ts';
import { dropoutKey, dropoutThreshold, isDropped } from '#nn/dropoutMask.ts';
import type { Hyperparameters } from '#nn/hyperparameters.ts';
import { layerOffsets, parameterCount, type NetworkShape } from '#nn/NetworkShape.ts';
import type { DenseTrainAttrs } from '../contract.ts';
import { denseTrain } from '../denseTrain.ts';
import { hyperparametersOf } from '../testing/trainingCase.ts';

interface Arrays {
  readonly state: Float32Array;
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly order: Int32Array;
}

async function train(arrays: Arrays, attrs: DenseTrainAttrs): Promise<[Float32Array, Float32Array]> {
  const { inputs, layers } = attrs.shape;
  const outputs = layers.at(-1)!.units;
  const { state, x, y, order } = arrays;
  const given = {
    state: tensor2d(state, [1, state.length]),
    x: tensor2d(x, [x.length / inputs, inputs]),
    y: tensor2d(y, [y.length / outputs, outputs]),
    order: tensor1d(order, 'int32'),
  };
  const trained = denseTrain(given, attrs);
  const values = await Promise.all([trained.state.data<'float32'>(), trained.metrics.data<'float32'>()]);
  for (const tensor of [...Object.values(given), trained.state, trained.metrics]) tensor.dispose();
  return values as [Float32Array, Float32Array];
}

interface Draw {
  readonly seed: number;
  readonly step: number;
  readonly dropout: number;
}

/**
 * Masks of both hidden layers from one step of plain SGD at rate 1. Sample n is the n-th unit vector and the first
 * kernel is 0, so its new row n is sample n's delta, negated: 0 where the first mask drops the unit, otherwise a sum of powers of two over the
 * second layer, one for each unit that is kept. Under the hinge loss the delta of the
 * output is −1/batch for every output below 1. All of it is exact in single precision.
 */
async function masksObserved(hidden: [number, number], batch: number, draw: Draw): Promise<boolean[][][]> {
  const [first, second] = hidden;
  const shape: NetworkShape = {
    inputs: batch,
    layers: [
      { units: first, activation: 'linear' },
      { units: second, activation: 'linear' },
      { units: 1, activation: 'linear' },
    ],
  };
  const [, middle, output] = layerOffsets(shape);
  const state = new Float32Array(parameterCount(shape));
  for (let i = 0; i < first; i++) {
    for (let j = 0; j < second; j++) state[middle!.kernelOffset + i * second + j] = 2 ** -j;
  }
  state.fill(1, output!.kernelOffset, output!.biasOffset);
  const x = new Float32Array(batch * batch);
  for (let n = 0; n < batch; n++) x[n * batch + n] = 1;
  const sgd = hyperparametersOf('hinge', 'sgd', { dropout: draw.dropout, seed: draw.seed });
  const hyperparameters: Hyperparameters = { ...sgd, optimizer: { ...sgd.optimizer, learningRate: 1 } };
  // The stream depends on the index in the mini-batch, not on the sample: a reversed order shows it.
  const order = Int32Array.from({ length: batch }, (_, n) => batch - 1 - n);
  const arrays = { state, x, y: new Float32Array(batch).fill(1), order };
  const [next] = await train(arrays, { shape, hyperparameters, batchSizes: [batch], step0: draw.step });
  const scale = 1 / (1 - draw.dropout);
  return Array.from({ length: batch }, (_, index) => {
    const row = next.subarray((batch - 1 - index) * first, (batch - index) * first);
    const firstMask = Array.from(row, (delta) => delta === 0);
    const sum = row.find((delta) => delta !== 0) ?? 0;
    let rest = (sum * batch) / scale ** 2;
    const secondMask = Array.from({ length: second }, (_, j) => {
      const kept = rest >= 2 ** -j;
      if (kept) rest -= 2 ** -j;
      return !kept;
    });
    expect(rest).toBe(0);
    return [firstMask, secondMask];
  });
}

function masksExpected(hidden: [number, number], batch: number, draw: Draw): boolean[][][] {
  const threshold = dropoutThreshold(draw.dropout);
  return Array.from({ length: batch }, (_, index) =>
    hidden.map((units, layer) => {
      const key = dropoutKey(draw.seed, draw.step, layer);
      return Array.from({ length: units }, (_, unit) => isDropped(key, index, unit, units, threshold));
    }),
  );
}

const NETWORKS = [
  { name: 'a small network', hidden: [9, 7] as [number, number], batch: 8 },
  { name: 'a large network', hidden: [100, 12] as [number, number], batch: 64 },
];
/** Rates whose scale 1/(1 − rate) is a power of two, so that the masks can be read without rounding. */
const DRAWS: Draw[] = [
  { seed: 1, step: 0, dropout: 0.5 },
  { seed: 0xffff_ffff, step: 7, dropout: 0.5 },
  { seed: 20_261, step: 1_000_003, dropout: 0.75 },
  { seed: 0x8000_0000, step: 2 ** 31 + 5, dropout: 0.5 },
];

describe.each(DEVICE_NAMES)('on %s', (name) => {
  beforeAll(async () => {
    await openNamedDevice(name, { baseUrl: location.href });
  });

  it.each(NETWORKS)('dropout masks are those of the reference stream in $name', async ({ hidden, batch }) => {
    for (const draw of DRAWS) {
      const [observed, expected] = [
        await masksObserved(hidden, batch, draw),
        masksExpected(hidden, batch, draw),
      ];
      for (const [index, masks] of expected.entries()) {
        const what = `${JSON.stringify(draw)} index ${index}`;
        // If one layer is dropped as a whole, the other layer's mask cannot be seen.
        const isInvisible = masks.some((mask) => !mask.includes(false));
        expect(observed[index], what).toEqual(
          isInvisible ? masks.map((mask) => mask.map(() => true)) : masks,
        );
      }
    }
  });

  it('a rate of 0.3 drops as many units as the reference stream, over many steps', async () => {
    const shape: NetworkShape = {
      inputs: 1,
      layers: [
        { units: 64, activation: 'linear' },
        { units: 1, activation: 'linear' },
      ],
    };
    // Loss of a step: ½(Σ kept / 0.7)², because every unit adds 1 to an output whose target is 0. Nothing changes at rate 0.
    const state = new Float32Array(parameterCount(shape));
    state.fill(1, 64, 192);
    const steps = 300;
    const sgd = hyperparametersOf('halfSquaredError', 'sgd', { dropout: 0.3, seed: 77 });
    const hyperparameters = { ...sgd, optimizer: { ...sgd.optimizer, learningRate: 0 } };
    const arrays = { state, x: Float32Array.of(0), y: Float32Array.of(0), order: new Int32Array(steps) };
    const batchSizes = Array<number>(steps).fill(1);
    const [, metrics] = await train(arrays, { shape, hyperparameters, batchSizes, step0: 11 });
    const kept = batchSizes.map((_, step) => Math.round(Math.sqrt(2 * metrics[2 * step]!) * 0.7));
    const expected = batchSizes.map((_, step) => {
      const key = dropoutKey(77, 11 + step, 0);
      const threshold = dropoutThreshold(0.3);
      return Array.from({ length: 64 }, (_, unit) => isDropped(key, 0, unit, 64, threshold)).filter((d) => !d)
        .length;
    });
    expect(kept).toEqual(expected);
  });

  it('samples are used in the order of the schedule, across epochs', async () => {
    // An untrained unit predicts 0; target n gives the loss ½n², which identifies the sample. Nothing changes at rate 0.
    const count = 53;
    const shape: NetworkShape = { inputs: 1, layers: [{ units: 1, activation: 'linear' }] };
    const sgd = hyperparametersOf('halfSquaredError', 'sgd');
    const hyperparameters = { ...sgd, optimizer: { ...sgd.optimizer, learningRate: 0 } };
    const schedule = { seed: 4_000_000_001, count, batchSize: 1 };
    const planner = new StepPlanner();
    const from = { epoch: 3, batch: 17 };
    const { batchSizes, samples } = planner.sizes(schedule, from, 4 * count);
    const order = planner.order(schedule, from, samples);
    const arrays = {
      state: new Float32Array(2),
      x: new Float32Array(count),
      y: Float32Array.from({ length: count }, (_, n) => n),
      order,
    };
    const [, metrics] = await train(arrays, { shape, hyperparameters, batchSizes, step0: 0 });
    const used = batchSizes.map((_, step) => Math.sqrt(2 * metrics[2 * step]!));
    expect(used).toEqual([...order]);
    expect(new Set(used.slice(count - 17, 2 * count - 17)).size).toBe(count);
  });
});
