import { expect, test } from 'vitest';
import { FIRST_FORMULAS, formulaPoints, pointsProblem, type FormulaUse } from './formulaPoints.ts';

test('the formulas that the fields begin with have no problem', () => {
  for (const [use, text] of Object.entries(FIRST_FORMULAS)) {
    expect(pointsProblem(use as FormulaUse, text)).toBeNull();
    expect(formulaPoints(use as FormulaUse, text, 100, 1)).toHaveLength(100);
  }
});

test('class 1 is where the condition holds, or above the curve', () => {
  for (const [x1, x2, label] of formulaPoints('where', 'x1 > x2', 50, 3)) expect(label).toBe(Number(x1 > x2));
  for (const [x1, x2, label] of formulaPoints('above', 'x1^2/6 - 2', 50, 3)) {
    expect(label).toBe(Number(x2 > x1 ** 2 / 6 - 2));
  }
});

test('values are divided by the largest; another seed gives other points', () => {
  const points = formulaPoints('value', '3*x1', 50, 1);
  for (const [x1, , value] of points) expect(value).toBeCloseTo(x1 / 6, 12);
  expect(formulaPoints('value', '3*x1', 50, 2)).not.toEqual(points);
});

test('points lie only where the formula has a number', () => {
  expect(formulaPoints('value', 'sqrt(x1)', 80, 1).every(([x1]) => x1 >= 0)).toBe(true);
});

test('a problem has its place', () => {
  expect(pointsProblem('where', 'x2 > 2*sine(x1)')?.at).toBe(7);
  expect(pointsProblem('above', 'x2')?.at).toBe(0);
  expect(pointsProblem('where', '1 > 2')?.message).toContain('same everywhere');
  expect(pointsProblem('value', 'log(-1 - x1^2)')?.message).toContain('nowhere');
});
