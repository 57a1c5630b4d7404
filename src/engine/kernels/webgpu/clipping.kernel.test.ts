/**
 * Clipping and the rates of a schedule on WebGPU against the double-precision reference, on both paths and in the styles of both
 * kinds of adapter. Bounds as in `train.kernel.test.ts`.
 */
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Clip } from '#nn/clipping.ts';
import type { Hyperparameters } from '#nn/hyperparameters.ts';
import type { OptimizerName } from '#nn/vocabulary.ts';
import { runCase } from '../testing/runCase.ts';
import { hyperparametersOf, makeTrainingCase, shapeOf, type CaseSettings } from '../testing/trainingCase.ts';
import { trainingErrors } from '../testing/trainingErrors.ts';
import { trainingPath } from './chooseStyle.ts';
import { prepareWebgpu } from './prepareWebgpu.ts';
import { openTestBackend, type TestBackend } from './testing/openTestBackend.ts';

let test: TestBackend;

const BY_NORM: Clip = { by: 'norm', limit: 0.02 };

/** Below and above the size of the gradient, with penalties, dropout and several networks. */
const VARIANTS: [OptimizerName, Partial<Hyperparameters>, Partial<CaseSettings>][] = [
  ['sgd', { clip: BY_NORM, l2: 0.5 }, {}],
  ['adam', { clip: BY_NORM, dropout: 0.2 }, { networks: 3 }],
  ['momentum', { clip: { by: 'norm', limit: 1e4 } }, {}],
  ['sgd', { clip: { by: 'value', limit: 0.01 }, l1: 0.01 }, {}],
  ['adamw', { l2: 0.02 }, { rateFactors: [1, 0.25, 0] }],
  ['sgd', { clip: BY_NORM }, { rateFactors: [0.1, 1, 0.5] }],
];

interface Network {
  readonly path: 'fused' | 'tiled';
  readonly inputs: number;
  readonly hidden: number[];
  readonly batchSizes: number[];
  /** The optimisers and clips that it is tried with. */
  readonly variants: typeof VARIANTS;
}

const NETWORKS: Network[] = [
  { path: 'fused', inputs: 3, hidden: [5, 9], batchSizes: [7, 7, 3], variants: VARIANTS },
  { path: 'tiled', inputs: 5, hidden: [70, 67], batchSizes: [7, 7, 3], variants: VARIANTS },
];

/**
 * More samples in a batch than are in flight at once (64, on a GPU 256): the gradient is summed up first. An emulated barrier
 * of 256 invocations takes its time, so the GPU's style does one step of the two variants that clip.
 */
const CHUNKED: Readonly<Record<'emulated' | 'gpu', Network>> = {
  emulated: { path: 'fused', inputs: 3, hidden: [5, 9], batchSizes: [131, 70, 5], variants: VARIANTS },
  gpu: { path: 'fused', inputs: 3, hidden: [4], batchSizes: [300], variants: [VARIANTS[0]!, VARIANTS[3]!] },
};

describe.each(['emulated', 'gpu'] as const)('DenseTrain, style of an adapter that is %s', (kind) => {
  beforeAll(async () => {
    test = await openTestBackend(kind);
  });
  afterEach(() => expect(test.errors).toEqual([]));

  it.each([...NETWORKS, CHUNKED[kind]])('$path, batches of $batchSizes', async (network) => {
    const { path, inputs, hidden, batchSizes, variants } = network;
    const shape = shapeOf(inputs, hidden, 'tanh', 'linear', 2);
    expect(trainingPath(shape, test.backend.device.limits)).toBe(path);
    const cases = variants.map(([optimizer, rest, settings]) => {
      const hyperparameters = hyperparametersOf('halfSquaredError', optimizer, rest);
      return makeTrainingCase({ shape, hyperparameters, batchSizes, ...settings });
    });
    await Promise.all(
      cases.map(({ attrs }) =>
        prepareWebgpu(test.backend, shape, attrs.hyperparameters, Math.max(...batchSizes)),
      ),
    );
    for (const given of cases) {
      const { state, loss, correct } = trainingErrors(given, await runCase(given));
      expect(state, given.name).toBeLessThan(1.2e-5);
      expect(loss, given.name).toBeLessThan(3e-6);
      expect(correct, given.name).toBe(0);
    }
  });
});
