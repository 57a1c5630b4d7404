import { expect, test } from 'vitest';
import { FIRST_FORMULAS, formulaPoints, pointsProblem, type FormulaUse } from './formulaPoints.ts';

test('the formulas that the fields begin with have no problem', () => {
  for (const [use, text] of Object.entries(FIRST_FORMULAS)) {
    expect(pointsProblem(use as FormulaUse, text)).toBeNull();
    expect(formulaPoints(use as FormulaUse, text, 100, 1)).toHaveLength(100);
  }
});

test('class 1 is where the condition holds, or above the curve', () => {
  const where = formulaPoints('where', 'x1 > x2', 50, 3);
  const above = formulaPoints('above', 'x1^2/6 - 2', 50, 3);
  for (const [x1, x2, label] of where) expect(label).toBe(Number(x1 > x2));
  for (const [x1, x2, label] of above) expect(label).toBe(Number(x2 > x1 ** 2 / 6 - 2));
  for (const points of [where, above]) {
    expect(points).toHaveLength(50);
    expect(new Set(points.map(([, , label]) => label))).toEqual(new Set([0, 1]));
  }
});

test('values are divided by the largest; another seed gives other points', () => {
  const points = formulaPoints('value', '3*x1', 50, 1);
  expect(points).toHaveLength(50);
  for (const [x1, , value] of points) expect(value).toBeCloseTo(x1 / 6, 12);
  expect(formulaPoints('value', '3*x1', 50, 2)).not.toEqual(points);
});

test('points lie only where the formula has a number', () => {
  const points = formulaPoints('value', 'sqrt(x1)', 80, 1);
  expect(points).toHaveLength(80);
  expect(Math.min(...points.map(([x1]) => x1))).toBeGreaterThanOrEqual(0);
});

test('a problem has its place', () => {
  expect(pointsProblem('where', 'x2 > 2*sine(x1)')?.at).toBe(7);
  expect(pointsProblem('above', 'x2')?.at).toBe(0);
  expect(pointsProblem('where', '1 > 2')?.message).toContain('same everywhere');
  expect(pointsProblem('value', 'log(-1 - x1^2)')?.message).toContain('nowhere');
});
