import { expect, test } from 'vitest';
import { defaultExperiment } from '#experiment/defaults.ts';
import { isFirstVisit } from './firstVisit.ts';

const start = { experiment: defaultExperiment() };
const visit = { hash: '', isDriven: false, tourDone: false };

test('the tour begins on a first visit alone', () => {
  expect(isFirstVisit(start, visit)).toBe(true);
  expect(isFirstVisit(start, { ...visit, tourDone: true })).toBe(false);
  expect(isFirstVisit(start, { ...visit, hash: '#x=1' })).toBe(false);
  expect(isFirstVisit(start, { ...visit, isDriven: true })).toBe(false);
  expect(isFirstVisit({ ...start, isEmbedded: true }, visit)).toBe(false);
  expect(isFirstVisit({ ...start, tab: 'a tab from before' }, visit)).toBe(false);
});
