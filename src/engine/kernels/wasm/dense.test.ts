/**
 * The compiled kernels against double precision, in Node: every activation, loss and optimiser, widths, depths and batch
 * sizes that leave SIMD lanes and register tiles partly filled, many networks, extreme inputs.
 */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Clip } from '#nn/clipping.ts';
import { ACTIVATIONS, OPTIMIZERS, type OptimizerName } from '#nn/vocabulary.ts';
import { hyperparametersOf, noise, shapeOf } from '../testing/trainingCase.ts';
import { forwardCall } from './forwardCall.ts';
import { KernelMemory } from './KernelMemory.ts';
import { instantiateKernels } from './kernelModule.ts';
import { expectTraining } from './testing/expectTraining.ts';
import { forwardErrors, pairwiseCases, wasmTrainingErrors, type WasmCase } from './testing/kernelCases.ts';
import { trainCall } from './trainCall.ts';

const file = new URL('./generated/dense.wasm', import.meta.url);
if (!existsSync(file)) throw new Error('The kernels are not compiled: run npm run build:inputs first.');
const memory = new KernelMemory(await instantiateKernels(readFileSync(file)));

const expectAgreement = (given: WasmCase): void => expectTraining(memory, given);

describe('training a narrow network', () => {
  it.each(pairwiseCases([5, 4], [10, 10, 7]))('$name', expectAgreement);
});

describe('training a wide network', () => {
  it.each(pairwiseCases([80, 90], [30, 30, 13]))('$name', expectAgreement);
});

describe('sizes that leave SIMD lanes partly filled', () => {
  const sizes = [1, 3, 4, 5, 31, 33, 257];
  it.each(sizes.flatMap((width) => [1, 3, 4, 5, 13, 33, 130].map((batch) => ({ width, batch }))))(
    'width $width, batch $batch',
    ({ width, batch }) => {
      expectAgreement({
        name: `width ${width}`,
        shape: shapeOf(width, [width], 'tanh', 'softmax', width),
        hyperparameters: hyperparametersOf('categoricalCrossentropy', 'sgd'),
        batchSizes: [batch, batch],
      });
    },
  );

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('%i layers', (depth) => {
    const shape = shapeOf(2, Array<number>(depth - 1).fill(8), 'tanh', 'tanh', 1);
    expectAgreement({
      name: `depth ${depth}`,
      shape,
      hyperparameters: hyperparametersOf('halfSquaredError', 'sgd'),
      batchSizes: [10, 10, 3],
    });
  });

  it('a wide layer between narrow ones', () => {
    expectAgreement({
      name: 'wide between narrow',
      shape: shapeOf(2, [3, 257, 1, 33], 'silu', 'sigmoid', 5),
      hyperparameters: hyperparametersOf('binaryCrossentropy', 'momentum', { dropout: 0.1, l2: 0.01 }),
      batchSizes: [33, 33, 5],
    });
  });
});

describe('many networks in one call', () => {
  it.each([
    { name: 'narrow', hidden: [6, 3] },
    { name: 'wide', hidden: [90, 80] },
  ])('$name', ({ name, hidden }) => {
    expectAgreement({
      name,
      shape: shapeOf(3, hidden, 'gelu', 'softmax', 3),
      hyperparameters: hyperparametersOf('categoricalCrossentropy', 'adam', { dropout: 0.3 }),
      batchSizes: [10, 10, 4],
      networks: 5,
      step0: 17,
    });
  });
});

describe.each([
  { name: 'narrow', inputs: 3, hidden: [6, 3], density: 1 },
  { name: 'wide', inputs: 3, hidden: [90, 80], density: 1 },
  { name: 'sparse', inputs: 203, hidden: [97], density: 0.05 },
])('a schedule and clipping in a $name network', ({ inputs, hidden, density }) => {
  const shape = shapeOf(inputs, hidden, 'tanh', 'softmax', 3);
  const settings = (optimizer: OptimizerName, clip?: Clip, penalty = 0): WasmCase => ({
    name: `${optimizer} ${clip?.by}`,
    shape,
    // So that the gradient of the penalty is clipped, too.
    hyperparameters: hyperparametersOf('categoricalCrossentropy', optimizer, {
      l2: penalty,
      ...(clip ? { clip } : {}),
    }),
    batchSizes: [10, 10, 7],
    networks: 2,
    density,
  });

  it.each(OPTIMIZERS)('%s takes the rate of each step, also 0', (optimizer) => {
    expectAgreement({ ...settings(optimizer), rateFactors: [1, 0.25, 0] });
  });

  it.each(OPTIMIZERS)('%s clips by norm and by value, with and without penalties', (optimizer) => {
    for (const by of ['norm', 'value'] as const) {
      for (const limit of [1e-3, 0.02, 1e4]) {
        for (const penalty of [0, 0.5]) expectAgreement(settings(optimizer, { by, limit }, penalty));
      }
    }
  });

  it('keeps a NaN and turns an infinite norm into one, as the reference', () => {
    for (const by of ['norm', 'value'] as const) {
      const given = settings('sgd', { by, limit: 0.1 });
      const spoil = (x: Float32Array): void => void (x[1] = NaN);
      expect(wasmTrainingErrors(memory, { ...given, spoil }).state).toBeLessThan(3e-6);
    }
  });
});

describe('a data set that is not cached', () => {
  it('is copied in portions, with the same result', () => {
    // 4,800 rows of 2.8 kB: two portions.
    expectAgreement({
      name: 'portions',
      shape: shapeOf(700, [60], 'tanh', 'softmax', 4),
      hyperparameters: hyperparametersOf('categoricalCrossentropy', 'sgd', { dropout: 0.2 }),
      batchSizes: Array<number>(120).fill(40),
      rateFactors: Array.from({ length: 120 }, (_, step) => 1 / (1 + step)),
      networks: 2,
      keyed: false,
    });
  });

  it('rejects an order with indices outside the data', () => {
    const shape = shapeOf(2, [3], 'tanh', 'tanh', 1);
    const call = {
      shape,
      hyperparameters: hyperparametersOf('halfSquaredError', 'sgd'),
      state: new Float32Array(13),
      networks: 1,
      x: { values: new Float32Array(8) },
      y: { values: new Float32Array(4) },
      batchSizes: [2],
      step0: 0,
    };
    expect(() => trainCall(memory, { ...call, order: Int32Array.of(0, 4) })).toThrow('names sample 4');
    expect(() => trainCall(memory, { ...call, order: Int32Array.of(-1, 0) })).toThrow('indices 0 to 3');
  });
});

describe('forward pass', () => {
  /** As above: a layer's sum and its activation, once a layer. */
  const FORWARD_BOUND = 2e-6;

  it.each([1, 2, 5, 8, 95, 97, 300])('%i samples', (samples) => {
    for (const hidden of [[8, 8], [70, 37], [1]]) {
      const { rows, transposed } = forwardErrors(
        memory,
        shapeOf(5, hidden, 'gelu', 'softmax', 3),
        samples,
        2,
      );
      expect(rows).toBeLessThan(FORWARD_BOUND);
      expect(transposed).toBeLessThan(FORWARD_BOUND);
    }
  });

  it.each(ACTIVATIONS)('%s at ordinary, huge and denormal inputs', (activation) => {
    const shape = shapeOf(3, [9], activation, 'linear', 2);
    expect(forwardErrors(memory, shape, 21).rows).toBeLessThan(FORWARD_BOUND);
    expect(forwardErrors(memory, shape, 21, 1, 1e-39).rows).toBeLessThan(FORWARD_BOUND);
    expect(forwardErrors(memory, shape, 21, 1, 0).rows).toBeLessThan(FORWARD_BOUND);
    // Sums of terms of size 10⁴ may cancel: the error is that of the terms.
    expect(forwardErrors(memory, shape, 21, 1, 1e4).transposed).toBeLessThan(2e-5);
  });

  it.each(ACTIVATIONS)('%s propagates a NaN', (activation) => {
    for (const units of [3, 300]) {
      const shape = shapeOf(8, [units], activation, 'softmax', 2);
      const values = noise(8 * units + units + units * 2 + 2, 1);
      const x = new Float32Array(16).fill(0.5);
      x[3] = NaN;
      const call = { shape, parameters: { values }, networks: 1, x, samples: 2, everyLayer: false };
      const outputs = [...forwardCall(memory, call)];
      expect(outputs.slice(0, 2)).toEqual([NaN, NaN]);
      expect(outputs.slice(2).every(Number.isFinite)).toBe(true);
    }
  });

  it('cached packed kernels give the same as fresh ones', () => {
    const shape = shapeOf(64, [64], 'tanh', 'linear', 3);
    const values = noise(64 * 65 + 65 * 3, 2);
    const x = noise(64 * 9, 3);
    const call = { shape, networks: 1, x, samples: 9, everyLayer: false };
    const fresh = forwardCall(memory, { ...call, parameters: { values } }).slice();
    const key = {};
    forwardCall(memory, { ...call, parameters: { values, key } });
    expect(forwardCall(memory, { ...call, parameters: { values, key } })).toEqual(fresh);
  });
});

describe('memory', () => {
  it('is all freed, and does not grow over many calls', () => {
    const given = pairwiseCases([80, 90], [30])[7]!;
    wasmTrainingErrors(memory, given);
    memory.cache.sweep(() => false);
    const used = memory.allocator.usedBytes;
    const size = memory.exports.memory.buffer.byteLength;
    for (let i = 0; i < 50; i++) {
      wasmTrainingErrors(memory, given);
      memory.cache.sweep(() => false);
    }
    expect(memory.allocator.usedBytes).toBe(used);
    expect(memory.exports.memory.buffer.byteLength).toBe(size);
  });
});
