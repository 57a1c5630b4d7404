/**
 * DenseTrain on WebGPU against the double-precision reference: every activation, loss and optimiser pairwise, all
 * widths and depths, odd batches, many networks, penalties and dropout, in the styles of both kinds of adapter.
 *
 * Bounds, in units of single precision's u = 2⁻²⁴ ≈ 6e-8 and relative where a value exceeds 1. A sum of n products is
 * off by at most n·u of the sum of their sizes, activations and losses by 4 u (8 u where exp enters: WGSL allows it
 * 3 + 2|x| u, and it is only called where its share has shrunk), and gelu by 1e-6 of its derivative. With at most 33 terms a
 * sum, sizes about 1, five layers and a derivative of the update by its gradient below 1 (rate 0.1, rate / √ε = 0.6 for rmsprop and
 * adagrad, but rate / ε · (1−β₁) = 2 for Adam's first step), a step moves a parameter by at most 30 u ≈ 2e-6 from the truth and
 * Adam's by twice that; three steps add up.
 */
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { OUTPUTS_OF_LOSS } from '#experiment/output.ts';
import type { Hyperparameters } from '#nn/hyperparameters.ts';
import type { NetworkShape } from '#nn/NetworkShape.ts';
import { slotCount } from '#nn/optimizers.ts';
import {
  ACTIVATIONS,
  LOSSES,
  OPTIMIZERS,
  type Activation,
  type Loss,
  type OptimizerName,
  type OutputActivation,
} from '#nn/vocabulary.ts';
import { denseTrain } from '../denseTrain.ts';
import { runCase, runCaseInCalls } from '../testing/runCase.ts';
import { hyperparametersOf, makeTrainingCase, shapeOf, type TrainingCase } from '../testing/trainingCase.ts';
import { trainingErrors } from '../testing/trainingErrors.ts';
import { trainingPath } from './chooseStyle.ts';
import { prepareWebgpu } from './prepareWebgpu.ts';
import { openTestBackend, type TestBackend } from './testing/openTestBackend.ts';

const LOSS_BOUND = 3e-6;
const stateBound = (name: OptimizerName, steps: number): number =>
  steps * (slotCount(name) === 2 ? 4e-6 : 2e-6);

let test: TestBackend;

interface Settings {
  readonly inputs?: number;
  readonly hidden: readonly number[];
  /** Used in turn. */
  readonly activations: readonly Activation[];
  readonly outputs?: number;
  readonly output?: OutputActivation;
  readonly loss?: Loss;
  readonly optimizer?: OptimizerName;
  readonly rest?: Partial<Hyperparameters>;
  readonly batchSizes: readonly number[];
  readonly networks?: number;
  /** Makes so many calls, each with these batches. */
  readonly calls?: number;
  readonly scale?: number;
  readonly density?: number;
}

const shapeFor = ({
  inputs = 3,
  hidden,
  activations,
  output = 'linear',
  outputs = 2,
}: Settings): NetworkShape => shapeOf(inputs, hidden, activations, output, outputs);

const hyperparametersFor = ({
  loss = 'halfSquaredError',
  optimizer = 'sgd',
  rest,
}: Settings): Hyperparameters => hyperparametersOf(loss, optimizer, rest);

function caseFor(c: Settings): TrainingCase {
  const { networks = 1, scale = 1, density = 1, calls = 1 } = c;
  const batchSizes = Array.from({ length: calls }, () => c.batchSizes).flat();
  return makeTrainingCase({
    name: JSON.stringify(c),
    shape: shapeFor(c),
    hyperparameters: hyperparametersFor(c),
    batchSizes,
    networks,
    scale,
    density,
  });
}

async function expectAgreement(c: Settings): Promise<void> {
  const given = caseFor(c);
  const errors = trainingErrors(given, await runCaseInCalls(given, c.calls ?? 1));
  const steps = given.attrs.batchSizes.length;
  expect(errors.state, `state of ${given.name}`).toBeLessThan(stateBound(c.optimizer ?? 'sgd', steps));
  expect(errors.loss, `loss of ${given.name}`).toBeLessThan(LOSS_BOUND);
  expect(errors.correct, `correct predictions of ${given.name}`).toBe(0);
}

/** NaN exactly where the reference has it. */
async function expectNaN(given: TrainingCase): Promise<void> {
  const trained = await runCase(given);
  const { state, loss } = trainingErrors(given, trained);
  expect(state).toBe(0);
  expect(loss).toBe(0);
  expect(trained.states[0]!.some(Number.isNaN)).toBe(true);
}

const prepare = (cases: readonly Settings[]): Promise<unknown> =>
  Promise.all(
    cases.map((c) =>
      prepareWebgpu(test.backend, shapeFor(c), hyperparametersFor(c), Math.max(...c.batchSizes)),
    ),
  );

/** Two halves of the activations, each in one network, so that each half is combined with every loss and every optimiser. */
const HALVES: readonly Activation[][] = [
  ACTIVATIONS.filter((_, i) => i % 2 === 0),
  ACTIVATIONS.filter((_, i) => i % 2 === 1),
];

/** Case number `i` of a loss: outputs, optimisers and halves of the activations rotate with different periods. */
function rotation(loss: Loss, i: number, hidden: number[]): Settings {
  const outputs = OUTPUTS_OF_LOSS[loss];
  return {
    loss,
    hidden,
    outputs: 3,
    batchSizes: [7, 7, 3],
    output: outputs[i % outputs.length]!,
    optimizer: OPTIMIZERS[(i + 3 * LOSSES.indexOf(loss)) % OPTIMIZERS.length]!,
    activations: HALVES[(i + LOSSES.indexOf(loss)) % 2]!,
  };
}

/** Every loss with all its outputs and both halves; with `all`, with every optimiser too. */
const rotations = (hidden: number[], all: boolean): Settings[] =>
  LOSSES.flatMap((loss) => {
    const count = all ? OPTIMIZERS.length : Math.max(2, OUTPUTS_OF_LOSS[loss].length);
    return Array.from({ length: count }, (_, i) => rotation(loss, i, hidden));
  });

const plain = (c: Partial<Settings> & Pick<Settings, 'hidden'>): Settings => ({
  activations: ['tanh'],
  output: 'linear',
  optimizer: 'momentum',
  batchSizes: [7, 7, 3],
  ...c,
});

const SHAPES: Settings[] = [
  ...[1, 3, 4, 5, 31, 33].map((width) => plain({ hidden: [width, width] })),
  ...[0, 1, 2, 3, 4, 5, 6, 7].map((depth) => plain({ hidden: Array.from({ length: depth }, () => 4) })),
  plain({ hidden: [4], inputs: 1, outputs: 1 }),
  plain({ hidden: [5, 3], networks: 64, batchSizes: [7, 5] }),
  plain({ hidden: [5, 3], calls: 3 }),
  plain({ hidden: [4, 2], batchSizes: [1, 1] }),
  plain({ hidden: [4, 2], batchSizes: [300, 131] }),
  plain({ hidden: [5, 9], rest: { l1: 0.01, l2: 0.02 } }),
  plain({ hidden: [5, 9], rest: { dropout: 0.4 }, calls: 2 }),
  plain({
    hidden: [5, 9],
    optimizer: 'adamw',
    rest: { l1: 0.01, l2: 0.02, dropout: 0.2 },
    networks: 3,
  }),
];

const WIDE: Settings[] = [
  plain({ hidden: [257, 5] }),
  plain({ hidden: [257, 33, 31], inputs: 5, networks: 3 }),
  plain({
    hidden: [100, 70],
    inputs: 33,
    batchSizes: [40, 33, 1],
    rest: { l1: 0.001, l2: 0.01, dropout: 0.3 },
  }),
  plain({ hidden: [], inputs: 600, outputs: 20, output: 'softmax', loss: 'categoricalCrossentropy' }),
];

/** Mostly zeros, as pixels are. */
const SPARSE: Settings[] = [
  plain({ hidden: [132, 7], inputs: 64, density: 0.2, batchSizes: [40, 33, 1] }),
  plain({
    hidden: [300],
    inputs: 65,
    density: 0.3,
    batchSizes: [5, 9],
    rest: { l1: 0.001, l2: 0.01, dropout: 0.3 },
  }),
  plain({ hidden: [64, 40], inputs: 101, density: 0, calls: 2 }),
  plain({
    hidden: [],
    inputs: 600,
    outputs: 20,
    density: 0.1,
    output: 'softmax',
    loss: 'categoricalCrossentropy',
  }),
  plain({ hidden: [68], inputs: 101, outputs: 4, density: 0.2, networks: 3, batchSizes: [7, 5] }),
];

/** Both styles share the arithmetic: that of a GPU takes every n-th case only, for what differs in synchronisation. */
const forKind = (kind: string, cases: Settings[], every: number): Settings[] =>
  kind === 'emulated' ? cases : cases.filter((_, i) => i % every === every - 1);

describe.each(['emulated', 'gpu'] as const)('DenseTrain, style of an adapter that is %s', (kind) => {
  beforeAll(async () => {
    test = await openTestBackend(kind);
  });
  afterEach(() => expect(test.errors).toEqual([]));

  // The parts of a shader do not depend on one another, so a fused one for every pair would only cost time; the
  // tiled path has a shader for each part and covers all pairs.
  it('fused: losses, outputs, activations and optimisers agree', async () => {
    const cases = forKind(kind, rotations([4, 5, 3, 4, 2], false), 5);
    await prepare(cases);
    for (const c of cases) await expectAgreement(c);
  });

  it('fused: widths, depths, batches, networks, calls, penalties and dropout agree', async () => {
    await prepare(forKind(kind, SHAPES, 3));
    for (const c of forKind(kind, SHAPES, 3)) {
      expect(trainingPath(shapeFor(c), test.backend.device.limits)).toBe('fused');
      await expectAgreement(c);
    }
  });

  it('tiled: losses, optimisers and activations agree pairwise', async () => {
    const cases = forKind(kind, rotations([70, 67, 5, 7, 3], true), 14);
    await prepare(cases);
    for (const c of cases) await expectAgreement(c);
  });

  it('tiled: widths, batches, networks, penalties and dropout agree', async () => {
    for (const c of WIDE) {
      expect(trainingPath(shapeFor(c), test.backend.device.limits)).toBe('tiled');
      await expectAgreement(c);
    }
  });

  it('tiled: mostly zero inputs, as pixels are, agree', async () => {
    for (const c of forKind(kind, SPARSE, 3)) {
      expect(trainingPath(shapeFor(c), test.backend.device.limits)).toBe('tiled');
      await expectAgreement(c);
    }
  });

  it.each([NaN, Infinity])('tiled: a weight of %s shows behind inputs of zero', async (weight) => {
    for (const batchSizes of [[7], [7, 5, 3]]) {
      const c = plain({ hidden: [68], inputs: 70, density: 0.2, activations: ['linear'], batchSizes });
      const given = caseFor(c);
      given.states[0]![1] = weight;
      await expectNaN(given);
    }
  });

  const PATHS: [string, number[], number][] = [
    ['fused', [5, 4], 1],
    ['fused, several networks', [5, 4], 4],
    ['tiled', [80, 70], 1],
  ];

  it.each(PATHS)('%s: inputs of ±10,000 end near the reference', async (_, hidden, networks) => {
    const given = caseFor(plain({ hidden, networks, scale: 1e4, rest: { l2: 0.01 } }));
    const trained = await runCase(given);
    expect(trained.states.every((state) => state.every(Number.isFinite))).toBe(true);
    // Gradients are as large as the inputs, and so are the weights after them: errors are relative to 1e4.
    expect(trainingErrors(given, trained).state).toBeLessThan(1e4 * 2e-6);
  });

  it.each(PATHS)(
    '%s: a NaN among the inputs shows in the loss and the weights',
    async (_, hidden, networks) => {
      for (const activation of ['relu', 'tanh'] as const) {
        await expectNaN(
          caseFor(plain({ hidden, networks, activations: [activation], batchSizes: [7], scale: NaN })),
        );
      }
    },
  );
});

describe('a call of DenseTrain', () => {
  it('names what does not fit in its tensors', async () => {
    await openTestBackend('emulated');
    const c = plain({ hidden: [4] });
    const invalid = {
      state: tf.zeros([1, 5]),
      x: tf.zeros([9, 3]),
      y: tf.zeros([9, 2]),
      order: tf.zeros([9], 'int32'),
    };
    const attrs = { shape: shapeFor(c), hyperparameters: hyperparametersFor(c), batchSizes: [9], step0: 0 };
    expect(() => denseTrain(invalid as never, attrs)).toThrow(
      'expects state as float32 [*, 52]; got float32 [1, 5]',
    );
    const short = { ...invalid, state: tf.zeros([1, 52]) };
    expect(() => denseTrain(short as never, { ...attrs, batchSizes: [9, 1] })).toThrow('order has only 9');
    expect(() => denseTrain(short as never, { ...attrs, batchSizes: [0] })).toThrow('a batch of 0 samples');
    const rates = Float64Array.of(1, 2);
    expect(() => denseTrain(short as never, { ...attrs, rates })).toThrow('2 learning rates for 1 × 1 steps');
  });
});
