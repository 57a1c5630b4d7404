/**
 * DenseTrain on WebGPU against the double-precision reference: every activation, loss and optimiser pairwise, all
 * widths and depths, odd batches, many networks, penalties and dropout, in the layouts for hardware and software.
 *
 * Bounds, in units of single precision's u = 2⁻²⁴ ≈ 6e-8 and relative where a value exceeds 1. A sum of n products is
 * off by at most n·u of the sum of their sizes, activations and losses by 4 u (8 u where exp enters: WGSL allows it
 * 3 + 2|x| u, and it is only called where its share has shrunk), and gelu by 1e-6 of its slope. With at most 33 terms a
 * sum, sizes about 1, five layers and a sensitivity of an update to its gradient below 1 at rate 0.05 (rate / √ε for
 * rmsprop, rate / ε · (1−β₁) for Adam's first step, 5), a step moves a parameter by at most 30 u ≈ 2e-6 from the truth
 * and Adam's by 5 times that; three steps add up.
 */
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  ACTIVATIONS,
  LOSSES,
  OPTIMIZERS,
  type Activation,
  type Loss,
  type OptimizerName,
} from '../../../spec/vocabulary.ts';
import { OUTPUTS_OF_LOSS } from '../../../spec/output.ts';
import { parameterCount } from '../../../spec/networkShape.ts';
import { SLOTS_OF_OPTIMIZER } from '../contract.ts';
import { denseTrain } from '../denseTrain.ts';
import { webgpuPath } from './fusedLayout.ts';
import { openTestBackend, type TestBackend } from './openTestBackend.ts';
import { prepareWebgpu } from './prepareWebgpu.ts';
import { trainStyle } from './tiledTrain.ts';
import { trainsUnrolled } from './unrolledTrain.ts';
import { casePlan, caseShape, compareTraining, type TrainingCase } from './trainingCase.ts';

const LOSS_BOUND = 3e-6;
const stateBound = (name: OptimizerName, steps: number): number =>
  steps * (name === 'adam' || name === 'adamw' ? 1e-5 : 2e-6);

let test: TestBackend;

async function expectAgreement(c: TrainingCase): Promise<void> {
  const found = await compareTraining(c);
  const steps = c.batchSizes.length * (c.calls ?? 1);
  const what = JSON.stringify(c);
  expect(found.state, `state of ${what}`).toBeLessThan(stateBound(c.optimizer ?? 'sgd', steps));
  expect(found.loss, `loss of ${what}`).toBeLessThan(LOSS_BOUND);
  expect(found.right, `right answers of ${what}`).toBe(0);
}

const prepare = (cases: readonly TrainingCase[]): Promise<unknown> =>
  Promise.all(
    cases.map((c) => prepareWebgpu(test.backend, caseShape(c), casePlan(c), Math.max(...c.batchSizes))),
  );

/** Two halves of the activations, each in one network, so that each half meets every loss and every optimiser. */
const HALVES: readonly Activation[][] = [
  ACTIVATIONS.filter((_, i) => i % 2 === 0),
  ACTIVATIONS.filter((_, i) => i % 2 === 1),
];

/** Case number `i` of a loss: outputs, optimisers and halves take turns at different paces. */
function turn(loss: Loss, i: number, hidden: number[]): TrainingCase {
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
const turns = (hidden: number[], all: boolean): TrainingCase[] =>
  LOSSES.flatMap((loss) => {
    const count = all ? OPTIMIZERS.length : Math.max(2, OUTPUTS_OF_LOSS[loss].length);
    return Array.from({ length: count }, (_, i) => turn(loss, i, hidden));
  });

const plain = (c: Partial<TrainingCase> & Pick<TrainingCase, 'hidden'>): TrainingCase => ({
  activations: ['tanh'],
  output: 'linear',
  optimizer: 'momentum',
  batchSizes: [7, 7, 3],
  ...c,
});

const SHAPES: TrainingCase[] = [
  ...[1, 3, 4, 5, 31, 33].map((width) => plain({ hidden: [width, width] })),
  ...[0, 1, 2, 3, 4, 5, 6, 7].map((depth) => plain({ hidden: Array.from({ length: depth }, () => 4) })),
  plain({ hidden: [4], inputs: 1, outputs: 1 }),
  plain({ hidden: [5, 3], networks: 64, batchSizes: [7, 5] }),
  plain({ hidden: [5, 3], calls: 3 }),
  plain({ hidden: [4, 2], batchSizes: [1, 1] }),
  plain({ hidden: [4, 2], batchSizes: [300, 131] }),
  plain({ hidden: [5, 9], plan: { l1: 0.01, l2: 0.02 } }),
  plain({ hidden: [5, 9], plan: { dropout: 0.4 }, calls: 2 }),
  plain({ hidden: [5, 9], optimizer: 'adamw', plan: { l1: 0.01, l2: 0.02, dropout: 0.2 }, networks: 3 }),
];

const WIDE: TrainingCase[] = [
  plain({ hidden: [257, 5] }),
  plain({ hidden: [257, 33, 31], inputs: 5, networks: 3 }),
  plain({
    hidden: [100, 70],
    inputs: 33,
    batchSizes: [40, 33, 1],
    plan: { l1: 0.001, l2: 0.01, dropout: 0.3 },
  }),
  plain({ hidden: [], inputs: 600, outputs: 20, output: 'softmax', loss: 'categoricalCrossentropy' }),
];

/** Mostly zeros, as pixels are, in widths that lists can be made for: with lanes that have no column, and three blocks. */
const SPARSE: TrainingCase[] = [
  ...OPTIMIZERS.map((optimizer) => plain({ hidden: [68, 5], inputs: 70, zeros: 0.8, optimizer })),
  plain({ hidden: [132, 7], inputs: 64, zeros: 0.8, batchSizes: [40, 33, 1] }),
  plain({
    hidden: [300],
    inputs: 65,
    zeros: 0.7,
    batchSizes: [5, 9],
    plan: { l1: 0.001, l2: 0.01, dropout: 0.3 },
  }),
  plain({ hidden: [64, 40], inputs: 101, zeros: 1, calls: 2 }),
  plain({
    hidden: [],
    inputs: 600,
    outputs: 20,
    zeros: 0.9,
    output: 'softmax',
    loss: 'categoricalCrossentropy',
  }),
  // 102 × 68 + 69 × 4 parameters: each network's begin at a multiple of four.
  plain({ hidden: [68], inputs: 101, outputs: 4, zeros: 0.8, networks: 3, batchSizes: [7, 5] }),
];

/** The layout for hardware shares the arithmetic with that for software; only where lanes meet is new. */
const forKind = (kind: string, cases: TrainingCase[], every: number): TrainingCase[] =>
  kind === 'software' ? cases : cases.filter((_, i) => i % every === every - 1);

describe.each(['software', 'hardware'] as const)('DenseTrain, laid out for %s', (kind) => {
  beforeAll(async () => {
    test = await openTestBackend(kind);
  });
  afterEach(() => expect(test.errors).toEqual([]));

  // The parts of a shader do not depend on one another, so a fused one for every pair would only cost time; the
  // tiled path has a shader for each part and meets all pairs.
  it('fused: losses, outputs, activations and optimisers agree', async () => {
    const cases = forKind(kind, turns([4, 5, 3, 4, 2], false), 5);
    await prepare(cases);
    for (const c of cases) await expectAgreement(c);
  });

  it('fused: widths, depths, batches, networks, calls, penalties and dropout agree', async () => {
    for (const c of forKind(kind, SHAPES, 3)) {
      expect(webgpuPath(caseShape(c), casePlan(c), test.backend.device.limits)).toBe('fused');
      await expectAgreement(c);
    }
  });

  it('unrolled, a network a lane: losses, optimisers, shapes, penalties and dropout agree', async () => {
    if (kind === 'hardware') return; // there every network has a workgroup of its own
    const own = (c: TrainingCase): TrainingCase => ({ ...c, networks: 5 });
    const cases = [...turns([4, 5, 3, 4, 2], false), ...SHAPES.filter((_, i) => i % 2 === 1)].map(own);
    for (const c of cases) {
      expect(trainsUnrolled(caseShape(c), 5, true)).toBe(c.hidden[0] !== 33 && c.hidden[0] !== 31);
      await expectAgreement(c);
    }
  });

  it('tiled: losses, optimisers and activations agree pairwise', async () => {
    const cases = forKind(kind, turns([70, 67, 5, 7, 3], true), 14);
    await prepare(cases);
    for (const c of cases) await expectAgreement(c);
  });

  it('tiled: widths, batches, networks, penalties and dropout agree', async () => {
    for (const c of WIDE) {
      expect(webgpuPath(caseShape(c), casePlan(c), test.backend.device.limits)).toBe('tiled');
      await expectAgreement(c);
    }
  });

  it('tiled, from lists of what is not zero: optimisers, widths, batches, networks and dropout agree', async () => {
    for (const c of forKind(kind, SPARSE, 5)) {
      const [shape, networks] = [caseShape(c), c.networks ?? 1];
      expect(webgpuPath(shape, casePlan(c), test.backend.device.limits)).toBe('tiled');
      const stateLength = parameterCount(shape) * (1 + SLOTS_OF_OPTIMIZER[c.optimizer ?? 'sgd']);
      const job = { shape, networks, stateLength, ink: 1 - (c.zeros ?? 0) };
      expect(trainStyle(job, kind === 'software')).toBe(kind === 'software' ? 'listed' : 'shared');
      await expectAgreement(c);
    }
  });

  it.each([NaN, Infinity])(
    'tiled, from lists: a weight of %s is seen through inputs of zero',
    async (spoilt) => {
      for (const batchSizes of [[7], [7, 5, 3]]) {
        const found = await compareTraining(
          plain({ hidden: [68], inputs: 70, zeros: 0.8, activations: ['linear'], batchSizes, spoilt }),
        );
        expect(found.state).toBe(0); // NaN exactly where the reference has NaN
        expect(found.finalState.some(Number.isNaN)).toBe(true);
        expect(found.loss).toBe(0);
      }
    },
  );

  const PATHS: [string, number[], number][] = [
    ['fused', [5, 4], 1],
    ['unrolled on software', [5, 4], 4],
    ['tiled', [80, 70], 1],
  ];

  it.each(PATHS)('%s: inputs of ±10,000 end near the reference', async (_, hidden, networks) => {
    const c = plain({ hidden, networks, scale: 1e4, plan: { l2: 0.01 } });
    const found = await compareTraining(c);
    expect(found.finalState.every(Number.isFinite)).toBe(true);
    // Gradients are as large as the inputs, and so are the weights after them: errors are relative to 1e4.
    expect(found.state).toBeLessThan(1e4 * 2e-6);
  });

  it.each(PATHS)('%s: a NaN among the inputs stays to be seen', async (_, hidden, networks) => {
    for (const activation of ['relu', 'tanh'] as const) {
      const found = await compareTraining(
        plain({ hidden, networks, activations: [activation], batchSizes: [7], scale: NaN }),
      );
      expect(found.state).toBe(0); // NaN exactly where the reference has NaN
      expect(found.finalState.some(Number.isNaN)).toBe(true);
      expect(found.loss).toBe(0);
    }
  });
});

describe('a call of DenseTrain', () => {
  it('says what is wrong with its tensors', async () => {
    await openTestBackend('software');
    const c = plain({ hidden: [4] });
    const wrong = {
      state: tf.zeros([1, 5]),
      x: tf.zeros([9, 3]),
      y: tf.zeros([9, 2]),
      order: tf.zeros([9], 'int32'),
    };
    const attrs = { shape: caseShape(c), plan: casePlan(c), batchSizes: [9], step0: 0 };
    expect(() => denseTrain(wrong as never, attrs)).toThrow(
      'wants state as float32 [*, 52]; it got float32 [1, 5]',
    );
    const short = { ...wrong, state: tf.zeros([1, 52]) };
    expect(() => denseTrain(short as never, { ...attrs, batchSizes: [9, 1] })).toThrow('order lists only 9');
    expect(() => denseTrain(short as never, { ...attrs, batchSizes: [0] })).toThrow('A batch of 0 samples');
  });
});
