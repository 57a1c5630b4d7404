import { expect, test } from 'vitest';
import type { historyFeed } from '#state/feeds.ts';
import { withMoment } from './withMoment.ts';

type Curve = typeof historyFeed.latest;

const at = (epoch: number): Curve[number] => ({
  epoch,
  step: epoch * 10,
  trainLoss: 1 / (1 + epoch),
  testLoss: 1,
  trainAccuracy: Number.NaN,
  testAccuracy: Number.NaN,
  batchLoss: Number.NaN,
});
const curve = [at(0), at(20), at(50)];
const metrics = { epoch: 24, step: 240, trainLoss: 0.04, testLoss: 0.5, testAccuracy: 0.9 };

test('a moment between two points of the curve becomes one, with its own metrics', () => {
  const found = withMoment(curve, { lookingBackAt: 240 }, metrics);
  expect(found.map(({ epoch }) => epoch)).toEqual([0, 20, 24, 50]);
  expect(found[2]).toMatchObject({ trainLoss: 0.04, testAccuracy: 0.9, trainAccuracy: Number.NaN });
});

test('nothing is added at a point of the curve, at the end of the run, or for metrics of another moment', () => {
  expect(withMoment(curve, { lookingBackAt: 200 }, { ...metrics, step: 200 })).toBe(curve);
  expect(withMoment(curve, { lookingBackAt: null }, metrics)).toBe(curve);
  expect(withMoment(curve, { lookingBackAt: 200 }, metrics)).toBe(curve);
  expect(withMoment(curve, { lookingBackAt: 200 }, undefined)).toBe(curve);
});
