/** Every demo opens plainly unsolved and reaches what it promises, with the seeds that it ships with. */
import { describe, expect, test } from 'vitest';
import { parseExperiment } from '#experiment/parseExperiment.ts';
import { ConditionWatch } from '../conditions/ConditionWatch.ts';
import { ReferenceRun } from '../reference/ReferenceRun.ts';
import type { Demo } from './Demo.ts';
import { DEMOS } from './demos.ts';
import { TRAINING_DEMOS } from './trainingDemos.ts';

test('24 demos, with their own ids and titles, sentences that end, and seeds written out', () => {
  expect(DEMOS).toHaveLength(24);
  for (const what of [({ id }: Demo) => id, ({ title }: Demo) => title(), ({ about }: Demo) => about()]) {
    expect(new Set(DEMOS.map(what)).size).toBe(24);
  }
  for (const { id, input, about, promise, keep } of DEMOS) {
    expect(id).toMatch(/^[a-z0-9-]+$/);
    expect(input.data?.seed, id).toBe(1);
    expect(input.network?.seed, id).toBeGreaterThan(0);
    expect(about(), id).toMatch(/\.$/);
    expect(() => parseExperiment(input), id).not.toThrow();
    expect(() => new ConditionWatch(promise, keep), id).not.toThrow();
  }
});

describe('promises', () => {
  test.each(TRAINING_DEMOS.map((demo) => [demo.id, demo] as const))('%s', (_id, demo) => {
    const { input, promise, keep, epochs, replan } = demo;
    const run = new ReferenceRun(parseExperiment(input));
    const watch = new ConditionWatch(promise, keep);
    expect(watch.see(run.observe())).toBe('notYet');
    for (let epoch = 1; epoch <= epochs && watch.state !== 'met'; epoch++) {
      if (replan && epoch === replan.after + 1)
        run.replan({ ...run.experiment.training, l2: replan.training.l2! });
      run.trainEpoch();
      watch.see(run.observe());
    }
    expect(watch.state).toBe('met');
  });
});
