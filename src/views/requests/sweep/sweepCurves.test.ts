import { expect, test } from 'vitest';
import { testTheme } from '../../../paint/testing/testTheme.ts';
import type { SweepState } from '../../../state/sweepStore.ts';
import { latencyCurves, rateSteps, throughputCurves } from './sweepCurves.ts';

const empty: SweepState = {
  over: 'concurrency',
  points: [],
  knee: -1,
  usl: null,
  measuring: null,
  isRunning: false,
  problem: null,
};

test('rates rise to a little more than what was possible, and stay within the limit', () => {
  expect(rateSteps(10_000)).toEqual([1e3, 2e3, 3e3, 4e3, 5e3, 6e3, 7e3, 8e3, 9e3, 10e3, 11e3]);
  expect(Math.max(...rateSteps(1e9))).toBe(50_000);
  expect(rateSteps(0)[0]).toBe(500);
});

test('without points both charts have axes to draw', () => {
  for (const curves of [latencyCurves(empty, 10, testTheme), throughputCurves(empty, testTheme)]) {
    expect(curves.x.high).toBeGreaterThan(curves.x.low);
    expect(curves.y.high).toBeGreaterThan(curves.y.low);
    expect(curves.mark).toBeNull();
  }
});
