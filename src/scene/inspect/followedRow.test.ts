import { expect, test } from 'vitest';
import { prepareData } from '#data/prepareData.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import { nearestSample, sampleRow } from './followedRow.ts';

const data = prepareData(defaultExperiment('circle'), null);

test('a sample is its row, target, place and label; a place of the plane is a row without target', () => {
  const found = sampleRow(data, { split: 'train', index: 3 })!;
  expect([...found.row]).toEqual([...data.train.inputs.subarray(6, 8)]);
  expect([...found.target!]).toEqual([...data.train.targets.subarray(3, 4)]);
  expect(found.label).toBe(data.train.labels[3]);
  expect(sampleRow(data, { raw: Float32Array.of(1, 2) })).toMatchObject({ target: null, label: null });
});

test('there is no row of samples that are not there, nor of another data set', () => {
  expect(sampleRow(null, { split: 'train', index: 0 })).toBeNull();
  expect(sampleRow(data, { split: 'test', index: data.test.count })).toBeNull();
  expect(sampleRow(data, { raw: new Float32Array(784) })).toBeNull();
});

test('the nearest sample is the one at the place; far away there is none', () => {
  const at = [data.train.raw[10]!, data.train.raw[11]!] as const;
  expect(nearestSample(data, at, 0.1, ['train', 'test'])).toEqual({ split: 'train', index: 5 });
  expect(nearestSample(data, [100, 100], 0.1, ['train', 'test'])).toBeNull();
});
