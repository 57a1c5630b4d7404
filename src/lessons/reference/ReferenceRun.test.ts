/** Held to what was measured on the product with the same seeds. */
import { expect, test } from 'vitest';
import type { ExperimentInput } from '#experiment/experiment.ts';
import { parseExperiment } from '#experiment/parseExperiment.ts';
import { ReferenceRun } from './ReferenceRun.ts';

function lossesAt(input: ExperimentInput, epochs: readonly number[]): number[] {
  const run = new ReferenceRun(parseExperiment(input));
  return epochs.map((epoch) => {
    while (run.metrics().epoch < epoch) run.trainEpoch();
    return Number(run.metrics().testLoss.toFixed(4));
  });
}

test.each([
  [{ data: { set: 'circle' }, network: { seed: 7 } }, [0, 10, 30, 100], [0.6232, 0.0392, 0.0034, 0.0004]],
  [{ data: { set: 'penguins' }, network: { seed: 18 } }, [0, 1, 5], [1.086, 0.325, 0.066]],
  [{ data: { set: 'ripple' }, network: { seed: 14 } }, [0, 10], [0.3129, 0.0503]],
] as [ExperimentInput, number[], number[]][])('%j', (input, epochs, losses) => {
  const found = lossesAt(input, epochs);
  for (const [i, loss] of losses.entries()) expect(Math.abs(found[i]! - loss)).toBeLessThan(0.0006);
});

test('steps one by one are the steps of the epoch', () => {
  const experiment = parseExperiment({
    data: { set: 'xor', noise: 0.1 },
    training: { schedule: { name: 'cosine', period: 5 } },
  });
  const [whole, single] = [new ReferenceRun(experiment), new ReferenceRun(experiment)];
  for (let epoch = 0; epoch < 3; epoch++) whole.trainEpoch();
  while (single.metrics().epoch < 3) single.trainSteps(1);
  expect(single.metrics()).toEqual(whole.metrics());
  expect(single.parameters).toEqual(whole.parameters);
});

test('given weights are where it begins; a change of the plan keeps them', () => {
  const experiment = parseExperiment({
    data: { set: 'circle' },
    network: { hidden: [{ units: 3, activation: 'tanh' }], initializer: 'zeros' },
  });
  const [s, c] = [0.7 * 0.87, 0.7 * 0.5];
  const byHand = Float32Array.from([0, s, -s, 0.7, -c, -c, 1.4, 1.4, 1.4, 4, 4, 4, -6]);
  const run = new ReferenceRun(experiment, byHand);
  expect(run.metrics()).toMatchObject({ step: 0, testAccuracy: 1 });
  expect(run.metrics().testLoss).toBeCloseTo(0.0047, 3);
  run.replan({ l2: 0.1 });
  expect(run.parameters).toEqual(byHand);
});
