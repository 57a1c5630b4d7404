// @vitest-environment happy-dom
import { act } from 'react';
import { beforeEach, expect, test } from 'vitest';
import { defaultExperiment } from '#experiment/defaults.ts';
import { experimentStore, setExperiment, startWith } from '#state/experimentStore.ts';
import { trainingStore } from '#state/trainingStore.ts';
import { click, control, enter, renderView } from '../testing/renderView.tsx';
import { PlanPanel, type PlanPart } from './PlanPanel.tsx';

beforeEach(() => {
  startWith(defaultExperiment('circle'));
  trainingStore.setState(trainingStore.getInitialState());
});
const training = () => experimentStore.getState().experiment.training;

function panel(part: PlanPart): HTMLElement {
  const { host, commands } = renderView(<PlanPanel part={part} />);
  commands.edit.mockImplementation((change) => setExperiment(change(experimentStore.getState().experiment)));
  return host;
}

test('a schedule brings its settings and its curve', () => {
  const host = panel('learningRate');
  expect(host.textContent).not.toContain('Half-life');
  enter(control(host, 'Schedule').querySelector('select') ?? control(host, 'Schedule'), 'exponential');
  expect(training().schedule).toEqual({ name: 'exponential' });
  enter(control(host, 'Half-life'), '20');
  enter(control(host, 'Warm-up'), '5');
  expect(training().schedule).toEqual({ name: 'exponential', halfLife: 20, warmup: 5 });
  act(() => trainingStore.setState({ metrics: { epoch: 45, step: 450, trainLoss: 1, testLoss: 1 } }));
  const picture = host.querySelector('.rate-curve [role=img]');
  expect(picture?.getAttribute('aria-label')).toMatch(/^Exponential decay: .* over 110 epochs/);
  expect(host.querySelector('figcaption')?.textContent).toMatch(/at epoch 45$/);
});

test('one that looks at losses asks which', () => {
  const host = panel('learningRate');
  enter(control(host, 'Schedule').querySelector('select') ?? control(host, 'Schedule'), 'plateau');
  click(control(host, 'Training'));
  expect(training().schedule).toEqual({ name: 'plateau', watch: 'train' });
});

test('the gradient is clipped by its norm, up to a limit', () => {
  const host = panel('optimizer');
  click(control(host, 'By norm'));
  enter(control(host, 'Largest length of the gradient'), '0,5');
  expect(training().clip).toEqual({ by: 'norm', limit: 0.5 });
});

test('conditions that end the run are set and switched off', () => {
  const host = panel('stop');
  expect(host.textContent).not.toContain('Loss to watch');
  enter(host.querySelector('input[aria-label="Epochs"]')!, '250');
  enter(host.querySelector('input[aria-label="Loss below"]')!, '0.02');
  expect(host.textContent).toContain('Loss to watch');
  click(control(host, 'Training'));
  click(control(host.querySelector('[role=group][aria-label="Epochs"]')!, 'Off'));
  expect(training().stop).toMatchObject({ epochs: 0, lossBelow: 0.02, watch: 'train' });
});
