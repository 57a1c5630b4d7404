/**
 * The compiled kernels in a real browser: through tfjs against the reference, both builds on the shared cases, and
 * nothing left behind over many calls.
 */
import { engine, tensor1d, tensor2d, type Tensor } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { parameterCount, unitCount } from '../../../spec/networkShape.ts';
import { OPTIMIZERS } from '../../../spec/vocabulary.ts';
import { openWasm } from '../../device/openWasm.ts';
import { denseForward } from '../denseForward.ts';
import { denseTrain } from '../denseTrain.ts';
import { forward } from '../reference/forward.ts';
import { initialState } from '../reference/optimizers.ts';
import { trainSteps } from '../reference/train.ts';
import {
  distance,
  forwardErrors,
  numbers,
  pairwiseCases,
  planOf,
  shapeOf,
  trainingErrors,
} from './kernelCases.ts';
import { hasRelaxedSimd, instantiateKernels } from './kernelModule.ts';
import { KernelMemory } from './KernelMemory.ts';
import { registerWasm, type WasmKernels } from './registerWasm.ts';

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
  ])('trains $name networks as double precision does', ({ hidden, batchSizes }) => {
    for (const given of pairwiseCases(hidden, batchSizes)) {
      const { state, loss, right } = trainingErrors(memory, given);
      expect(state, given.name).toBeLessThan(3e-6);
      expect(loss, given.name).toBeLessThan(2e-6);
      expect(right, given.name).toBe(0);
    }
  });

  it('trains and answers from sparse inputs as double precision does', () => {
    const shape = shapeOf(203, [97], 'tanh', 'softmax', 3);
    for (const density of [0, 0.05, 0.19, 0.8]) {
      for (const optimizer of OPTIMIZERS) {
        const plan = planOf('categoricalCrossentropy', optimizer);
        const given = { name: `${optimizer} ${density}`, shape, plan, batchSizes: [30, 150, 13], density };
        const { state, loss, right } = trainingErrors(memory, given);
        expect(state, given.name).toBeLessThan(3e-6);
        expect(loss, given.name).toBeLessThan(2e-6);
        expect(right, given.name).toBe(0);
      }
      const { rows, pictures } = forwardErrors(memory, shape, 150, 2, 1, density);
      expect(Math.max(rows, pictures)).toBeLessThan(2e-6);
    }
  });

  it.each([1, 7, 300])('answers %i samples as double precision does', (samples) => {
    for (const hidden of [
      [8, 8],
      [70, 37],
    ]) {
      const { rows, pictures } = forwardErrors(memory, shapeOf(5, hidden, 'gelu', 'softmax', 3), samples, 2);
      expect(Math.max(rows, pictures)).toBeLessThan(2e-6);
    }
  });
});

describe('through tfjs', () => {
  const shape = shapeOf(6, [80, 90], 'silu', 'softmax', 3);
  const plan = planOf('categoricalCrossentropy', 'momentum', { dropout: 0.2, l2: 0.01 });
  const next = numbers(5);
  const x = Float32Array.from({ length: 50 * 6 }, next);
  const y = Float32Array.from({ length: 50 * 3 }, (_, i) => (i % 3 === ((i / 3) | 0) % 3 ? 1 : 0));
  const parameters = Float32Array.from({ length: parameterCount(shape) }, () => 0.3 * next());
  const state = initialState(parameters, plan.optimizer.name);
  const order = Int32Array.from({ length: 50 }, (_, i) => (i * 7) % 50);
  const batchSizes = [20, 20, 10];

  let kernels: WasmKernels;
  beforeAll(async () => {
    await openWasm(location.href);
    kernels = await registerWasm();
  });

  it('trains and answers with tensors of the right shapes, and leaves its inputs alone', async () => {
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
    const expected = trainSteps(Float64Array.from(state), shape, plan, x, y, order, batchSizes, 4);
    for (let call = 0; call < 2; call++) {
      const trained = denseTrain(inputs, { shape, plan, batchSizes, step0: 4 });
      keep(trained.state);
      keep(trained.metrics);
      expect(trained.state.shape).toEqual([1, state.length]);
      expect(trained.metrics.shape).toEqual([1, 3, 2]);
      expect(distance(await trained.state.data(), expected.state)).toBeLessThan(2e-6);
      expect(distance(await trained.metrics.data(), expected.metrics)).toBeLessThan(2e-6);
    }
    expect(await inputs.state.data()).toEqual(state);

    const row = keep(tensor2d(parameters, [1, parameters.length]));
    const answers = keep(denseForward(row, inputs.x, { shape, everyLayer: false }));
    const pictures = keep(denseForward(row, inputs.x, { shape, everyLayer: true }));
    expect(answers.shape).toEqual([1, 50, 3]);
    expect(pictures.shape).toEqual([1, unitCount(shape), 50]);
    const layers = forward(shape, Float64Array.from(parameters), x, 50);
    expect(distance(await answers.data(), layers.at(-1)!)).toBeLessThan(2e-6);
    expect((await pictures.data())[50]).toBeCloseTo(layers[0]![1]!, 5); // second unit, first sample
    for (const tensor of tensors) tensor.dispose();
    expect(engine().memory().numTensors).toBe(0);
  });

  it('answers rows that were written into its own memory, anew for each call, also when compiled anew', async () => {
    const row = tensor2d(parameters, [1, parameters.length]);
    const inbox = tensor2d(new Float32Array(50 * 6), [50, 6]);
    const layersOf = (rows: Float32Array) => forward(shape, Float64Array.from(parameters), rows, 50);
    for (const call of [0, 1, 2]) {
      const rows = x.map((value) => value - call);
      kernels.inputRows(inbox).set(rows);
      const answers = denseForward(row, inbox, { shape, everyLayer: false });
      expect(distance(await answers.data(), layersOf(rows).at(-1)!)).toBeLessThan(2e-6);
      answers.dispose();
      if (call === 1) kernels.recompile();
    }
    inbox.dispose();
    // Its successor of the same shape is a tensor like any other.
    const next = tensor2d(x, [50, 6]);
    const answers = denseForward(row, next, { shape, everyLayer: false });
    expect(distance(await answers.data(), layersOf(x).at(-1)!)).toBeLessThan(2e-6);
    for (const tensor of [row, next, answers]) tensor.dispose();
    expect(engine().memory().numTensors).toBe(0);
  });

  it('says which tensor does not fit the shape', () => {
    const wrong = tensor2d(new Float32Array(4), [2, 2]);
    const row = tensor2d(parameters, [1, parameters.length]);
    expect(() => denseForward(row, wrong, { shape, everyLayer: false })).toThrow('x has rows of 2 values');
    wrong.dispose();
    row.dispose();
  });
});
