import { expect, test } from 'vitest';
import type { DataSetName } from '#datasets/registry.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import { answerMeaning } from './answerMeaning.ts';

const of = (set: DataSetName, labels: number[] = []) => answerMeaning(defaultExperiment(set), labels);

test('one output is split at the threshold of its activation', () => {
  const experiment = defaultExperiment('spiral');
  const { classOf, classes } = answerMeaning(experiment, []);
  expect(classes).toBe(2);
  expect([-0.4, 0.4, Number.NaN].map(classOf)).toEqual([0, 1, -1]);
  const sigmoid = { ...experiment.network, output: { activation: 'sigmoid' as const } };
  expect(answerMeaning({ ...experiment, network: sigmoid }, []).classOf(0.4)).toBe(0);
});

test('several outputs come as a class, a regression has none', () => {
  expect(of('iris').classOf(2)).toBe(2);
  expect(of('ripple').classOf(0.7)).toBe(-1);
  expect(of('ripple').classes).toBe(0);
});

test('a row without a label has none', () => {
  const { labelOf } = of('iris', [2, -1]);
  expect([0, 1, 7].map(labelOf)).toEqual([2, -1, -1]);
});
