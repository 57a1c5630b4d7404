import { expect, test } from 'vitest';
import { missingSetting } from './settingPaths.ts';

test.each([
  [['training', 'optimizer', 'learningRate']],
  [['training', 'optimizer', 'momentum']],
  [['network', 'hidden', 'length']],
  [['network', 'hidden', 0, 'activation']],
  [['data', 'samples']],
  [['data', 'features', 1]],
  [['load', 'priorityMix', 2]],
])('%j exists', (path) => expect(missingSetting(path)).toBeNull());

test('tells the first key that does not exist, and what there is', () => {
  expect(missingSetting(['training', 'learningRate'])).toEqual({
    index: 1,
    instead: expect.arrayContaining(['loss', 'optimizer', 'l2']) as string[],
  });
  expect(missingSetting(['network', 'hidden', 0, 'size'])).toEqual({
    index: 3,
    instead: ['units', 'activation'],
  });
  expect(missingSetting(['constructor'])).toMatchObject({ index: 0 });
  expect(missingSetting(['data', 'set', 'length'])).toMatchObject({ index: 2 });
  expect(missingSetting(['network', 'hidden', 'length', 'more'])).toMatchObject({ index: 2 });
});
