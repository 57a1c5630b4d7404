import { expect, test } from 'vitest';
import { FUNCTIONS, OPERATORS } from '#formula/functions.ts';
import { JAVASCRIPT } from './formats/javascript/dialect.ts';
import { expressionOf, OPERATIONS } from './Expression.ts';

test('every function and operator of formulas is an operation', () => {
  for (const [name, { least }] of FUNCTIONS) {
    const args = Array.from({ length: least }, () => 'x1').join(', ');
    expect(expressionOf(`${name}(${args})`, ['x1'])).toMatchObject({ kind: 'call' });
  }
  for (const operator of OPERATORS.keys()) {
    expect(expressionOf(`x1 ${operator} 2`, ['x1'])).toMatchObject({ kind: 'call' });
  }
});

test('constants are numbers, names are columns', () => {
  expect(expressionOf('pi', ['x1'])).toEqual({ kind: 'number', value: Math.PI });
  expect(expressionOf('x2', ['x1', 'x2'])).toEqual({ kind: 'column', column: 1 });
});

test('a written operation has each argument once: a text would grow without bound else', () => {
  for (const operation of OPERATIONS) {
    const places = JAVASCRIPT.operations[operation].call.match(/\$(\d|all)/g) ?? [];
    expect(new Set(places).size, operation).toBe(places.length);
  }
});
