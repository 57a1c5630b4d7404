// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest';
import { firstPicture } from '#client/firstPicture.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import type { ScheduleState } from '#nn/learningRates.ts';
import { experimentStore, setExperiment, startWith } from '#state/experimentStore.ts';
import { snapshotFeed, type Snapshot } from '#state/feeds.ts';
import { trainingStore } from '#state/trainingStore.ts';
import { click, control, enter, renderView } from '../testing/renderView.tsx';
import { PlanPanel, type PlanPart } from './PlanPanel.tsx';

beforeEach(() => {
  startWith(defaultExperiment('circle'));
  trainingStore.setState(trainingStore.getInitialState());
  snapshotFeed.publish(null);
});
const training = () => experimentStore.getState().experiment.training;

function panel(part: PlanPart): HTMLElement {
  const { host, commands } = renderView(<PlanPanel part={part} />);
  commands.edit.mockImplementation((change) => setExperiment(change(experimentStore.getState().experiment)));
  return host;
}

/** Of a moment of a run, as the trainer sends it. */
const snapshotAt = (epoch: number, rateMemory?: ScheduleState): Snapshot => ({
  ...firstPicture(defaultExperiment('circle'), null),
  metrics: { epoch, step: 10 * epoch, trainLoss: 1, testLoss: 1 },
  ...(rateMemory ? { rateMemory } : {}),
});

test('a schedule brings its settings and its curve', () => {
  snapshotFeed.publish(snapshotAt(45));
  const host = panel('learningRate');
  expect(host.textContent).not.toContain('Half-life');
  enter(control(host, 'Schedule').querySelector('select') ?? control(host, 'Schedule'), 'exponential');
  expect(training().schedule).toEqual({ name: 'exponential' });
  enter(control(host, 'Half-life'), '20');
  enter(control(host, 'Warm-up'), '5');
  expect(training().schedule).toEqual({ name: 'exponential', halfLife: 20, warmup: 5 });
  const picture = host.querySelector('.rate-curve [role=img]');
  expect(picture?.getAttribute('aria-label')).toMatch(/^Exponential decay: .* over 110 epochs/);
  expect(host.querySelector('figcaption')?.textContent).toMatch(/at epoch 45$/);
});

test('the rate is that of the moment on show, with what the schedule remembers there', () => {
  const { training: plan, ...rest } = defaultExperiment('circle');
  const schedule = { name: 'plateau', drop: 0.5 } as const;
  startWith({ ...rest, training: { ...plan, optimizer: { name: 'sgd', learningRate: 0.4 }, schedule } });
  // While training, most snapshots bring no checkpoint of the run.
  snapshotFeed.publish(snapshotAt(80, { name: 'plateau', memory: [0.1, 3, 0.25] }));
  expect(panel('learningRate').querySelector('figcaption')!.textContent).toContain('Now 0.1 at epoch 80');
  // Looked back at: what it was then.
  snapshotFeed.publish(snapshotAt(20, { name: 'plateau', memory: [0.3, 1, 1] }));
  expect(panel('learningRate').querySelector('figcaption')!.textContent).toContain('Now 0.4 at epoch 20');
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
