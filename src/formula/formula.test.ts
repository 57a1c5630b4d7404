import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileFormula, writtenName } from './compileFormula.ts';
import { FormulaError } from './FormulaError.ts';
import { CONSTANTS, FUNCTIONS } from './functions.ts';
import { parseFormula } from './parseFormula.ts';

const at = (text: string, ...row: number[]): number => compileFormula(text, ['x1', 'x2']).value(row, 0);

describe('values', () => {
  test.each([
    ['abs(x1 - x2)', 2],
    ['-x1^2', -9],
    ['(-x1)^2', 9],
    ['2^3^2', 512],
    ['-2^-2', -0.25],
    ['2 ** 3 * x1', 24],
    ['x1 > 0 ? 1 : 2', 1],
    ['x1 > x2', 0],
    ['.5 * x1', 1.5],
    ['5 % -3', -1],
    ['mod(-1, 3)', 2],
    ['1 - 2 - 3', -4],
    ['max(x1, x2, 9)', 9],
    ['hypot(x1, 4)', 5],
    ['+x1 - -x2', 8],
    ['`x1` + 1', 4],
    ['1e3 + 2.5e-1', 1000.25],
    ['step(0) + sign(-2)', -1],
    ['pow(2, 0.5) - sqrt(2)', 0],
  ])('%s at (3, 5) is %d', (text, value) => expect(at(text, 3, 5)).toBe(value));

  test.each([
    ['sin', Math.sin],
    ['cos', Math.cos],
    ['tan', Math.tan],
    ['atan', Math.atan],
    ['tanh', Math.tanh],
    ['exp', Math.exp],
    ['log', Math.log],
    ['log2', Math.log2],
    ['log10', Math.log10],
    ['sqrt', Math.sqrt],
  ] as const)('%s is that of the language, to 1e-11', (name, truth) => {
    fc.assert(
      fc.property(fc.double({ min: -30, max: 30, noNaN: true }), (x) => {
        const value = FUNCTIONS.get(name)!.value(x);
        const expected = truth(x);
        if (!Number.isFinite(expected)) expect(value).toBe(expected);
        else expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-11 * (1 + Math.abs(expected) ** 2));
      }),
    );
  });

  test('atan2 is the angle in every quadrant', () => {
    fc.assert(
      fc.property(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 }), (y, x) => {
        expect(FUNCTIONS.get('atan2')!.value(y, x)).toBeCloseTo(Math.atan2(y + 0, x + 0), 12);
      }),
    );
  });

  test('outside the domain there is no number, and never an exception', () => {
    expect(at('log(-1)')).toBeNaN();
    expect(at('1 / 0')).toBe(Infinity);
    expect(at('(-8)^(1/3)')).toBeNaN();
    expect(at('exp(1e9)')).toBe(Infinity);
    expect(at('sin(1e300)')).toBeNaN();
    expect(at('0 * (1/0)')).toBeNaN();
  });

  test('columns by name, with blanks as _ or in backticks, and which were read', () => {
    const { value, columns } = compileFormula('petal_length / `petal width` + e', [
      'a',
      'petal length',
      'petal width',
    ]);
    expect(value([0, 0, 0, 7, 6, 2], 3)).toBe(3 + Math.E);
    expect(columns).toEqual([1, 2]);
    expect(compileFormula('e', ['e']).value([5], 0)).toBe(5);
  });

  test.each(['petal length', '2nd', 'sin', 'größe', 'x1', 'a-b (cm)'])(
    '%s as it is written is read again',
    (name) => {
      expect(compileFormula(writtenName(name), [name]).value([4], 0)).toBe(4);
    },
  );
});

/** Each with the offset of the wrong character. */
describe('errors say where, and what may stand there', () => {
  test.each([
    ['', 0, 'a number, a name'],
    ['   ', 3, 'a number, a name'],
    ['2x1', 1, '2*x1'],
    ['2 sin(x1)', 2, 'an operator'],
    ['x1 x2', 3, 'an operator'],
    ['sin(x1', 6, '“)”'],
    ['sin', 3, '“(” as in sin(x1)'],
    ['foo(x1)', 0, 'one of sin, cos'],
    ['1 + foo(x1)', 4, 'one of sin, cos'],
    ['x1 + x3', 5, 'one of x1, x2'],
    ['x1 +', 4, 'a number, a name'],
    ['-', 1, 'a number, a name'],
    ['x1 ^', 4, 'a number, a name'],
    ['-x1 ^', 5, 'a number, a name'],
    ['(x1', 3, '“)”'],
    ['x1)', 2, 'an operator'],
    ['()', 1, 'a number, a name'],
    ['pow(x1)', 0, '2 arguments'],
    ['1 + sin(1, 2)', 4, '1 argument'],
    ['sin()', 0, '1 argument'],
    ['max(,x1)', 4, 'a number, a name'],
    ['"a"', 0, 'a number, a name'],
    ['[1]', 0, 'a number, a name'],
    ['{}', 0, 'a number, a name'],
    ['x1, x2', 2, 'an operator'],
    ['x1; x2', 2, 'an operator'],
    ['x1 = 2', 3, 'an operator'],
    ['x1 && x2', 3, 'an operator'],
    ['!x1', 0, 'a number, a name'],
    ['x1(2)', 0, '“*” between'],
    ['`x1', 3, '“`”'],
    ['1.2.3', 3, ''],
    ['# 1', 0, 'a number, a name'],
    ['x1 ? 1', 6, '“:”'],
    ['1e999', 0, 'a number'],
    ['1 + 😀', 4, 'one of x1, x2'],
    ['(x1, x2)', 3, '“)”'],
    ['max(x1 x2)', 7, '“)” or “,”'],
    ['x'.repeat(201), 200, 'at most 200'],
  ])('%j', (text, place, expected) => {
    const error = thrownBy(() => compileFormula(text, ['x1', 'x2']));
    expect([error.at, error.message]).toEqual([place, expect.stringContaining(expected)]);
    expect(error.message).toContain(`(character ${place + 1})`);
  });

  test.each([
    'constructor',
    '__proto__',
    'this',
    'x1.constructor',
    'x1["constructor"]',
    'constructor()',
    'hasOwnProperty(1)',
    'sin.call(1)',
    'sin(x1)(x2)',
    'sin(x1).a',
    'globalThis',
    'toString',
    'x1?.a',
    'sin?.(1)',
  ])('%s reaches nothing of the language', (text) => {
    expect(thrownBy(() => compileFormula(text, ['x1', 'x2']))).toBeInstanceOf(FormulaError);
  });
});

function thrownBy(act: () => unknown): FormulaError {
  try {
    act();
  } catch (error) {
    if (error instanceof FormulaError) return error;
    throw error;
  }
  throw new Error('Nothing was thrown.');
}

/** A tree of random shape with its text and its value by the language itself. */
const { tree } = fc.letrec<{ tree: { text: string; value: number } }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.integer({ min: 0, max: 99 }).map((n) => ({ text: `${n}`, value: n })),
    fc.constantFrom({ text: 'x1', value: 3 }, { text: 'x2', value: 5 }),
    fc.tuple(tie('tree'), fc.constantFrom('+', '-', '*', '/'), tie('tree')).map(([a, operator, b]) => ({
      text: `(${a.text}) ${operator} (${b.text})`,
      value:
        operator === '+'
          ? a.value + b.value
          : operator === '-'
            ? a.value - b.value
            : operator === '*'
              ? a.value * b.value
              : a.value / b.value,
    })),
    tie('tree').map(({ text, value }) => ({ text: `abs(-(${text}))`, value: Math.abs(value) })),
  ),
}));

test('formulas of any shape have the value of their shape', () => {
  fc.assert(
    fc.property(tree, ({ text, value }) => {
      fc.pre(text.length <= 200);
      expect(at(text, 3, 5)).toEqual(value === 0 ? expect.closeTo(0) : value);
    }),
    { numRuns: 500 },
  );
});

test('any text gives a function or a FormulaError inside the text, within an instant', () => {
  const pieces = [
    ...FUNCTIONS.keys(),
    ...CONSTANTS.keys(),
    ...'+-*/^%()<>?:,.`"\'[]{};=!&|~ \n',
    'x1',
    'x2',
    '1',
    '2.5',
    'é',
  ];
  const text = fc.oneof(
    fc.string({ maxLength: 60 }),
    fc.array(fc.constantFrom(...pieces), { maxLength: 24 }).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(text, (formula) => {
      try {
        parseFormula(formula);
        expect(typeof compileFormula(formula, ['x1', 'x2']).value([1, 2], 0)).toBe('number');
      } catch (error) {
        expect(error).toBeInstanceOf(FormulaError);
        const { at: place, expected } = error as FormulaError;
        expect(place).toBeGreaterThanOrEqual(0);
        expect(place).toBeLessThanOrEqual(formula.length);
        expect(expected).not.toBe('');
      }
    }),
    { numRuns: 5_000 },
  );
});
