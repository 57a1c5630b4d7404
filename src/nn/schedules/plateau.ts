/**
 * Reduce on plateau: the rate drops once the loss has not become better for some epochs. As `ReduceLROnPlateau` of Keras and
 * PyTorch: better means by a ten-thousandth of the best loss so far. It remembers the best loss, the epochs since, and the
 * factor.
 */
import type { ScheduleChecks, ScheduleRule, ScheduleSetting } from '../ScheduleRule.ts';
import { FLOOR } from './cosine.ts';
import { DROP } from './step.ts';

const PATIENCE: ScheduleSetting = {
  label: 'Patience',
  about: 'Epochs without a better loss before the rate drops',
  default: 10,
  min: 1,
  max: 10_000,
  isWhole: true,
};

/** Share of the best loss by which another must be lower to be better (PyTorch's default threshold). */
export const BETTER = 1e-4;

export const plateau: ScheduleRule<'patience' | 'drop' | 'floor'> = {
  order: 6,
  label: {
    short: 'On plateau',
    whole: 'Reduce on plateau',
    about: 'Drops when the loss no longer gets better',
  },
  formula:
    'η · max(floor, drop^n), n the times that the loss was not better for as many epochs as the patience',
  settings: { patience: PATIENCE, drop: DROP, floor: FLOOR },
  factor: (_, _epochs, [, , factor = 1]) => factor,
  memory: {
    start: [Infinity, 0, 1],
    observe([best = Infinity, since = 0, factor = 1], loss, { patience, drop, floor }) {
      if (loss < best * (1 - BETTER)) return [loss, 0, factor];
      if (since + 1 < patience) return [best, since + 1, factor];
      // A factor that is below a floor that was raised meanwhile stays.
      return [best, 0, Math.min(factor, Math.max(floor, factor * drop))];
    },
    steadyEpochs: ([, since = 0], { patience }) => Math.max(1, patience - since),
  },
  shownEpochs: ({ patience }) => 5 * (patience + 1),
};

export const checks: ScheduleChecks<'patience' | 'drop' | 'floor'> = {
  settings: { patience: 2, drop: 0.5, floor: 0.2 },
  examples: [
    [0, 1],
    [1e6, 1],
  ],
  descends: true,
};
