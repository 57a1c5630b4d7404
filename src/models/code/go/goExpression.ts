/**
 * Writes an expression in Go, spaced as gofmt spaces it: an operator stands without spaces where it is deep in calls
 * (go/printer's rule of depth). Operators of constants are worked out here, because Go computes with untyped constants of
 * its own, in which 1/2 is 0 and 1/0 does not compile.
 */
import type { Expression, Operation } from '../../Expression.ts';

const FOLDED: Partial<Readonly<Record<Operation, (a: number, b: number) => number>>> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  neg: (a) => -a,
};

const OPERATORS: Partial<Readonly<Record<Operation, string>>> = { add: '+', sub: '-', mul: '*', div: '/' };
const COMPARISONS: Partial<Readonly<Record<Operation, string>>> = { lt: '<', gt: '>', le: '<=', ge: '>=' };

/** Functions of Go's own, and those of `formulas.go`. */
const FUNCTIONS: Partial<Readonly<Record<Operation, string>>> = {
  mod: 'modulo',
  pow: 'math.Pow',
  choose: 'choose',
  sin: 'sine',
  cos: 'cosine',
  tan: 'tangent',
  atan: 'math.Atan',
  atan2: 'math.Atan2',
  tanh: 'math.Tanh',
  exp: 'math.Exp',
  log: 'math.Log',
  log2: 'math.Log2',
  log10: 'math.Log10',
  sqrt: 'math.Sqrt',
  abs: 'math.Abs',
  sign: 'signOf',
  floor: 'math.Floor',
  ceil: 'math.Ceil',
  round: 'roundHalfUp',
  sigmoid: 'logistic',
  step: 'stepOf',
  hypot: 'hypotenuse',
  min: 'min',
  max: 'max',
};

const NUMBER_0: Expression = { kind: 'number', value: 0 };

/** @example goExpression(expressionOf('x1^2 + 1', ['x1'])) // 'math.Pow(row[0], 2.0) + 1.0' */
export const goExpression = (expression: Expression, depth = 1): string => written(folded(expression), depth);

/** Whether `formulas.go` has something that this needs. */
export const needsFormulas = (text: string): boolean =>
  /\b(boolean|modulo|choose|sine|cosine|tangent|signOf|roundHalfUp|logistic|stepOf|hypotenuse)\(/.test(text);

/** A float64 constant. It is never an integer, whose division would be another. */
export function goNumber(value: number): string {
  if (Number.isNaN(value)) return 'math.NaN()';
  if (!Number.isFinite(value)) return `math.Inf(${value < 0 ? -1 : 1})`;
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

function folded(expression: Expression): Expression {
  if (expression.kind !== 'call') return expression;
  const { operation } = expression;
  const args = expression.args.map(folded);
  const fold = FOLDED[operation];
  const values = args.map((arg) => (arg.kind === 'number' ? arg.value : Number.NaN));
  if (fold && args.every(({ kind }) => kind === 'number')) {
    return { kind: 'number', value: fold(values[0]!, values[1]!) };
  }
  if (operation === 'relu') return { kind: 'call', operation: 'max', args: [NUMBER_0, ...args] };
  return { kind: 'call', operation, args };
}

function written(expression: Expression, depth: number): string {
  if (expression.kind === 'number') return goNumber(expression.value);
  if (expression.kind === 'column') return `row[${expression.column}]`;
  const { operation, args } = expression;
  if (operation === 'neg') return `-${operand(args[0]!, depth)}`;
  const operator = OPERATORS[operation];
  if (operator !== undefined) {
    const space = depth === 1 ? ' ' : '';
    return args.map((arg) => operand(arg, depth)).join(`${space}${operator}${space}`);
  }
  const comparison = COMPARISONS[operation];
  if (comparison !== undefined) {
    return `boolean(${args.map((arg) => operand(arg, depth)).join(` ${comparison} `)})`;
  }
  const inner = args.length > 1 ? depth + 1 : depth;
  return `${FUNCTIONS[operation]!}(${args.map((arg) => written(arg, inner)).join(', ')})`;
}

/** Of an operator: brackets round another one, which keep the depth; a call is one deeper. */
function operand(expression: Expression, depth: number): string {
  if (expression.kind === 'number') {
    const text = goNumber(expression.value);
    return text.startsWith('-') ? `(${text})` : text;
  }
  if (expression.kind === 'column') return written(expression, depth);
  const isOperator = OPERATORS[expression.operation] !== undefined || expression.operation === 'neg';
  return isOperator ? `(${written(expression, depth)})` : written(expression, depth + 1);
}
