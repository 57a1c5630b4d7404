import { expect, test } from 'vitest';
import type { ExperimentInput } from '#experiment/experiment.ts';
import { parseExperiment } from '#experiment/parseExperiment.ts';
import { servedPlan } from './servedPlan.ts';

const planOf = (serving: ExperimentInput) => servedPlan(parseExperiment(serving).serving);

test('without batching each request goes by itself', () => {
  for (const pattern of ['oneByOne', 'unbatched'] as const) {
    expect(planOf({ serving: { pattern, policy: 'triton', maxBatchSize: 64 } })).toMatchObject({
      policy: 'none',
      maxBatchSize: 1,
      preferredBatchSizes: [],
    });
  }
});

test('no batch is above the largest allowed size, and no preferred one above that', () => {
  expect(
    planOf({
      serving: {
        pattern: 'batched',
        policy: 'triton',
        maxBatchSize: 64,
        allowedBatchSizes: [8, 32],
        preferredBatchSizes: [32, 4, 64],
      },
    }),
  ).toMatchObject({ policy: 'triton', maxBatchSize: 32, preferredBatchSizes: [4, 32] });
});
