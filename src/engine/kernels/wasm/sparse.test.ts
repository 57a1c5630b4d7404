/**
 * The sparse first layer against double precision: every optimiser on both sides of the density threshold, widths and
 * batches that leave SIMD lanes, vectors and tiles partly filled, NaN and infinity.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { OPTIMIZERS } from '#nn/vocabulary.ts';
import { hyperparametersOf, noise, shapeOf, sparseRows } from '../testing/trainingCase.ts';
import { forwardCall } from './forwardCall.ts';
import { KernelMemory, type DenseExports } from './KernelMemory.ts';
import { instantiateKernels } from './kernelModule.ts';
import { expectTraining } from './testing/expectTraining.ts';
import { forwardErrors, type WasmCase } from './testing/kernelCases.ts';
import { trainCall, type TrainCall } from './trainCall.ts';

interface TestedExports extends DenseExports {
  readonly sparseChunks: () => number;
}
const bytes = readFileSync(new URL('./generated/denseTest.wasm', import.meta.url));
const exports = (await instantiateKernels(bytes)) as TestedExports;
const memory = new KernelMemory(exports);

/** How many chunks took the sparse path during `work`. */
function sparseChunksOf(work: () => void): number {
  const before = exports.sparseChunks();
  work();
  return exports.sparseChunks() - before;
}

const FORWARD_BOUND = 2e-6;

/** With the bounds of the dense path: a sum that skips zeros rounds no more often than one that adds them. */
const expectAgreement = (given: WasmCase): void => expectTraining(memory, given);

/** 131 inputs into 48 units: 12 vectors of units, so that the threshold is a density of 12/29. */
const SHAPE = shapeOf(131, [48], 'relu', 'softmax', 4);

describe('training on sparse inputs', () => {
  const penalties = [
    { name: 'plain', rest: {} },
    { name: 'penalised', rest: { l1: 0.01, l2: 0.02 } },
    { name: 'with dropout', rest: { dropout: 0.25 } },
  ];
  const cases = OPTIMIZERS.flatMap((optimizer) => penalties.map((penalty) => ({ optimizer, ...penalty })));
  it.each(cases)('$optimizer, $name, from empty to full', ({ optimizer, name, rest }) => {
    for (const density of [0, 0.02, 0.19, 0.4, 0.8, 1]) {
      const batchSizes = [30, 30, 13];
      const hyperparameters = hyperparametersOf('categoricalCrossentropy', optimizer, rest);
      // Without a key the CSR copy is made chunk by chunk, else once for all calls.
      for (const keyed of [true, false]) {
        const given = {
          name: `${name} ${density}`,
          shape: SHAPE,
          hyperparameters,
          batchSizes,
          density,
          step0: 3,
          keyed,
        };
        const sparse = sparseChunksOf(() => expectAgreement(given));
        expect(sparse, `sparse chunks at ${density}`).toBe(density < 0.5 ? 3 : 0);
      }
    }
  });

  it.each([1, 3, 4, 5, 31, 33, 257])('%i units', (width) => {
    // Odd, and just large enough for the sparse path.
    const inputs = Math.ceil(6_144 / width / 2) * 2 + 1;
    const shape = shapeOf(inputs, [width], 'tanh', 'softmax', 3);
    for (const [density, optimizer] of [
      [0.1, 'sgd'],
      [0.1, 'adam'],
      [0.9, 'sgd'],
    ] as const) {
      const hyperparameters = hyperparametersOf('categoricalCrossentropy', optimizer, {
        l2: optimizer === 'adam' ? 0.01 : 0,
      });
      const given = { name: `width ${width}`, shape, hyperparameters, batchSizes: [30, 13], density };
      expect(sparseChunksOf(() => expectAgreement(given))).toBe(density < 0.5 ? 2 : 0);
    }
  });

  it.each([1, 2, 3, 4, 5, 8, 13, 127, 130, 300])('batches of %i', (batch) => {
    const hyperparameters = hyperparametersOf('categoricalCrossentropy', 'sgd');
    const given = {
      name: `batch ${batch}`,
      shape: SHAPE,
      hyperparameters,
      batchSizes: [batch, batch],
      density: 0.19,
    };
    expect(sparseChunksOf(() => expectAgreement(given))).toBe(2 * Math.ceil(batch / 128));
  });

  it('chunks of one batch on both sides of the threshold', () => {
    // 16 of 53 samples are dense: 0.41 on average, and eight chunks that vary around it.
    const given: WasmCase = {
      name: 'mixed',
      shape: SHAPE,
      hyperparameters: hyperparametersOf('categoricalCrossentropy', 'sgd'),
      batchSizes: [1_000],
      density: 0.19,
      spoil: (x) => x.fill(0.3, 0, 131 * 16),
    };
    const sparse = sparseChunksOf(() => expectAgreement(given));
    expect(sparse).toBeGreaterThan(0);
    expect(sparse).toBeLessThan(8);
  });

  it('a network that is its first layer only, and several networks', () => {
    const base = {
      hyperparameters: hyperparametersOf('categoricalCrossentropy', 'sgd'),
      batchSizes: [33, 7],
      density: 0.12,
    };
    expectAgreement({ ...base, name: 'one layer', shape: shapeOf(784, [], 'relu', 'softmax', 10) });
    expectAgreement({ ...base, name: 'three networks', shape: SHAPE, networks: 3 });
    expectAgreement({ ...base, name: 'in portions', shape: SHAPE, keyed: false });
  });
});

describe('a cached data set with its CSR copy', () => {
  const inputs = 131;
  const x = sparseRows(53, inputs, 0.19, 5);
  const y = Float32Array.from({ length: 53 * 4 }, (_, i) => (i % 4 === 0 ? 1 : 0));
  const call = (key: object): TrainCall => ({
    shape: SHAPE,
    hyperparameters: hyperparametersOf('categoricalCrossentropy', 'sgd'),
    state: noise(132 * 48 + 49 * 4, 6),
    networks: 1,
    x: { values: x, key },
    y: { values: y, key: {} },
    order: Int32Array.from({ length: 53 }, (_, i) => 52 - i),
    batchSizes: [53],
    step0: 0,
  });

  it('is compressed once, takes memory for its nonzero entries only, and trains the same again', () => {
    memory.cache.sweep(() => false);
    const key = {};
    const first = trainCall(memory, call(key)).state.slice();
    const entries = x.reduce((count, value) => count + (value === 0 ? 0 : 1), 0);
    expect(memory.cache.cachedBytes).toBe(x.byteLength + y.byteLength + 4 * 54 + 8 * entries + 32);
    expect(trainCall(memory, call(key)).state).toEqual(first);
    memory.cache.sweep((other) => other === key);
    expect(memory.cache.cachedBytes).toBe(x.byteLength + 4 * 54 + 8 * entries + 32);
  });

  it('is cached without a CSR copy if that does not fit', async () => {
    const small = new KernelMemory(await instantiateKernels(bytes), x.byteLength + y.byteLength);
    const trained = trainCall(small, call({})).state.slice();
    expect(small.cache.cachedBytes).toBe(x.byteLength + y.byteLength);
    expect(trainCall(memory, call({})).state).toEqual(trained);
  });
});

describe('NaN and infinity', () => {
  const sparseChunksWith = (spoil: NonNullable<WasmCase['spoil']>): number =>
    sparseChunksOf(() =>
      expectAgreement({
        name: 'spoiled',
        shape: SHAPE,
        hyperparameters: hyperparametersOf('categoricalCrossentropy', 'sgd'),
        batchSizes: [30, 30],
        density: 0.19,
        spoil,
      }),
    );

  it('a NaN pixel reaches every weight, as if zeros were multiplied too', () => {
    // The first step is sparse up to its deltas; then weights are NaN and the dense path is taken.
    const spoil = (x: Float32Array): void => {
      for (let n = 0; n < 53; n += 9) x[131 * n + 3] = NaN;
    };
    expect(sparseChunksWith(spoil)).toBe(1);
  });

  it.each([NaN, Infinity, -Infinity])(
    'a weight that is %d shows even behind a pixel that is always zero',
    (bad) => {
      const spoil = (x: Float32Array, state: Float32Array): void => {
        for (let n = 0; n < 53; n++) x[131 * n + 7] = 0;
        state[7 * 48 + 5] = bad;
      };
      expect(sparseChunksWith(spoil)).toBe(0);
    },
  );

  it('show in predictions', () => {
    const shape = shapeOf(200, [64], 'relu', 'linear', 2);
    const values = noise(200 * 64 + 64 + 64 * 2 + 2, 1);
    const x = new Float32Array(400);
    x[3] = NaN;
    const predict = (): number[] => [
      ...forwardCall(memory, {
        shape,
        parameters: { values },
        networks: 1,
        x,
        samples: 2,
        everyLayer: false,
      }),
    ];
    expect(
      sparseChunksOf(() => expect(predict().map(Number.isNaN)).toEqual([true, true, false, false])),
    ).toBe(1);
    x[3] = 0;
    values[100 * 64] = Infinity;
    expect(sparseChunksOf(() => expect(predict()).toEqual([NaN, NaN, NaN, NaN]))).toBe(0);
  });
});

describe('forward pass on sparse inputs', () => {
  it.each([1, 2, 5, 8, 64, 127, 129, 300])('%i samples', (samples) => {
    for (const width of [1, 3, 4, 5, 31, 33, 257]) {
      const inputs = Math.ceil(2_048 / width) + 2;
      for (const density of [0, 0.02, 0.12, 0.45, 0.8]) {
        const shape = shapeOf(inputs, [width], 'gelu', 'softmax', 3);
        const { rows, transposed } = forwardErrors(memory, shape, samples, 2, 1, density);
        expect(rows).toBeLessThan(FORWARD_BOUND);
        expect(transposed).toBeLessThan(FORWARD_BOUND);
      }
    }
  });
});
