import { expect, test } from 'vitest';
import { checkExperiment } from '#experiment/checkExperiment.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import { addPoints, drawnCount, drawnPoints } from '#experiment/drawnPoints.ts';
import { switchDataSet } from '#experiment/withDataSet.ts';
import { classCounts, lackOf } from './drawingPicture.ts';
import { copiedPoints, planeBefore, startDrawing } from './startDrawing.ts';

const circle = defaultExperiment('circle');

test('drawing begins with nothing, or with what was drawn before', () => {
  const first = startDrawing(circle, []);
  expect(first.data.drawn?.points).toBe('');
  const drawn = addPoints(first.data.drawn!, [
    [1, 1, 0],
    [2, 2, 1],
  ]);
  const before = { ...first, data: { ...first.data, drawn } };
  const away = switchDataSet(before, 'spiral');
  expect(startDrawing(away, [circle, first, before]).data.drawn).toEqual(drawn);
});

test('a number of samples set by hand is no obstacle', () => {
  const set = { ...circle, data: { ...circle.data, samples: 300 } };
  expect(checkExperiment(startDrawing(set, []))).toEqual([]);
});

test('the last set of the plane is copied with its classes, or as values', () => {
  const past = [circle, defaultExperiment('blobs'), defaultExperiment('iris'), startDrawing(circle, [])];
  const blobs = copiedPoints(planeBefore(past)!)!;
  expect([blobs.classes, drawnCount(blobs)]).toEqual([4, 500]);
  expect(classCounts(blobs).every((count) => count > 50)).toBe(true);
  expect(copiedPoints(defaultExperiment('ripple').data)?.labels).toBe('values');
  expect(planeBefore([defaultExperiment('mnist')])).toBeNull();
});

test('more points than there is room for are thinned evenly', () => {
  const many = copiedPoints({ ...circle.data, samples: 10_000 })!;
  expect(drawnCount(many)).toBe(2_000);
  const inner = drawnPoints(many).filter(([, , label]) => label === 1).length;
  expect(Math.abs(inner - 1_000)).toBeLessThan(60);
});

test('what the canvas is short of', () => {
  const spec = { labels: 'classes', classes: 2, points: '' } as const;
  expect(lackOf(spec)).toBe('points');
  expect(lackOf(addPoints(spec, [[0, 0, 1]]))).toBe('oneClass');
  const both = addPoints(spec, [
    [0, 0, 1],
    [1, 1, 0],
  ]);
  expect(lackOf(both)).toBeNull();
  expect(lackOf(addPoints({ ...spec, labels: 'values' }, [[0, 0, 1]]))).toBeNull();
});
