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

/** The last has more samples in a batch than are in flight at once: the gradient is summed up first. */
const NETWORKS = [
  { path: 'fused', inputs: 3, hidden: [5, 9], batchSizes: [7, 7, 3] },
  { path: 'tiled', inputs: 5, hidden: [70, 67], batchSizes: [7, 7, 3] },
  { path: 'fused', inputs: 3, hidden: [5, 9], batchSizes: [300, 131, 5] },
];

describe.each(['emulated', 'gpu'] as const)('DenseTrain, style of an adapter that is %s', (kind) => {
  beforeAll(async () => {
    test = await openTestBackend(kind);
  });
  afterEach(() => expect(test.errors).toEqual([]));

  it.each(NETWORKS)('$path, batches of $batchSizes', async ({ path, inputs, hidden, batchSizes }) => {
    const shape = shapeOf(inputs, hidden, 'tanh', 'linear', 2);
    expect(trainingPath(shape, test.backend.device.limits)).toBe(path);
    for (const [optimizer, rest, settings] of VARIANTS) {
      const hyperparameters = hyperparametersOf('halfSquaredError', optimizer, rest);
      const given = makeTrainingCase({ shape, hyperparameters, batchSizes, ...settings });
      const { state, loss, correct } = trainingErrors(given, await runCase(given));
      expect(state, given.name).toBeLessThan(1.2e-5);
      expect(loss, given.name).toBeLessThan(3e-6);
      expect(correct, given.name).toBe(0);
    }
  });
});
