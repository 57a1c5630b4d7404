import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BATCH_POLICY_NAMES } from '#batching/registry.ts';
import type { ExperimentInput } from '#experiment/experiment.ts';
import { parseExperiment } from '#experiment/parseExperiment.ts';
import { PATTERNS, TIMEOUT_ACTIONS } from '#experiment/vocabulary.ts';
import { tritonPlan } from '../../code/plans/tritonPlan.ts';
import { exportFiles } from '../../registry.ts';
import { modelOf } from '../../testing/modelOf.ts';
import { triton } from './format.ts';

const BATCHED = { pattern: 'batched', policy: 'triton', maxBatchSize: 64, priorityLevels: 1 } as const;
const textsOf = (serving: ExperimentInput['serving'], load: ExperimentInput['load'] = {}): string[] =>
  tritonPlan(
    parseExperiment({ serving: { ...BATCHED, ...serving }, load: { timeoutMs: 0, ...load } }),
  ).notes.map(({ kind, text }) => `${kind}: ${text}`);

test('a plan of Triton goes as it is', async () => {
  const model = modelOf({
    title: 'Penguins',
    data: { set: 'penguins' },
    serving: {
      ...BATCHED,
      preferredBatchSizes: [32, 16],
      maxQueueDelayUs: 2_000,
      maxQueueSize: 100,
      defaultTimeoutUs: 50_000,
      timeoutAction: 'delay',
      priorityLevels: 3,
      instances: 2,
    },
  });
  const files = exportFiles(triton, model);
  expect(files.map(({ name }) => name)).toEqual([
    'penguins/config.pbtxt',
    'penguins/1/model.onnx',
    'penguins/labels.txt',
    'golden.json',
  ]);
  await expect((files[0] as { text: string }).text).toMatchFileSnapshot('config.golden.pbtxt');
});

describe('what Triton would refuse is left out, and said', () => {
  test('order with several levels, and with late requests last', () => {
    expect(textsOf({ preserveOrdering: true, priorityLevels: 2 })[0]).toMatch(
      /^refused: .*one priority level/,
    );
    expect(textsOf({ preserveOrdering: true, timeoutAction: 'delay', defaultTimeoutUs: 1_000 })[0]).toMatch(
      /^refused: .*served last/,
    );
    expect(textsOf({ preserveOrdering: true })).toEqual([]);
  });

  test('preferred sizes above the largest batch', () => {
    expect(textsOf({ maxBatchSize: 16, preferredBatchSizes: [8, 32] })).toEqual([
      expect.stringMatching(/^refused: .*32 left out/),
    ]);
  });
});

test('what Triton does otherwise is said', () => {
  expect(textsOf({ policy: 'aimd' })).toEqual([expect.stringMatching(/^otherwise: .*AIMD to the goal/)]);
  expect(textsOf({}, { timeoutMs: 20 })).toEqual([expect.stringMatching(/^otherwise: .*60 s/)]);
  expect(textsOf({ pattern: 'oneByOne' })).toEqual([expect.stringMatching(/^otherwise: .*one by one/)]);
  expect(textsOf({ responseCacheSize: 10 })).toEqual([expect.stringMatching(/^otherwise: .*--cache-config/)]);
});

const size = fc.integer({ min: 1, max: 64 });
const serving = fc.record({
  pattern: fc.constantFrom(...PATTERNS),
  policy: fc.constantFrom(...BATCH_POLICY_NAMES),
  maxBatchSize: size,
  preferredBatchSizes: fc.uniqueArray(size, { maxLength: 4 }),
  allowedBatchSizes: fc.uniqueArray(size, { maxLength: 4 }),
  maxQueueDelayUs: fc.constantFrom(0, 1_000),
  timeoutAction: fc.constantFrom(...TIMEOUT_ACTIONS),
  defaultTimeoutUs: fc.constantFrom(0, 20_000),
  priorityLevels: fc.integer({ min: 1, max: 8 }),
  preserveOrdering: fc.boolean(),
});

test("Triton's own rules hold for every plan", () => {
  fc.assert(
    fc.property(serving, fc.constantFrom(0, 30), (asked, timeoutMs) => {
      const { maxBatchSize, batching } = tritonPlan(parseExperiment({ serving: asked, load: { timeoutMs } }));
      // ValidateModelConfig in core/src/model_config_utils.cc.
      expect(maxBatchSize).toBeGreaterThanOrEqual(1);
      for (const preferred of batching.preferred) {
        expect(preferred).toBeGreaterThan(0);
        expect(preferred).toBeLessThanOrEqual(maxBatchSize);
      }
      expect(batching.defaultLevel).toBeGreaterThanOrEqual(1);
      expect(batching.defaultLevel).toBeLessThanOrEqual(batching.levels);
      if (batching.preserveOrdering) {
        expect(batching.levels).toBe(1);
        expect(batching.delaysLate && batching.timeoutUs > 0).toBe(false);
      }
      // A request's own timeout is heeded only below a default.
      if (timeoutMs > 0) expect(batching.timeoutUs).toBeGreaterThan(0);
    }),
  );
});
