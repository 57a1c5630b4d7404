/** Half a cosine from the rate to its floor, where it stays. Loshchilov & Hutter 2017, "SGDR", equation 5. */
import type { ScheduleChecks, ScheduleRule, ScheduleSetting } from '../ScheduleRule.ts';
import { cos } from '../steadyMath.ts';

export const PERIOD: ScheduleSetting = {
  label: 'Period',
  about: 'Epochs from the highest rate to the lowest; of a cycle, up and down again',
  default: 200,
  min: 1,
  max: 1_000_000,
};
export const FLOOR: ScheduleSetting = {
  label: 'Lowest share',
  about: 'Share of the rate below which it does not go; at 0 the network freezes there',
  default: 0.01,
  min: 0,
  max: 1,
};

/** The factor when this share (0 to 1) of the period has passed. */
export const cosineFactor = (share: number, floor: number): number =>
  // At the end of the period the cosine may be a rounding below −1, and no rate is below 0.
  floor + ((1 - floor) * Math.max(0, 1 + cos(Math.PI * share))) / 2;

export const cosine: ScheduleRule<'period' | 'floor'> = {
  order: 3,
  label: {
    short: 'Cosine',
    whole: 'Cosine annealing',
    about: 'Falls slowly, then fast, then slowly to its floor',
  },
  formula: 'η · (floor + (1 − floor) · (1 + cos(π · min(1, e / period))) / 2)',
  settings: { period: PERIOD, floor: FLOOR },
  factor: ({ period, floor }, epochs) => cosineFactor(Math.min(1, epochs / period), floor),
  shownEpochs: ({ period }) => 1.2 * period,
};

export const checks: ScheduleChecks<'period' | 'floor'> = {
  settings: { period: 60, floor: 0.1 },
  examples: [
    [0, 1],
    [20, 0.1 + 0.9 * 0.75],
    [30, 0.55],
    [60, 0.1],
    [1e6, 0.1],
  ],
  descends: true,
};
