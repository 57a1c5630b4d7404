import { expect, test } from 'vitest';
import type { Metrics } from '../wire/trainer.ts';
import { createHistory, HISTORY_POINTS } from './history.ts';

const at = (step: number): Metrics => ({ epoch: step / 10, step, trainLoss: 1 / (1 + step), testLoss: 0.5 });

test('keeps every point of a short run, in order', () => {
  const history = createHistory();
  let curve: readonly Metrics[] = [];
  for (const step of [0, 5, 9]) curve = history.add(at(step));
  expect(curve.map(({ step }) => step)).toEqual([0, 5, 9]);
});

test('the same step twice is one point, the newer one', () => {
  const history = createHistory();
  history.add(at(3));
  expect(history.add({ ...at(3), testLoss: 0.25 })).toEqual([{ ...at(3), testLoss: 0.25 }]);
});

test('an earlier step begins a new run', () => {
  const history = createHistory();
  for (const step of [0, 100, 200]) history.add(at(step));
  expect(history.add(at(0)).map(({ step }) => step)).toEqual([0]);
});

test('a long run stays within the limit, evenly spread, from first to newest', () => {
  const history = createHistory();
  let curve: readonly Metrics[] = [];
  for (let i = 0; i < 50_000; i++) {
    curve = history.add(at(i * 7));
    expect(curve.length).toBeLessThanOrEqual(HISTORY_POINTS);
    expect(curve.at(-1)!.step).toBe(i * 7);
  }
  expect(curve[0]!.step).toBe(0);
  expect(curve.length).toBeGreaterThan(HISTORY_POINTS / 4);
  const gaps = curve.slice(1, -1).map(({ step }, i) => step - curve[i]!.step);
  expect(Math.max(...gaps)).toBeLessThan(4 * Math.min(...gaps));
});

test('a curve once handed out does not change', () => {
  const history = createHistory();
  const before = history.add(at(1));
  history.add(at(2));
  expect(before).toHaveLength(1);
});
