/** Up and down on straight lines between a low rate and the plan's. Smith 2017, "Cyclical Learning Rates", policy "triangular". */
import type { ScheduleChecks, ScheduleRule, ScheduleSetting } from '../ScheduleRule.ts';
import { PERIOD } from './cosine.ts';

const LOW: ScheduleSetting = {
  label: 'Low end',
  about: 'Share of the rate at which each cycle begins and ends',
  default: 0.25,
  min: 0,
  max: 1,
};

export const cyclical: ScheduleRule<'period' | 'low'> = {
  order: 5,
  label: {
    short: 'Cyclical',
    whole: 'Cyclical, triangular',
    about: 'Rises to the rate and falls again, over and over',
  },
  formula: 'η · (low + (1 − low) · (1 − |2 · (e / period mod 1) − 1|))',
  settings: { period: PERIOD, low: LOW },
  factor: ({ period, low }, epochs) => low + (1 - low) * (1 - Math.abs(2 * ((epochs % period) / period) - 1)),
  shownEpochs: ({ period }) => 3 * period,
};

export const checks: ScheduleChecks<'period' | 'low'> = {
  settings: { period: 20, low: 0.2 },
  examples: [
    [0, 0.2],
    [5, 0.6],
    [10, 1],
    [15, 0.6],
    [20, 0.2],
    [30, 1],
  ],
  descends: false,
};
