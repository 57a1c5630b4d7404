/** The learning rate of the plan throughout. */
import type { ScheduleChecks, ScheduleRule } from '../ScheduleRule.ts';

export const constant: ScheduleRule = {
  order: 0,
  label: { short: 'Constant', whole: 'Constant', about: 'The same rate from the first step to the last' },
  formula: 'η',
  settings: {},
  factor: () => 1,
  shownEpochs: () => 0,
};

export const checks: ScheduleChecks = {
  settings: {},
  examples: [
    [0, 1],
    [1e6, 1],
  ],
  descends: true,
};
