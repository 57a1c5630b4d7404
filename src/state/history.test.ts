import { expect, test } from 'vitest';
import { firstHistory, joinHistory } from './history.ts';

const at = (step: number) => firstHistory({ epoch: step / 10, step, trainLoss: 0.5, testLoss: 0.5 })[0]!;
const steps = (points: readonly { step: number }[]): number[] => points.map(({ step }) => step);

test('an update replaces everything from its start on', () => {
  const known = [at(0), at(10), at(20)];
  expect(steps(joinHistory(known, { start: 3, points: [at(30)] }))).toEqual([0, 10, 20, 30]);
  expect(steps(joinHistory(known, { start: 2, points: [at(15)] }))).toEqual([0, 10, 15]);
  expect(steps(joinHistory(known, { start: 0, points: [at(0)] }))).toEqual([0]);
  expect(steps(known)).toEqual([0, 10, 20]);
});

test('an update that leaves a gap is dropped; the next complete one repairs it', () => {
  expect(steps(joinHistory([at(0)], { start: 5, points: [at(90)] }))).toEqual([0]);
  expect(steps(joinHistory([at(0)], { start: 0, points: [at(0), at(90)] }))).toEqual([0, 90]);
});
