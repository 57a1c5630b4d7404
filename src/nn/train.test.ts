import { describe, expect, it } from 'vitest';
import { OUTPUTS_OF_LOSS } from '#experiment/output.ts';
import { ACTIVATION_CHECKS } from './checks.ts';
import { dropoutKey, dropoutThreshold, isDropped } from './dropoutMask.ts';
import { forward } from './forward.ts';
import type { Hyperparameters } from './hyperparameters.ts';
import { sampleLoss } from './losses.ts';
import { layerOffsets, parameterCount, type NetworkShape } from './NetworkShape.ts';
import { optimizerSettings } from './optimizers.ts';
import { trainInChunks, trainSteps } from './train.ts';
import { ACTIVATIONS, LOSSES, type Activation, type Loss, type OutputActivation } from './vocabulary.ts';

const SGD = optimizerSettings({ name: 'sgd', learningRate: 1 });
const COUNT = 5;

/** Irrational-looking numbers in ±1, the same on every run. */
const numbers = (length: number, salt: number): Float64Array =>
  Float64Array.from({ length }, (_, i) => Math.sin(12.9898 * (i + 1) + 78.233 * salt));

function network(hidden: Activation, output: OutputActivation): NetworkShape {
  return {
    inputs: 3,
    layers: [
      { units: 4, activation: hidden },
      { units: 3, activation: hidden },
      { units: 2, activation: output },
    ],
  };
}

function targets(loss: Loss, output: OutputActivation): Float64Array {
  const y = new Float64Array(COUNT * 2);
  const low = output === 'sigmoid' || output === 'softmax' ? 0 : -1;
  for (let n = 0; n < COUNT; n++) {
    y[2 * n] = n % 3 === 0 ? 1 : low;
    y[2 * n + 1] = n % 3 === 0 ? low : 1;
  }
  if (loss === 'huber') y[0] = 2.5; // so that both branches of the bend are met
  return y;
}

function batchLoss(
  shape: NetworkShape,
  loss: Loss,
  parameters: Float64Array,
  x: Float64Array,
  y: Float64Array,
): number {
  const z = logits(shape, parameters, x);
  const a = forward(shape, parameters, x, COUNT).at(-1)!;
  let sum = 0;
  for (let n = 0; n < COUNT; n++) {
    sum += sampleLoss(loss, { z, a, t: y, start: 2 * n, targetStart: 2 * n, units: 2 });
  }
  return sum / COUNT;
}

function logits(shape: NetworkShape, parameters: Float64Array, x: Float64Array): Float64Array {
  const layers = shape.layers.map((layer, i) =>
    i === shape.layers.length - 1 ? { ...layer, activation: 'linear' as const } : layer,
  );
  return forward({ ...shape, layers }, parameters, x, COUNT).at(-1)!;
}

/** One sgd step at learning rate 1 gives the gradient away: w − w'. */
function gradientOf(
  shape: NetworkShape,
  settings: Hyperparameters,
  parameters: Float64Array,
  x: Float64Array,
  y: Float64Array,
) {
  const { state, metrics } = trainSteps(parameters, shape, settings, x, y, [0, 1, 2, 3, 4], [COUNT], 0);
  return { gradient: parameters.map((w, i) => w - state[i]!), metrics };
}

const pairs = LOSSES.flatMap((loss) =>
  OUTPUTS_OF_LOSS[loss].flatMap((output) => ACTIVATIONS.map((hidden) => [loss, output, hidden] as const)),
);

it('gives the same to the last bit in chunks of one sample, of some, and of all', () => {
  const shape = network('relu', 'softmax');
  const state = Float32Array.from(numbers(parameterCount(shape), 1));
  const x = Float32Array.from(numbers(COUNT * 3, 2));
  const y = Float32Array.from(targets('categoricalCrossentropy', 'softmax'));
  const settings: Hyperparameters = {
    loss: 'categoricalCrossentropy',
    optimizer: SGD,
    l1: 0.1,
    l2: 0.1,
    dropout: 0.4,
    seed: 3,
  };
  const [inOne, ...others] = [Infinity, 1, 2 * parameterCount(shape)].map((work) => {
    const chunks = trainInChunks(state, shape, settings, x, y, [0, 1, 2, 3, 4, 2, 1], [5, 2], 7, null, work);
    for (let stops = 0; ; stops++) {
      const { done, value } = chunks.next();
      if (done) return { stops, ...value };
    }
  });
  expect([inOne!.stops, ...others.map(({ stops }) => stops)]).toEqual([2, 7, 4]);
  for (const { state: trained, metrics } of others) {
    expect(trained).toEqual(inOne!.state);
    expect(metrics).toEqual(inOne!.metrics);
  }
});

describe('trainSteps', () => {
  it.each(pairs)('%s on %s over %s: gradient equals the numeric one of the loss', (loss, output, hidden) => {
    const shape = network(hidden, output);
    const parameters = numbers(parameterCount(shape), 1);
    const [x, y] = [numbers(COUNT * 3, 2), targets(loss, output)];
    const settings: Hyperparameters = { loss, optimizer: SGD, l1: 0, l2: 0, dropout: 0, seed: 1 };
    const { gradient, metrics } = gradientOf(shape, settings, parameters, x, y);
    expect(metrics[0]).toBeCloseTo(batchLoss(shape, loss, parameters, x, y), 12);
    const h = 1e-5;
    for (let i = 0; i < parameters.length; i++) {
      const up = parameters.slice();
      const down = parameters.slice();
      up[i] = up[i]! + h;
      down[i] = down[i]! - h;
      const expected = (batchLoss(shape, loss, up, x, y) - batchLoss(shape, loss, down, x, y)) / (2 * h);
      const bound = 1e-8 + 2 * (ACTIVATION_CHECKS[hidden].derivativeError ?? 0);
      expect(Math.abs(gradient[i]! - expected)).toBeLessThan(bound);
    }
  });

  it('adds l1 and l2 to kernels and leaves biases alone', () => {
    const shape = network('tanh', 'tanh');
    const parameters = numbers(parameterCount(shape), 3);
    const [x, y] = [numbers(COUNT * 3, 2), targets('meanSquaredError', 'tanh')];
    const plain: Hyperparameters = {
      loss: 'meanSquaredError',
      optimizer: SGD,
      l1: 0,
      l2: 0,
      dropout: 0,
      seed: 1,
    };
    const bare = gradientOf(shape, plain, parameters, x, y);
    const penalised = gradientOf(shape, { ...plain, l1: 0.3, l2: 0.7 }, parameters, x, y);
    expect(penalised.metrics).toEqual(bare.metrics);
    for (const { kernelOffset, biasOffset, units } of layerOffsets(shape)) {
      for (let i = kernelOffset; i < biasOffset + units; i++) {
        const w = parameters[i]!;
        const expected = i < biasOffset ? 0.3 * Math.sign(w) + 0.7 * w : 0;
        expect(penalised.gradient[i]! - bare.gradient[i]!).toBeCloseTo(expected, 12);
      }
    }
  });

  it('silences the units that the mask names, going out and coming back', () => {
    const shape: NetworkShape = {
      inputs: 1,
      layers: [
        { units: 8, activation: 'linear' },
        { units: 1, activation: 'linear' },
      ],
    };
    const parameters = numbers(parameterCount(shape), 4);
    const settings: Hyperparameters = {
      loss: 'halfSquaredError',
      optimizer: SGD,
      l1: 0,
      l2: 0,
      dropout: 0.5,
      seed: 9,
    };
    const [x, y] = [Float64Array.of(0.8), Float64Array.of(0.1)];
    const step0 = 41;
    const { state, metrics } = trainSteps(parameters, shape, settings, x, y, [0], [1], step0);
    const key = dropoutKey(9, step0, 0);
    const kept = Array.from({ length: 8 }, (_, j) => !isDropped(key, 0, j, 8, dropoutThreshold(0.5)));
    expect(new Set(kept).size).toBe(2);
    let output = parameters[24]!;
    for (let j = 0; j < 8; j++) {
      if (kept[j]) output += 2 * (0.8 * parameters[j]! + parameters[8 + j]!) * parameters[16 + j]!;
    }
    const error = output - 0.1;
    expect(metrics[0]).toBeCloseTo(0.5 * error * error, 12);
    for (let j = 0; j < 8; j++) {
      const scale = kept[j] ? 2 : 0;
      const value = 0.8 * parameters[j]! + parameters[8 + j]!;
      expect(parameters[16 + j]! - state[16 + j]!).toBeCloseTo(error * scale * value, 12);
      expect(parameters[j]! - state[j]!).toBeCloseTo(error * parameters[16 + j]! * scale * 0.8, 12);
    }
  });

  it('makes the same steps in one call as in several', () => {
    const shape = network('tanh', 'softmax');
    const parameters = numbers(parameterCount(shape), 5);
    const settings: Hyperparameters = {
      loss: 'categoricalCrossentropy',
      optimizer: { ...SGD, name: 'adam', learningRate: 0.05 },
      l1: 0.01,
      l2: 0.01,
      dropout: 0.3,
      seed: 5,
    };
    const [x, y] = [numbers(COUNT * 3, 2), targets(settings.loss, 'softmax')];
    const start = new Float64Array(parameters.length * 3);
    start.set(parameters);
    const whole = trainSteps(start, shape, settings, x, y, [0, 1, 2, 3, 4, 4, 3], [2, 3, 2], 0);
    const first = trainSteps(start, shape, settings, x, y, [0, 1], [2], 0);
    const second = trainSteps(first.state, shape, settings, x, y, [2, 3, 4, 4, 3], [3, 2], 1);
    expect(second.state).toEqual(whole.state);
    expect([...first.metrics, ...second.metrics]).toEqual([...whole.metrics]);
    expect(start.subarray(0, parameters.length)).toEqual(parameters);
  });

  it('takes the rate of each step, where rates are given', () => {
    const shape = network('tanh', 'tanh');
    const parameters = numbers(parameterCount(shape), 5);
    const plan: Hyperparameters = { loss: 'huber', optimizer: SGD, l1: 0, l2: 0, dropout: 0, seed: 5 };
    const withRate = (learningRate: number): Hyperparameters => ({
      ...plan,
      optimizer: { ...SGD, learningRate },
    });
    const [x, y] = [numbers(COUNT * 3, 2), targets(plan.loss, 'tanh')];
    const both = trainSteps(parameters, shape, plan, x, y, [0, 1, 2, 3], [2, 2], 0, [0.5, 0.02]);
    const first = trainSteps(parameters, shape, withRate(0.5), x, y, [0, 1], [2], 0);
    const second = trainSteps(first.state, shape, withRate(0.02), x, y, [2, 3], [2], 1);
    expect(both.state).toEqual(second.state);
  });

  it.each(ACTIVATIONS)('%s stays finite on inputs of ±10,000, zeros and denormals', (hidden) => {
    for (const [loss, output] of [
      ['categoricalCrossentropy', 'softmax'],
      ['binaryCrossentropy', 'sigmoid'],
      ['halfSquaredError', 'tanh'],
    ] as const) {
      const shape = network(hidden, output);
      const parameters = numbers(parameterCount(shape), 6);
      const x = Float64Array.from([
        1e4, -1e4, 1e4, -1e4, -1e4, 1e4, 0, 0, 0, 5e-324, -5e-324, 1e-310, 1, 1, 1,
      ]);
      const settings: Hyperparameters = { loss, optimizer: SGD, l1: 0, l2: 0, dropout: 0, seed: 1 };
      const { gradient, metrics } = gradientOf(shape, settings, parameters, x, targets(loss, output));
      expect(gradient.every(Number.isFinite)).toBe(true);
      expect(metrics.every(Number.isFinite)).toBe(true);
    }
  });

  it.each(ACTIVATIONS)('%s lets a NaN through to the loss and the weights', (hidden) => {
    for (const loss of LOSSES) {
      const output = OUTPUTS_OF_LOSS[loss].at(-1)!;
      const shape = network(hidden, output);
      const parameters = numbers(parameterCount(shape), 6);
      const x = numbers(COUNT * 3, 2);
      x[4] = NaN;
      const settings: Hyperparameters = { loss, optimizer: SGD, l1: 0, l2: 0, dropout: 0, seed: 1 };
      const { gradient, metrics } = gradientOf(shape, settings, parameters, x, targets(loss, output));
      expect(metrics[0]).toBeNaN();
      expect(gradient.some(Number.isNaN)).toBe(true);
    }
  });
});
