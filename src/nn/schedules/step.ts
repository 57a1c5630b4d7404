/**
 * Step decay: the rate drops by a factor at even distances. Goodfellow, Bengio & Courville 2016, "Deep Learning", 8.3; He et
 * al. 2016 train ResNet by it.
 */
import type { ScheduleChecks, ScheduleRule, ScheduleSetting } from '../ScheduleRule.ts';

const EVERY: ScheduleSetting = {
  label: 'Drop every',
  about: 'Epochs from one drop to the next',
  default: 50,
  min: 1,
  max: 1_000_000,
  isWhole: true,
};
export const DROP: ScheduleSetting = {
  label: 'Drop to',
  about: 'Share of the rate that is left after a drop',
  default: 0.5,
  min: 0.01,
  max: 0.99,
};

export const step: ScheduleRule<'every' | 'drop'> = {
  order: 1,
  label: { short: 'Step', whole: 'Step decay', about: 'Drops at even distances, constant in between' },
  formula: 'η · drop^⌊e / every⌋',
  settings: { every: EVERY, drop: DROP },
  factor: ({ every, drop }, epochs) => drop ** Math.floor(epochs / every),
  shownEpochs: ({ every }) => 3.5 * every,
};

export const checks: ScheduleChecks<'every' | 'drop'> = {
  settings: { every: 10, drop: 0.5 },
  examples: [
    [0, 1],
    [9.99, 1],
    [10, 0.5],
    [35, 0.125],
  ],
  jumps: (epochs, { every }) => epochs % every === 0,
  descends: true,
};
