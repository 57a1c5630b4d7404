import { beforeEach, expect, test } from 'vitest';
import { originOf } from '#client/momentOf.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import {
  beginTraining,
  experimentStore,
  isBegunFrom,
  openExperiment,
  setExperiment,
  startWith,
  trainingOf,
  undo,
} from './experimentStore.ts';

const first = defaultExperiment('circle');
const present = () => experimentStore.getState().experiment;
beforeEach(() => startWith(first));

test('a reset is an undo step: the same experiment as another value, of other weights', () => {
  const reset = beginTraining();
  expect(present()).toBe(reset);
  expect(reset).toEqual(first);
  expect(isBegunFrom(reset, first)).toBe(true);
  expect(trainingOf(reset)).not.toBe(trainingOf(first));
  undo();
  expect(present()).toBe(first);
});

test('an edit has the weights of what it was made from, and what is brought back those it had', () => {
  const reset = beginTraining();
  setExperiment({ ...reset, title: 'Later' });
  expect(trainingOf(present())).toBe(trainingOf(reset));
  setExperiment(first);
  expect(trainingOf(present())).toBe(0);
});

test('many typed weights of one gesture make one undo step', () => {
  beginTraining('script');
  beginTraining('script');
  undo();
  expect(present()).toBe(first);
});

test('what is opened has an origin of its own, which edits and resets keep and undo leaves', () => {
  const opened = { ...first };
  openExperiment(opened);
  expect(originOf(opened)).not.toBe(originOf(first));
  expect(trainingOf(opened)).not.toBe(trainingOf(first));
  setExperiment({ ...opened, title: 'Later' });
  beginTraining();
  expect(originOf(present())).toBe(originOf(opened));
  undo();
  undo();
  undo();
  expect(present()).toBe(first);
  expect(originOf(present())).toBe(0);
});
