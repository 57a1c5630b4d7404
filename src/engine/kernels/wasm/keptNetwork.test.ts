/**
 * Answers of a network that stays in the module's memory, and of rows that were written there: what is looked up or laid
 * out once must be right every time after, and only there.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { forwardCall } from './forwardCall.ts';
import { forwardErrors, numbers, planOf, shapeOf, sparseNumbers, trainingErrors } from './kernelCases.ts';
import { instantiateKernels } from './kernelModule.ts';
import { KernelMemory, type DenseExports } from './KernelMemory.ts';

const bytes = readFileSync(new URL('./generated/dense.wasm', import.meta.url));
const exports = (await instantiateKernels(bytes)) as DenseExports & { readonly listedChunks: () => number };
const memory = new KernelMemory(exports);

/** How many chunks `work` took from lists. */
function listedIn(work: () => void): number {
  const before = exports.listedChunks();
  work();
  return exports.listedChunks() - before;
}

/** As in sparse.test.ts, where it is justified. */
const FORWARD_BOUND = 2e-6;

describe('a network that is kept', () => {
  const shape = shapeOf(200, [64], 'relu', 'linear', 2);
  const values = Float32Array.from({ length: 200 * 64 + 64 + 64 * 2 + 2 }, numbers(1));
  // Nobody's input 100 is anything but zero.
  const x = sparseNumbers(3, 200, 0.1, numbers(2)).map((value, at) => (at % 200 === 100 ? 0 : value));
  const ask = (key: object, given: Float32Array): number[] => [
    ...forwardCall(memory, {
      shape,
      parameters: { values: given, key },
      networks: 1,
      x,
      samples: 3,
      everyLayer: false,
    }),
  ];

  it('answers from lists every time, and an infinite weight shows every time', () => {
    const [good, bad] = [{}, {}];
    const spoiled = values.slice();
    spoiled[100 * 64] = Infinity;
    const expected = ask(good, values);
    for (let call = 0; call < 3; call++) {
      expect(listedIn(() => expect(ask(bad, spoiled).every(Number.isNaN)).toBe(true))).toBe(0);
      expect(listedIn(() => expect(ask(good, values)).toEqual(expected))).toBe(1);
    }
  });

  it.each([31, 32, 33, 64, 97, 128])('from lists, as double precision does: %i units', (width) => {
    const wide = shapeOf(203, [width], 'tanh', 'softmax', 3);
    for (const density of [0, 0.02, 0.19, 0.8]) {
      for (const samples of [1, 5, 64, 150]) {
        const { rows, pictures } = forwardErrors(memory, wide, samples, 1, 1, density);
        expect(Math.max(rows, pictures)).toBeLessThan(FORWARD_BOUND);
      }
    }
  });

  it('is not taken to be finite for what is trained afterwards', () => {
    ask({}, values);
    const given = {
      name: 'diverged',
      shape,
      plan: planOf('meanSquaredError', 'sgd'),
      batchSizes: [30],
      density: 0.1,
      spoil: (rows: Float32Array, state: Float32Array): void => {
        for (let n = 0; n < rows.length; n += 200) rows[n + 7] = 0;
        state[7 * 64 + 5] = Infinity;
      },
    };
    expect(listedIn(() => trainingErrors(memory, given))).toBe(0);
  });
});

describe('rows that lie in the module', () => {
  it('are read where they are, also when the memory has to grow for the call', async () => {
    const shape = shapeOf(131, [48], 'relu', 'softmax', 4);
    const values = Float32Array.from({ length: 132 * 48 + 49 * 4 }, numbers(3));
    const rows = sparseNumbers(300, 131, 0.19, numbers(4));
    const call = { shape, networks: 1, samples: 300, everyLayer: false };
    const expected = forwardCall(memory, { ...call, parameters: { values }, x: rows }).slice();
    const fresh = new KernelMemory(await instantiateKernels(bytes));
    const address = fresh.inputs.place({}, rows.byteLength, [], () => {});
    const x = fresh.floats(address, rows.length);
    x.set(rows);
    expect(forwardCall(fresh, { ...call, parameters: { values, key: {} }, x })).toEqual(expected);
    expect(x.length, 'the view is void: the memory has grown').toBe(0);
    expect(fresh.floats(address, rows.length)).toEqual(rows);
  });
});
