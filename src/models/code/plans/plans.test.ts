import { expect, test } from 'vitest';
import type { ExperimentInput } from '#experiment/experiment.ts';
import { parseExperiment } from '#experiment/parseExperiment.ts';
import { bentoBatching, bentoDecorator } from './bentoBatching.ts';
import { rayBatching, rayDecorator } from './rayBatching.ts';

const BATCHED = { pattern: 'batched', policy: 'firstRequest', maxBatchSize: 32, priorityLevels: 1 } as const;
const servingOf = (serving: ExperimentInput['serving'] = {}) =>
  parseExperiment({ serving: { ...BATCHED, ...serving } }).serving;

test("the plan as Ray's decorator", () => {
  expect(rayDecorator(servingOf({ maxQueueDelayUs: 2_500, instances: 2 }))).toBe(
    '@serve.batch(max_batch_size=32, batch_wait_timeout_s=0.0025, max_concurrent_batches=2)',
  );
  expect(rayBatching(servingOf()).notes).toEqual([]);
  expect(rayDecorator(servingOf({ pattern: 'oneByOne' }))).toContain(
    'max_batch_size=1, batch_wait_timeout_s=0,',
  );
});

test('what Ray and BentoML lack is said', () => {
  const all = servingOf({
    policy: 'triton',
    maxQueueDelayUs: 1_000,
    preferredBatchSizes: [8],
    priorityLevels: 2,
    defaultTimeoutUs: 30_000,
  });
  expect(rayBatching(all).notes).toHaveLength(4);
  expect(rayBatching(servingOf({ policy: 'aimd' })).notes).toEqual([expect.stringContaining('AIMD')]);
  expect(bentoBatching(all).notes).toHaveLength(3);
});

test("the plan as BentoML's decorator", () => {
  const serving = servingOf({ policy: 'adaptive', defaultTimeoutUs: 30_000 });
  expect(bentoDecorator(serving)).toBe(
    '@bentoml.api(batchable=True, batch_dim=0, max_batch_size=32, max_latency_ms=30)',
  );
  expect(bentoBatching(servingOf({ policy: 'adaptive' }))).toMatchObject({ maxLatencyMs: 60_000, notes: [] });
});
