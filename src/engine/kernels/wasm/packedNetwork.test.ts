/**
 * Forward passes of a network whose packed kernels are cached, and of rows written in place: what is computed once must hold
 * for every later call, and for this network only.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hyperparametersOf, noise, shapeOf, sparseRows } from '../testing/trainingCase.ts';
import { forwardCall } from './forwardCall.ts';
import { KernelMemory, type DenseExports } from './KernelMemory.ts';
import { instantiateKernels } from './kernelModule.ts';
import { forwardErrors, wasmTrainingErrors } from './testing/kernelCases.ts';

const bytes = readFileSync(new URL('./generated/denseTest.wasm', import.meta.url));
const exports = (await instantiateKernels(bytes)) as DenseExports & { readonly sparseChunks: () => number };
const memory = new KernelMemory(exports);

/** How many chunks took the sparse path during `work`. */
function sparseChunksOf(work: () => void): number {
  const before = exports.sparseChunks();
  work();
  return exports.sparseChunks() - before;
}

/** As in sparse.test.ts, where it is justified. */
const FORWARD_BOUND = 2e-6;

describe('a cached network', () => {
  const shape = shapeOf(200, [64], 'relu', 'linear', 2);
  const values = noise(200 * 64 + 64 + 64 * 2 + 2, 1);
  // Input 100 is always zero.
  const x = sparseRows(3, 200, 0.1, 2).map((value, i) => (i % 200 === 100 ? 0 : value));
  const predict = (key: object, given: Float32Array): number[] => [
    ...forwardCall(memory, {
      shape,
      parameters: { values: given, key },
      networks: 1,
      x,
      samples: 3,
      everyLayer: false,
    }),
  ];

  it('takes the sparse path every time, and an infinite weight shows every time', () => {
    const [good, bad] = [{}, {}];
    const spoiled = values.slice();
    spoiled[100 * 64] = Infinity;
    const expected = predict(good, values);
    for (let call = 0; call < 3; call++) {
      expect(sparseChunksOf(() => expect(predict(bad, spoiled).every(Number.isNaN)).toBe(true))).toBe(0);
      expect(sparseChunksOf(() => expect(predict(good, values)).toEqual(expected))).toBe(1);
    }
  });

  it.each([31, 32, 33, 64, 97, 128])('sparse, agrees with double precision: %i units', (width) => {
    const wide = shapeOf(203, [width], 'tanh', 'softmax', 3);
    for (const density of [0, 0.02, 0.19, 0.8]) {
      for (const samples of [1, 5, 64, 150]) {
        const { rows, transposed } = forwardErrors(memory, wide, samples, 1, 1, density);
        expect(Math.max(rows, transposed)).toBeLessThan(FORWARD_BOUND);
      }
    }
  });

  it('is checked for infinities again when another network is trained', () => {
    predict({}, values);
    const given = {
      name: 'diverged',
      shape,
      hyperparameters: hyperparametersOf('meanSquaredError', 'sgd'),
      batchSizes: [30],
      density: 0.1,
      spoil: (rows: Float32Array, state: Float32Array): void => {
        for (let n = 0; n < rows.length; n += 200) rows[n + 7] = 0;
        state[7 * 64 + 5] = Infinity;
      },
    };
    expect(sparseChunksOf(() => wasmTrainingErrors(memory, given))).toBe(0);
  });
});

describe('rows written in place', () => {
  it('are read without a copy, also when the memory has to grow for the call', async () => {
    const shape = shapeOf(131, [48], 'relu', 'softmax', 4);
    const values = noise(132 * 48 + 49 * 4, 3);
    const rows = sparseRows(300, 131, 0.19, 4);
    const call = { shape, networks: 1, samples: 300, everyLayer: false };
    const expected = forwardCall(memory, { ...call, parameters: { values }, x: rows }).slice();
    const fresh = new KernelMemory(await instantiateKernels(bytes));
    const address = fresh.inputs.getOrAllocate({}, rows.byteLength, [], () => {});
    const x = fresh.floats(address, rows.length);
    x.set(rows);
    expect(forwardCall(fresh, { ...call, parameters: { values, key: {} }, x })).toEqual(expected);
    expect(x.length, 'the view is detached: the memory has grown').toBe(0);
    expect(fresh.floats(address, rows.length)).toEqual(rows);
  });
});
