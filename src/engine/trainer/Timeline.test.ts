import { expect, test } from 'vitest';
import { defaultExperiment } from '#experiment/defaults.ts';
import type { Mark } from './CheckpointTrack.ts';
import { Timeline } from './Timeline.ts';

const experiment = defaultExperiment('moons');
const mark = (epoch: number): Mark => ({
  experiment,
  checkpoint: { state: new Float32Array(4), step: epoch * 10, epoch, batch: 0, slotsSince: 0 },
});

function trained(epochs: number): Timeline {
  const timeline = new Timeline();
  for (let epoch = 0; epoch <= epochs; epoch++) timeline.note(mark(epoch), { epoch, step: epoch * 10 });
  return timeline;
}

test('the page is told the kept moments, where one looks back at, and branches once', () => {
  const timeline = trained(3);
  expect(timeline.news(false).timeline).toEqual({
    epochs: [0, 1, 2, 3],
    steps: [0, 10, 20, 30],
    lookingBackAt: null,
    branches: [],
  });
  timeline.lookBack(10);
  expect(timeline.news(true).timeline).toEqual({
    epochs: [0, 1, 2, 3],
    steps: [0, 10, 20, 30],
    lookingBackAt: 10,
  });
  timeline.beginBranch();
  const { timeline: now, history } = timeline.news(true);
  expect(now).toMatchObject({ epochs: [0, 1], lookingBackAt: null });
  expect(now.branches!.map((points) => points.map(({ epoch }) => epoch))).toEqual([[1, 2, 3]]);
  expect(history.points.map(({ epoch }) => epoch)).toEqual([0, 1]);
  expect(timeline.news(false).timeline.branches).toBeUndefined();
  timeline.restore();
  expect(timeline.news(true).timeline.branches).toEqual([]);
});

test('the end of the run is no look back', () => {
  const timeline = trained(3);
  timeline.lookBack(30);
  expect(timeline.news(false).timeline.lookingBackAt).toBeNull();
});

test('a kept timeline is not changed by the branch that follows', () => {
  const timeline = trained(3);
  const kept = timeline.keep();
  timeline.lookBack(10);
  timeline.beginBranch();
  timeline.note(mark(2), { epoch: 2, step: 20 });
  timeline.restore(kept);
  expect(timeline.news(true).timeline.epochs).toEqual([0, 1, 2, 3]);
});
