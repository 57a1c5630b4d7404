import { beforeEach, expect, test } from 'vitest';
import { defaultExperiment } from '#experiment/defaults.ts';
import { forgetCurve, keepCurve, restoreCurves, runsStore } from './runsStore.ts';

const experiment = defaultExperiment('circle');
const ids = () => runsStore.getState().runs.map(({ id }) => id);

beforeEach(() => runsStore.setState(runsStore.getInitialState()));

test('runs that come back keep their numbers, and later ones take others', () => {
  keepCurve(experiment, []);
  const [first] = ids();
  restoreCurves([
    { id: first!, experiment, curve: [] },
    { id: first! + 4, experiment, curve: [] },
  ]);
  expect(ids()).toEqual([first, first! + 4, first! + 5]);
  forgetCurve(first! + 5);
  keepCurve(experiment, []);
  expect(ids()).toEqual([first, first! + 4, first! + 6]);
});

test('no more than there is room for', () => {
  keepCurve(experiment, []);
  restoreCurves([11, 12, 13, 14, 15].map((id) => ({ id, experiment, curve: [] })));
  expect(ids()).toEqual([11, 12, 13, 14, 15]);
});
