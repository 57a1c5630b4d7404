// @vitest-environment happy-dom
import { act } from 'react';
import { beforeEach, expect, test } from 'vitest';
import { changeExperiment } from '#experiment/changeExperiment.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import type { Diagnosis } from '#protocol/inspect.ts';
import { diagnosed, diagnosisForgotten, diagnosisStore, suggestionTried } from '#state/diagnosisStore.ts';
import { experimentStore, setExperiment, startWith, undo } from '#state/experimentStore.ts';
import { trainingStore } from '#state/trainingStore.ts';
import { uiStore } from '#state/uiStore.ts';
import { click, control, renderView } from '../testing/renderView.tsx';
import { ProblemBanner } from './ProblemBanner.tsx';

const HELD: Diagnosis = {
  id: 'plateau',
  sentence: 'L2 (0.3) holds all weights near 0.',
  suggestion: 'Set L2 to 0.003',
  change: { training: { l2: 0.003 } },
};

beforeEach(() => {
  startWith(defaultExperiment('circle'));
  trainingStore.setState(trainingStore.getInitialState());
  diagnosisStore.setState(diagnosisStore.getInitialState());
});

test('what is wrong, one change to try, and its way back', () => {
  const { host, commands } = renderView(<ProblemBanner />);
  act(() => diagnosed([HELD], false));
  expect(host.textContent).toContain('L2 (0.3) holds all weights near 0. Set L2 to 0.003?');
  click(control(host, 'Try it'));
  expect(commands.tryDiagnosis).toHaveBeenCalledWith(HELD);
  act(() => {
    const next = changeExperiment(experimentStore.getState().experiment, HELD.change);
    setExperiment(next);
    suggestionTried(HELD.suggestion, next);
    diagnosisForgotten(true);
  });
  expect(host.textContent).toContain('Tried: Set L2 to 0.003.');
  click(control(host, 'Undo this'));
  expect(commands.undo).toHaveBeenCalledOnce();
  act(undo);
  expect(host.textContent).toBe('');
});

test('why a run stopped is said once', () => {
  const { host } = renderView(<ProblemBanner />);
  act(() => {
    trainingStore.setState({ phase: 'stopped', problem: 'The loss was no longer finite.' });
    diagnosed([HELD], false);
  });
  expect(host.textContent).toContain('The loss was no longer finite.');
  expect(host.textContent).not.toContain('holds all weights');
  expect(host.textContent).toContain('Set L2 to 0.003?');
});

test('it can be dismissed', () => {
  const { host } = renderView(<ProblemBanner />);
  act(() => diagnosed([HELD], false));
  click(control(host, 'Dismiss'));
  expect(host.textContent).toBe('');
});

test('the canvas says itself that points are missing; elsewhere it is said without a reset that would not help', () => {
  startWith(defaultExperiment('drawn'));
  trainingStore.setState({ advice: 'There are no samples.' });
  const { host } = renderView(<ProblemBanner />);
  expect(host.textContent).toBe('');
  act(() => uiStore.setState({ canvasInCentre: false }));
  expect(host.textContent).toBe('There are no samples.');
  act(() => startWith(defaultExperiment('circle')));
  expect(control(host, 'Reset the weights')).toBeTruthy();
  act(() => uiStore.setState({ canvasInCentre: true }));
});
