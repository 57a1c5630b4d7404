/** Exponential decay, told by its half-life: γ = 2^(−1/h) per epoch. Goodfellow, Bengio & Courville 2016, "Deep Learning", 8.3. */
import type { ScheduleChecks, ScheduleRule, ScheduleSetting } from '../ScheduleRule.ts';
import { exp } from '../steadyMath.ts';

const HALF_LIFE: ScheduleSetting = {
  label: 'Half-life',
  about: 'Epochs in which the rate halves',
  default: 100,
  min: 0.1,
  max: 1_000_000,
};

/** Below this the rate is 0: e^−700 is near the smallest number there is. */
const MOST_HALVINGS = 1_000;

export const exponential: ScheduleRule<'halfLife'> = {
  order: 2,
  label: {
    short: 'Exponential',
    whole: 'Exponential decay',
    about: 'Shrinks by the same share in every epoch',
  },
  formula: 'η · 2^(−e / half-life)',
  settings: { halfLife: HALF_LIFE },
  factor: ({ halfLife }, epochs) => {
    const halvings = epochs / halfLife;
    return halvings > MOST_HALVINGS ? 0 : exp(-halvings * Math.LN2);
  },
  shownEpochs: ({ halfLife }) => 5 * halfLife,
};

export const checks: ScheduleChecks<'halfLife'> = {
  settings: { halfLife: 20 },
  examples: [
    [0, 1],
    [10, Math.SQRT1_2],
    [20, 0.5],
    [60, 0.125],
    [1e6, 0],
  ],
  descends: true,
};
