/**
 * The first layer on inputs that are mostly zero, against double precision: every optimiser on both sides of the
 * crossover, widths and batches that leave lanes, vectors and blocks half full, and numbers that are none.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { OPTIMIZERS } from '../../../spec/vocabulary.ts';
import { expectTraining } from './expectTraining.ts';
import { forwardCall } from './forwardCall.ts';
import { forwardErrors, numbers, planOf, shapeOf, sparseNumbers, type TrainCase } from './kernelCases.ts';
import { instantiateKernels } from './kernelModule.ts';
import { KernelMemory, type DenseExports } from './KernelMemory.ts';
import { trainCall, type TrainCall } from './trainCall.ts';

interface TestedExports extends DenseExports {
  readonly listedChunks: () => number;
}
const bytes = readFileSync(new URL('./generated/dense.wasm', import.meta.url));
const exports = (await instantiateKernels(bytes)) as TestedExports;
const memory = new KernelMemory(exports);

/** How many chunks `work` took from lists. */
function listedIn(work: () => void): number {
  const before = exports.listedChunks();
  work();
  return exports.listedChunks() - before;
}

const FORWARD_BOUND = 2e-6;

/** With the bounds of every product: a sum that skips zeros rounds no more often than one that adds them. */
const expectAgreement = (given: TrainCase): void => expectTraining(memory, given);

/** 131 inputs into 48 units and on: 12 vectors of units, lists up to a density of 12/29. */
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
      const plan = planOf('categoricalCrossentropy', optimizer, rest);
      // Without identity a data set is listed chunk by chunk, else once for all calls.
      for (const keyed of [true, false]) {
        const given = {
          name: `${name} ${density}`,
          shape: SHAPE,
          plan,
          batchSizes,
          density,
          step0: 3,
          keyed,
        };
        const listed = listedIn(() => expectAgreement(given));
        expect(listed, `chunks from lists at ${density}`).toBe(density < 0.5 ? 3 : 0);
      }
    }
  });

  it.each([1, 3, 4, 5, 31, 33, 257])('%i units', (width) => {
    // Odd and just large enough to be listed.
    const inputs = Math.ceil(6_144 / width / 2) * 2 + 1;
    const shape = shapeOf(inputs, [width], 'tanh', 'softmax', 3);
    for (const [density, optimizer] of [
      [0.1, 'sgd'],
      [0.1, 'adam'],
      [0.9, 'sgd'],
    ] as const) {
      const plan = planOf('categoricalCrossentropy', optimizer, { l2: optimizer === 'adam' ? 0.01 : 0 });
      const given = { name: `width ${width}`, shape, plan, batchSizes: [30, 13], density };
      expect(listedIn(() => expectAgreement(given))).toBe(density < 0.5 ? 2 : 0);
    }
  });

  it.each([1, 2, 3, 4, 5, 8, 13, 127, 130, 300])('batches of %i', (batch) => {
    const plan = planOf('categoricalCrossentropy', 'sgd');
    const given = { name: `batch ${batch}`, shape: SHAPE, plan, batchSizes: [batch, batch], density: 0.19 };
    expect(listedIn(() => expectAgreement(given))).toBe(2 * Math.ceil(batch / 128));
  });

  it('chunks of one batch that fall on different sides of the crossover', () => {
    // 16 of 53 samples are dense: a share of 0.41 on average, and eight pieces that lie around it.
    const given: TrainCase = {
      name: 'mixed',
      shape: SHAPE,
      plan: planOf('categoricalCrossentropy', 'sgd'),
      batchSizes: [1_000],
      density: 0.19,
      spoil: (x) => x.fill(0.3, 0, 131 * 16),
    };
    const listed = listedIn(() => expectAgreement(given));
    expect(listed).toBeGreaterThan(0);
    expect(listed).toBeLessThan(8);
  });

  it('a network that is its first layer only, and several networks', () => {
    const base = { plan: planOf('categoricalCrossentropy', 'sgd'), batchSizes: [33, 7], density: 0.12 };
    expectAgreement({ ...base, name: 'one layer', shape: shapeOf(784, [], 'relu', 'softmax', 10) });
    expectAgreement({ ...base, name: 'three networks', shape: SHAPE, networks: 3 });
    expectAgreement({ ...base, name: 'fed in portions', shape: SHAPE, keyed: false });
  });
});

describe('a data set that is kept with its lists', () => {
  const inputs = 131;
  const x = sparseNumbers(53, inputs, 0.19, numbers(5));
  const y = Float32Array.from({ length: 53 * 4 }, (_, i) => (i % 4 === 0 ? 1 : 0));
  const call = (key: object): TrainCall => ({
    shape: SHAPE,
    plan: planOf('categoricalCrossentropy', 'sgd'),
    state: Float32Array.from({ length: 132 * 48 + 49 * 4 }, numbers(6)),
    networks: 1,
    x: { values: x, key },
    y: { values: y, key: {} },
    order: Int32Array.from({ length: 53 }, (_, i) => 52 - i),
    batchSizes: [53],
    step0: 0,
  });

  it('is listed once, takes room for its pairs only, and teaches the same again', () => {
    memory.kept.sweep(() => false);
    const key = {};
    const first = trainCall(memory, call(key)).state.slice();
    const pairs = x.reduce((count, value) => count + (value === 0 ? 0 : 1), 0);
    expect(memory.kept.keptBytes).toBe(x.byteLength + y.byteLength + 4 * 54 + 8 * pairs + 32);
    expect(trainCall(memory, call(key)).state).toEqual(first);
    memory.kept.sweep((other) => other === key);
    expect(memory.kept.keptBytes).toBe(x.byteLength + 4 * 54 + 8 * pairs + 32);
  });

  it('does without lists where they would not fit', async () => {
    const small = new KernelMemory(await instantiateKernels(bytes), x.byteLength + y.byteLength);
    const trained = trainCall(small, call({})).state.slice();
    expect(small.kept.keptBytes).toBe(x.byteLength + y.byteLength);
    expect(trainCall(memory, call({})).state).toEqual(trained);
  });
});

describe('what is no number', () => {
  const listedOf = (spoil: NonNullable<TrainCase['spoil']>): number =>
    listedIn(() =>
      expectAgreement({
        name: 'spoiled',
        shape: SHAPE,
        plan: planOf('categoricalCrossentropy', 'sgd'),
        batchSizes: [30, 30],
        density: 0.19,
        spoil,
      }),
    );

  it('a NaN pixel reaches every weight, as if zeros were multiplied too', () => {
    // The first step multiplies lists until its deltas are known; then weights are NaN and panels take over.
    const spoil = (x: Float32Array): void => {
      for (let n = 0; n < 53; n += 9) x[131 * n + 3] = NaN;
    };
    expect(listedOf(spoil)).toBe(1);
  });

  it.each([NaN, Infinity, -Infinity])(
    'a weight that is %d shows even behind a pixel that is always zero',
    (bad) => {
      const spoil = (x: Float32Array, state: Float32Array): void => {
        for (let n = 0; n < 53; n++) x[131 * n + 7] = 0;
        state[7 * 48 + 5] = bad;
      };
      expect(listedOf(spoil)).toBe(0);
    },
  );

  it('shows in answers', () => {
    const shape = shapeOf(200, [64], 'relu', 'linear', 2);
    const values = Float32Array.from({ length: 200 * 64 + 64 + 64 * 2 + 2 }, numbers(1));
    const x = new Float32Array(400);
    x[3] = NaN;
    const ask = (): number[] => [
      ...forwardCall(memory, {
        shape,
        parameters: { values },
        networks: 1,
        x,
        samples: 2,
        everyLayer: false,
      }),
    ];
    expect(listedIn(() => expect(ask().map(Number.isNaN)).toEqual([true, true, false, false]))).toBe(1);
    x[3] = 0;
    values[100 * 64] = Infinity;
    expect(listedIn(() => expect(ask()).toEqual([NaN, NaN, NaN, NaN]))).toBe(0);
  });
});

describe('answering from sparse inputs', () => {
  it.each([1, 2, 5, 8, 64, 127, 129, 300])('%i samples', (samples) => {
    for (const width of [1, 3, 4, 5, 31, 33, 257]) {
      const inputs = Math.ceil(2_048 / width) + 2;
      for (const density of [0, 0.02, 0.12, 0.45, 0.8]) {
        const shape = shapeOf(inputs, [width], 'gelu', 'softmax', 3);
        const { rows, pictures } = forwardErrors(memory, shape, samples, 2, 1, density);
        expect(rows).toBeLessThan(FORWARD_BOUND);
        expect(pictures).toBeLessThan(FORWARD_BOUND);
      }
    }
  });
});
