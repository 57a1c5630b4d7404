import { beforeEach, expect, test } from 'vitest';
import { originOf } from '#client/momentOf.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import { experimentStore, setExperiment, startWith } from '#state/experimentStore.ts';
import { learnStore, lessonOpened, stepDone } from '#state/learnStore.ts';
import { uiStore } from '#state/uiStore.ts';
import { goToStep, isInForce, leaveLesson, openLesson, toggleChange } from './lessons.ts';

const present = () => experimentStore.getState().experiment;
const edit = (noise: number) => setExperiment({ ...present(), data: { ...present().data, noise } });

beforeEach(() => {
  if (learnStore.getState().lesson) leaveLesson();
  learnStore.setState(learnStore.getInitialState());
  uiStore.setState(uiStore.getInitialState());
  startWith(defaultExperiment('spiral'));
});

test('a lesson opens its first step from the seed, and leaving brings back what stood before', async () => {
  const before = present();
  await openLesson('one-unit');
  expect(present()).toMatchObject({ data: { set: 'gaussians' }, network: { hidden: [], seed: 13 } });
  expect(originOf(present())).not.toBe(originOf(before));
  expect(uiStore.getState().dockHeightPx).toBe(36);
  leaveLesson();
  // The very value: the trainer has its weights.
  expect(present()).toBe(before);
  expect(uiStore.getState().dockHeightPx).toBe(uiStore.getInitialState().dockHeightPx);
});

test('reading on and back undoes nothing that was done in a step', async () => {
  await openLesson('one-unit', 1);
  edit(0.1);
  const left = present();
  goToStep(4);
  expect(present()).not.toBe(left);
  edit(0.2);
  const later = present();
  goToStep(1);
  expect(present()).toBe(left);
  goToStep(4);
  expect(present()).toBe(later);
});

test('a step without a start goes on from the one before', async () => {
  await openLesson('one-unit', 1);
  edit(0.15);
  goToStep(2);
  expect(present().data.noise).toBe(0.15);
});

test('the work of a lesson is there when it is opened again, at the step where it was left', async () => {
  await openLesson('one-unit', 1);
  stepDone(1);
  edit(0.3);
  const left = present();
  leaveLesson();
  await openLesson('one-unit');
  expect(learnStore.getState().step).toBe(1);
  expect(present()).toBe(left);
});

test('a lesson or step that is not there changes nothing', async () => {
  const before = present();
  await expect(openLesson('gone')).rejects.toThrow('There is no lesson "gone". There are: one-unit');
  await expect(openLesson('one-unit', 99)).rejects.toThrow('has steps 1 to 5');
  await expect(openLesson('one-unit', 0.5)).rejects.toThrow('has steps 1 to 5');
  expect(present()).toBe(before);
  expect(learnStore.getState().lesson).toBeNull();
});

test('a phrase makes its change, and takes it back with all that it replaced', () => {
  const changes = {
    wide: { change: { network: { hidden: [{ units: 9, activation: 'relu' as const }] } }, restart: false },
  };
  const step = { title: '', text: '', hints: [], changes, dock: false };
  lessonOpened({ id: 'made', title: '', about: '', steps: [step], sources: '' }, 0);
  const before = present();
  toggleChange('wide');
  expect(present().network.hidden).toEqual([{ units: 9, activation: 'relu' }]);
  expect(isInForce(changes.wide.change, present())).toBe(true);
  toggleChange('wide');
  expect(present()).toBe(before);
  // What no longer fits is said, and changes nothing.
  const odd = { change: { data: { samples: 'all' as const } }, restart: false };
  expect(isInForce(odd.change, present())).toBe(false);
  // With an edit in between, which stays.
  toggleChange('wide');
  edit(0.2);
  toggleChange('wide');
  expect(present().network.hidden).toEqual(before.network.hidden);
  expect(present().data.noise).toBe(0.2);
});
