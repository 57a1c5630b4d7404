/**
 * The compiled kernels in a real browser: through tfjs against the reference, both builds on the shared cases, and no leaks
 * over many calls.
 */
import { engine, tensor1d, tensor2d, type Tensor } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { openWasm } from '#engine/device/openWasm.ts';
import { forward } from '#nn/forward.ts';
import { parameterCount, unitCount } from '#nn/NetworkShape.ts';
import { initialState } from '#nn/optimizers.ts';
import { trainSteps } from '#nn/train.ts';
import { OPTIMIZERS } from '#nn/vocabulary.ts';
import { denseForward } from '../denseForward.ts';
import { denseTrain } from '../denseTrain.ts';
import { hyperparametersOf, noise, shapeOf } from '../testing/trainingCase.ts';
import { distance } from '../testing/trainingErrors.ts';
import { KernelMemory } from './KernelMemory.ts';
import { hasRelaxedSimd, instantiateKernels } from './kernelModule.ts';
import { registerWasm, type WasmKernels } from './registerWasm.ts';
import { forwardErrors, pairwiseCases, wasmTrainingErrors } from './testing/kernelCases.ts';

const BUILDS = ['dense.wasm', ...(hasRelaxedSimd() ? ['denseRelaxed.wasm'] : [])];
const URLS: Readonly<Record<string, URL>> = {
  'dense.wasm': new URL('./generated/dense.wasm', import.meta.url),
  'denseRelaxed.wasm': new URL('./generated/denseRelaxed.wasm', import.meta.url),
};

describe.each(BUILDS)('%s', (build) => {
  let memory: KernelMemory;
  beforeAll(async () => {
    memory = new KernelMemory(await instantiateKernels(await (await fetch(URLS[build]!)).arrayBuffer()));
  });

  // Bounds as in dense.test.ts, where they are justified.
  it.each([
    { name: 'narrow', hidden: [5, 4], batchSizes: [10, 10, 7] },
    { name: 'wide', hidden: [80, 90], batchSizes: [30, 30, 13] },
  ])('training $name networks agrees with double precision', ({ hidden, batchSizes }) => {
    for (const given of pairwiseCases(hidden, batchSizes)) {
      const { state, loss, correct } = wasmTrainingErrors(memory, given);
      expect(state, given.name).toBeLessThan(3e-6);
      expect(loss, given.name).toBeLessThan(2e-6);
      expect(correct, given.name).toBe(0);
    }
  });

  it('sparse inputs agree with double precision', () => {
    const shape = shapeOf(203, [97], 'tanh', 'softmax', 3);
    for (const density of [0, 0.05, 0.19, 0.8]) {
      for (const optimizer of OPTIMIZERS) {
        const hyperparameters = hyperparametersOf('categoricalCrossentropy', optimizer);
        const given = {
          name: `${optimizer} ${density}`,
          shape,
          hyperparameters,
          batchSizes: [30, 150, 13],
          density,
        };
        const { state, loss, correct } = wasmTrainingErrors(memory, given);
        expect(state, given.name).toBeLessThan(3e-6);
        expect(loss, given.name).toBeLessThan(2e-6);
        expect(correct, given.name).toBe(0);
      }
      const { rows, transposed } = forwardErrors(memory, shape, 150, 2, 1, density);
      expect(Math.max(rows, transposed)).toBeLessThan(2e-6);
    }
  });

  it.each([1, 7, 300])('a forward pass of %i samples agrees with double precision', (samples) => {
    for (const hidden of [
      [8, 8],
      [70, 37],
    ]) {
      const { rows, transposed } = forwardErrors(
        memory,
        shapeOf(5, hidden, 'gelu', 'softmax', 3),
        samples,
        2,
      );
      expect(Math.max(rows, transposed)).toBeLessThan(2e-6);
    }
  });
});

describe('through tfjs', () => {
  const shape = shapeOf(6, [80, 90], 'silu', 'softmax', 3);
  const hyperparameters = hyperparametersOf('categoricalCrossentropy', 'momentum', {
    dropout: 0.2,
    l2: 0.01,
  });
  const x = noise(50 * 6, 5);
  const y = Float32Array.from({ length: 50 * 3 }, (_, i) => (i % 3 === ((i / 3) | 0) % 3 ? 1 : 0));
  const parameters = noise(parameterCount(shape), 6, 0.3);
  const state = initialState(parameters, hyperparameters.optimizer.name);
  const order = Int32Array.from({ length: 50 }, (_, i) => (i * 7) % 50);
  const batchSizes = [20, 20, 10];

  let kernels: WasmKernels;
  beforeAll(async () => {
    await openWasm(location.href);
    kernels = await registerWasm();
  });

  it('returns tensors of the right shapes and does not change its inputs', async () => {
    const tensors: Tensor[] = [];
    const keep = <T extends Tensor>(tensor: T): T => {
      tensors.push(tensor);
      return tensor;
    };
    const inputs = {
      state: keep(tensor2d(state, [1, state.length])),
      x: keep(tensor2d(x, [50, 6])),
      y: keep(tensor2d(y, [50, 3])),
      order: keep(tensor1d(order, 'int32')),
    };
    const expected = trainSteps(Float64Array.from(state), shape, hyperparameters, x, y, order, batchSizes, 4);
    for (let call = 0; call < 2; call++) {
      const trained = denseTrain(inputs, { shape, hyperparameters, batchSizes, step0: 4 });
      keep(trained.state);
      keep(trained.metrics);
      expect(trained.state.shape).toEqual([1, state.length]);
      expect(trained.metrics.shape).toEqual([1, 3, 2]);
      expect(distance(await trained.state.data(), expected.state)).toBeLessThan(2e-6);
      expect(distance(await trained.metrics.data(), expected.metrics)).toBeLessThan(2e-6);
    }
    expect(await inputs.state.data()).toEqual(state);

    const row = keep(tensor2d(parameters, [1, parameters.length]));
    const outputs = keep(denseForward(row, inputs.x, { shape, everyLayer: false }));
    const transposed = keep(denseForward(row, inputs.x, { shape, everyLayer: true }));
    expect(outputs.shape).toEqual([1, 50, 3]);
    expect(transposed.shape).toEqual([1, unitCount(shape), 50]);
    const layers = forward(shape, Float64Array.from(parameters), x, 50);
    expect(distance(await outputs.data(), layers.at(-1)!)).toBeLessThan(2e-6);
    expect((await transposed.data())[50]).toBeCloseTo(layers[0]![1]!, 5); // second unit, first sample
    for (const tensor of tensors) tensor.dispose();
    expect(engine().memory().numTensors).toBe(0);
  });

  it('reads rows written in place before each call, also after a recompilation', async () => {
    const row = tensor2d(parameters, [1, parameters.length]);
    const inbox = tensor2d(new Float32Array(50 * 6), [50, 6]);
    const layersOf = (rows: Float32Array) => forward(shape, Float64Array.from(parameters), rows, 50);
    for (const call of [0, 1, 2]) {
      const rows = x.map((value) => value - call);
      kernels.inputRows(inbox).set(rows);
      const outputs = denseForward(row, inbox, { shape, everyLayer: false });
      expect(distance(await outputs.data(), layersOf(rows).at(-1)!)).toBeLessThan(2e-6);
      outputs.dispose();
      if (call === 1) kernels.recompile();
    }
    inbox.dispose();
    // A later tensor of the same shape is read as usual.
    const next = tensor2d(x, [50, 6]);
    const outputs = denseForward(row, next, { shape, everyLayer: false });
    expect(distance(await outputs.data(), layersOf(x).at(-1)!)).toBeLessThan(2e-6);
    for (const tensor of [row, next, outputs]) tensor.dispose();
    expect(engine().memory().numTensors).toBe(0);
  });

  it('names the tensor that does not fit the shape', () => {
    const wrong = tensor2d(new Float32Array(4), [2, 2]);
    const row = tensor2d(parameters, [1, parameters.length]);
    expect(() => denseForward(row, wrong, { shape, everyLayer: false })).toThrow('x has rows of 2 values');
    wrong.dispose();
    row.dispose();
  });
});
