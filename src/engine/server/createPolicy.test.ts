/** Sizes that a policy may start, and those that batches are padded to. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BATCH_POLICY_NAMES } from '#batching/registry.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import { allowedBatchSize, allowedBatchSizes } from './allowedBatchSize.ts';
import { createPolicy } from './createPolicy.ts';

describe('sizes', () => {
  const allowed = fc.uniqueArray(fc.integer({ min: 1, max: 1_024 }), { maxLength: 16 });

  it('holds every batch that a policy may start in an allowed size, and warms that size up', () => {
    fc.assert(
      fc.property(allowed, fc.integer({ min: 1, max: 1_024 }), (allowedSizes, maxBatchSize) => {
        const { serving } = defaultExperiment();
        for (const policy of BATCH_POLICY_NAMES) {
          const config = { ...serving, policy, maxBatchSize, allowedBatchSizes: allowedSizes };
          const most = createPolicy(config).maxBatchSize;
          expect(most).toBeLessThanOrEqual(maxBatchSize);
          const warmed = allowedBatchSizes(most, allowedSizes);
          for (const size of new Set([1, Math.ceil(most / 2), most])) {
            const padded = allowedBatchSize(size, allowedSizes);
            expect(padded).toBeGreaterThanOrEqual(size);
            expect(warmed).toContain(padded);
          }
        }
      }),
    );
  });

  it('pads to powers of two where none are named', () => {
    expect([1, 2, 3, 33, 64].map((size) => allowedBatchSize(size))).toEqual([1, 2, 4, 64, 64]);
    expect(allowedBatchSizes(100)).toEqual([1, 2, 4, 8, 16, 32, 64, 128]);
    expect(allowedBatchSizes(100, [48, 16])).toEqual([16, 48]);
  });

  it('computes one at a time unless the pattern is "batched"', () => {
    const { serving } = defaultExperiment();
    expect(createPolicy({ ...serving, pattern: 'unbatched' }).maxBatchSize).toBe(1);
    expect(createPolicy({ ...serving, policy: 'none' }).maxBatchSize).toBe(1);
    expect(createPolicy(serving).maxBatchSize).toBe(serving.maxBatchSize);
  });
});
