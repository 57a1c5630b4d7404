import { expect, test } from 'vitest';
import { changeExperiment } from './changeExperiment.ts';
import { checkExperiment } from './checkExperiment.ts';
import { factsOf } from './dataFacts.ts';
import { defaultExperiment } from './defaults.ts';
import { diffExperiments } from './diffExperiments.ts';
import type { ExperimentError } from './ExperimentError.ts';
import { inputNamesOf, toggleFeature } from './inputNames.ts';
import { networkShape } from './networkShape.ts';
import { parseExperiment } from './parseExperiment.ts';
import { switchDataSet } from './withDataSet.ts';

const formula = (text: string, labels: 'classes' | 'values' = 'classes') =>
  parseExperiment({ data: { set: 'formula', formula: { text, labels } } });

const faultOf = (input: unknown): ExperimentError['problems'][number] => {
  try {
    parseExperiment(input);
  } catch (error) {
    return (error as ExperimentError).problems[0]!;
  }
  throw new Error('It was taken.');
};

test('a curve makes two classes, values make a regression, and the network follows', () => {
  expect(factsOf(formula('2*sin(x1)').data)).toMatchObject({ task: 'binary', classes: ['−1', '+1'] });
  const values = formula('x1*x2', 'values');
  expect(factsOf(values.data)).toMatchObject({ task: 'regression', classes: [] });
  expect(factsOf(values.data).about).toBe('The value at each point is x1*x2, divided by 36.');
  expect([values.training.loss, values.network.output.activation]).toEqual(['halfSquaredError', 'linear']);
});

test('what is missing is filled; another kind of label changes loss and output with it, and back', () => {
  const plain = parseExperiment({ data: { set: 'formula' } });
  expect(plain).toEqual(defaultExperiment('formula'));
  const sigmoid = changeExperiment(plain, { training: { loss: 'binaryCrossentropy' } });
  const values = changeExperiment(sigmoid, { data: { formula: { labels: 'values' } } });
  expect(values.data.formula).toEqual({ text: '2*sin(x1)', labels: 'values' });
  expect([values.training.loss, values.network.output.activation]).toEqual(['halfSquaredError', 'linear']);
  const classes = changeExperiment(values, { data: { formula: { labels: 'classes' } } });
  expect(checkExperiment(classes)).toEqual([]);
  expect(classes.network.output.activation).toBe('tanh');
});

test('another formula starts afresh; noise and features do as on any plane', () => {
  const before = formula('x1');
  expect(diffExperiments(before, formula('x1 + 1')).weights).toBe(true);
  expect(diffExperiments(before, changeExperiment(before, { data: { noise: 0.1 } })).weights).toBe(false);
  const features = ['x1', 'tan(x2)'];
  const spiral = switchDataSet(changeExperiment(before, { data: { features } }), 'spiral');
  expect(spiral.data).toMatchObject({ set: 'spiral', features });
  expect('formula' in spiral.data).toBe(false);
});

test('a wrong formula is refused with its place', () => {
  expect(faultOf({ data: { set: 'formula', formula: { text: 'sin(x3)' } } })).toMatchObject({
    path: 'data.formula.text',
    at: 4,
    expected: 'one of x1',
    message: expect.stringContaining('data.formula.text: There is no “x3” (character 5)'),
  });
  expect(faultOf({ data: { set: 'formula', formula: { text: 'x2' } } }).at).toBe(0);
  expect(
    faultOf({ data: { set: 'formula', formula: { text: 'log(-1)', labels: 'values' } } }).message,
  ).toContain('gives a number almost nowhere');
  expect(faultOf({ data: { set: 'formula', formula: { text: '0', labels: 'values' } } }).message).toContain(
    '0 everywhere',
  );
  expect(faultOf({ data: { set: 'formula', formula: { text: '' } } }).message).toContain('is empty');
  expect(faultOf({ data: { set: 'formula', formula: 7 } }).path).toBe('data.formula');
  expect(faultOf({ data: { set: 'circle', formula: { text: 'x1', labels: 'classes' } } }).message).toContain(
    'only for the set “formula”',
  );
});

test('inputs by formula: named or not, behind the engineered ones, and wrong ones with their place', () => {
  const features = ['radius = hypot(x1, x2)', 'x2', 'abs(x1 - x2)', 'x1'];
  const { data, network } = parseExperiment({ data: { features } });
  expect(data.features).toEqual(['x1', 'x2', 'radius = hypot(x1, x2)', 'abs(x1 - x2)']);
  expect(inputNamesOf(data)).toEqual(['x1', 'x2', 'radius', 'abs(x1 - x2)']);
  expect(networkShape({ data, network }).inputs).toBe(4);
  expect(toggleFeature(data.features!, 'x1')).toEqual(['x2', 'radius = hypot(x1, x2)', 'abs(x1 - x2)']);

  expect(faultOf({ data: { features: ['x1', 'r = hypot(x1, x3)'] } })).toMatchObject({
    path: 'data.features[1]',
    at: 14,
    expected: 'one of x1, x2',
  });
  expect(faultOf({ data: { features: ['x1 + ', 'x1'] } }).at).toBe(5);
  expect(faultOf({ data: { features: ['1 + 2'] } }).message).toContain('the same everywhere');
  expect(faultOf({ data: { features: ['tan(x1)', 'tan(x1)'] } }).message).toContain('twice');
  expect(faultOf({ data: { features: ['x'.repeat(201)] } }).message).toContain('at most 200');
  expect(
    faultOf({ data: { features: Array.from({ length: 33 }, (_, i) => `x1 + ${i}`) } }).message,
  ).toContain('1 to 32');
});
