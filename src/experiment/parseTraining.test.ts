/** Schedules, clipping and stop conditions in what is parsed: defaults, and messages for what is wrong. */
import { expect, test } from 'vitest';
import { parseExperiment } from './parseExperiment.ts';

test('schedule, clipping and stop conditions are off, and each setting is filled in by itself', () => {
  const { schedule, clip, stop } = parseExperiment({
    training: { schedule: { name: 'step' }, clip: { by: 'norm' }, stop: { epochs: 100 } },
  }).training;
  expect(schedule).toEqual({ name: 'step' });
  expect(clip).toEqual({ by: 'norm', limit: 1 });
  expect(stop).toEqual({ epochs: 100, seconds: 0, lossBelow: 0, plateau: 0, watch: 'test' });
  expect(parseExperiment({ training: { schedule: { warmup: 3 } } }).training.schedule).toEqual({
    name: 'constant',
    warmup: 3,
  });
});

test.each([
  [
    { training: { schedule: { name: 'cosin' } } },
    'training.schedule.name is “cosin”; it may be constant, step, exponential, cosine, cosineRestarts, cyclical, plateau.',
  ],
  [
    { training: { schedule: { name: 'step', every: 2.5 } } },
    'training.schedule.every is 2.5; it must be a whole number from 1 to 1,000,000.',
  ],
  [
    { training: { schedule: { name: 'plateau', drop: 1 } } },
    'training.schedule.drop is 1; it may be 0.01 to 0.99.',
  ],
  [
    { training: { schedule: { name: 'step', gamma: 0.1 } } },
    'training.schedule.gamma is not a field of an experiment.',
  ],
  [
    { training: { schedule: { name: 'plateau', watch: 'loss' } } },
    'training.schedule.watch is “loss”; it may be test, train.',
  ],
  [{ training: { schedule: 'cosine' } }, 'training.schedule is “cosine”; it must be an object.'],
  [{ training: { clip: { by: 'length' } } }, 'training.clip.by is “length”; it may be none, norm, value.'],
  [{ training: { clip: { by: 'norm', limit: 0 } } }, 'training.clip.limit is 0; it may be 0.0001 to 10,000.'],
  [{ training: { stop: { epochs: -1 } } }, 'training.stop.epochs is -1; it may be 0 to 10,000,000.'],
  [
    { training: { stop: { seconds: 'ten' } } },
    'training.stop.seconds is “ten”; it must be a number from 0 to 86,400.',
  ],
  [{ training: { stop: { lossBelow: -1 } } }, 'training.stop.lossBelow is -1; it may be 0 to 1,000.'],
  [
    { training: { stop: { plateau: 1.5 } } },
    'training.stop.plateau is 1.5; it must be a whole number from 0 to 100,000.',
  ],
])('%j', (input, message) => {
  expect(() => parseExperiment(input)).toThrow(message);
});
