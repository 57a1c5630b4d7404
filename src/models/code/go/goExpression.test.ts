import { expect, test } from 'vitest';
import { expressionOf } from '../../Expression.ts';
import { goExpression, goNumber } from './goExpression.ts';

const go = (formula: string): string => goExpression(expressionOf(formula, ['x1', 'x2']));

test('writes operators, brackets and calls as gofmt does', () => {
  expect(go('x1 + x2')).toBe('row[0] + row[1]');
  expect(go('x1*x2 + 1')).toBe('(row[0] * row[1]) + 1.0');
  expect(go('sin(x1 + 1)')).toBe('sine(row[0] + 1.0)');
  expect(go('2*sin(x1 + 1)')).toBe('2.0 * sine(row[0]+1.0)');
  expect(go('hypot(x1 - 1, x2)')).toBe('hypotenuse(row[0]-1.0, row[1])');
  expect(go('x1 > x2 ? -x1 : x2^2')).toBe('choose(boolean(row[0] > row[1]), -row[0], math.Pow(row[1], 2.0))');
  expect(go('x1 - -x2')).toBe('row[0] - (-row[1])');
  expect(go('relu(x1) / pi')).toBe('max(0.0, row[0]) / 3.141592653589793');
});

test('computes with constants as JavaScript does: Go would divide integers, and refuse to divide by 0', () => {
  expect(go('x1 + 1/2')).toBe('row[0] + 0.5');
  expect(go('x1 * (1/0)')).toBe('row[0] * math.Inf(1)');
  expect(go('x1 - (0/0)')).toBe('row[0] - math.NaN()');
  expect(go('x1 * -3')).toBe('row[0] * (-3.0)');
  expect([1, -2.5, 1e-7, 1e21].map(goNumber)).toEqual(['1.0', '-2.5', '1e-7', '1e+21']);
});
