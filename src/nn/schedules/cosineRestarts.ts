/**
 * Cosine annealing with warm restarts: at the end of a period the rate jumps back, and the next period is `growth` times as
 * long. Loshchilov & Hutter 2017, "SGDR: Stochastic Gradient Descent with Warm Restarts".
 */
import type { ScheduleChecks, ScheduleRule, ScheduleSetting } from '../ScheduleRule.ts';
import { cosineFactor, FLOOR, PERIOD } from './cosine.ts';

const GROWTH: ScheduleSetting = {
  label: 'Growth',
  about: 'Each period is so many times as long as the last',
  default: 2,
  min: 1,
  max: 4,
  isWhole: true,
};

/** The share of its period that has passed. */
function shareOf(period: number, growth: number, epochs: number): number {
  if (growth === 1) return (epochs % period) / period;
  let start = 0;
  let length = period;
  for (; epochs >= start + length; length *= growth) start += length;
  return (epochs - start) / length;
}

export const cosineRestarts: ScheduleRule<'period' | 'growth' | 'floor'> = {
  order: 4,
  label: {
    short: 'Cosine, restarting',
    whole: 'Cosine with restarts',
    about: 'Falls to its floor, jumps back, and takes longer each time',
  },
  formula: 'η · (floor + (1 − floor) · (1 + cos(π · share of the present period)) / 2)',
  settings: { period: PERIOD, growth: GROWTH, floor: FLOOR },
  factor: ({ period, growth, floor }, epochs) => cosineFactor(shareOf(period, growth, epochs), floor),
  shownEpochs: ({ period, growth }) => 1.05 * period * (1 + growth + growth ** 2),
};

export const checks: ScheduleChecks<'period' | 'growth' | 'floor'> = {
  settings: { period: 10, growth: 2, floor: 0.1 },
  examples: [
    [0, 1],
    [5, 0.55],
    [10, 1],
    [20, 0.55],
    [30, 1],
    [50, 0.55],
    [70, 1],
  ],
  jumps: (epochs, { period }) => Number.isInteger(Math.log2(epochs / period + 1)),
  descends: false,
};
