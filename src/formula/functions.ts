/**
 * What a formula may call, and its constants. Made of IEEE arithmetic and `nn/steadyMath.ts` alone, so that a formula has the
 * same values in every browser. Outside its domain a function gives NaN, as in mathematics.
 */
import { cos, exp, log, sin } from '#nn/steadyMath.ts';

export interface FormulaFunction {
  /** Number of arguments; `most` may be Infinity. */
  readonly least: number;
  readonly most: number;
  readonly value: (...args: number[]) => number;
}

/** Beyond, one period is lost in the rounding of the argument. */
const MOST_ANGLE = 1e9;
const angle = (f: (x: number) => number) => (x: number) => (Math.abs(x) <= MOST_ANGLE ? f(x) : Number.NaN);

/** eˣ with its limits: 0 below −700, infinite above 700, where doubles end. */
const safeExp = (x: number): number => (x > 700 ? Infinity : x < -700 ? 0 : exp(x));
const safeLog = (x: number): number => {
  if (x === 0) return -Infinity;
  return x > 0 && x < Infinity ? log(x) : x === Infinity ? Infinity : Number.NaN;
};

/** tanh from the exponential of a negative number, which cannot overflow. */
function tanh(x: number): number {
  const e = safeExp(-2 * Math.abs(x));
  return (Math.sign(x) * (1 - e)) / (1 + e);
}

/** Half-angle formula twice, then Gregory's series: |t| ≤ tan(π/16), so 12 terms are exact to 1e-16. */
function atan(x: number): number {
  if (Math.abs(x) > 1) return (Math.sign(x) * Math.PI) / 2 - atan(1 / x);
  const half = (t: number): number => t / (1 + Math.sqrt(1 + t * t));
  const t = half(half(x));
  let sum = 0;
  let power = t;
  for (let n = 1; n <= 23; n += 2) {
    sum += power / n;
    power *= -t * t;
  }
  return 4 * sum;
}

/** The angle of the point (x, y) from the x axis, −π to π. */
function atan2(y: number, x: number): number {
  if (x > 0) return atan(y / x);
  if (x < 0) return atan(y / x) + (y >= 0 ? Math.PI : -Math.PI);
  return y === 0 ? 0 : (Math.sign(y) * Math.PI) / 2;
}

/** Powers: by squaring for whole exponents, so that negative bases work; by logarithms for others. */
export function power(base: number, exponent: number): number {
  if (Number.isInteger(exponent) && Math.abs(exponent) <= 1_024) {
    let result = 1;
    for (let n = Math.abs(exponent), square = base; n > 0; n = Math.floor(n / 2), square *= square) {
      if (n % 2 === 1) result *= square;
    }
    return exponent < 0 ? 1 / result : result;
  }
  if (exponent === 0.5) return Math.sqrt(base);
  if (base === 0) return exponent > 0 ? 0 : Infinity;
  return base > 0 ? safeExp(exponent * safeLog(base)) : Number.NaN;
}

/** The remainder with the sign of the divisor, so that it repeats on both sides of zero. */
export const remainder = (a: number, b: number): number => a - b * Math.floor(a / b);

const unary = (value: (x: number) => number): FormulaFunction => ({ least: 1, most: 1, value });
const binary = (value: (a: number, b: number) => number): FormulaFunction => ({ least: 2, most: 2, value });

export const FUNCTIONS: ReadonlyMap<string, FormulaFunction> = new Map([
  ['sin', unary(angle(sin))],
  ['cos', unary(angle(cos))],
  ['tan', unary(angle((x) => sin(x) / cos(x)))],
  ['atan', unary(atan)],
  ['atan2', binary(atan2)],
  ['tanh', unary(tanh)],
  ['exp', unary(safeExp)],
  ['log', unary(safeLog)],
  ['ln', unary(safeLog)],
  ['log2', unary((x) => safeLog(x) / Math.LN2)],
  ['log10', unary((x) => safeLog(x) / Math.LN10)],
  ['sqrt', unary(Math.sqrt)],
  ['abs', unary(Math.abs)],
  ['sign', unary(Math.sign)],
  ['floor', unary(Math.floor)],
  ['ceil', unary(Math.ceil)],
  ['round', unary(Math.round)],
  ['sigmoid', unary((x) => 1 / (1 + safeExp(-x)))],
  ['relu', unary((x) => Math.max(0, x))],
  ['step', unary((x) => (x > 0 ? 1 : 0))],
  ['pow', binary(power)],
  ['mod', binary(remainder)],
  ['hypot', { least: 1, most: 16, value: (...all) => Math.sqrt(all.reduce((sum, x) => sum + x * x, 0)) }],
  ['min', { least: 1, most: 16, value: Math.min }],
  ['max', { least: 1, most: 16, value: Math.max }],
]);

export const CONSTANTS: ReadonlyMap<string, number> = new Map([
  ['pi', Math.PI],
  ['e', Math.E],
]);

/** Comparisons give 1 or 0. */
export const OPERATORS: ReadonlyMap<string, (a: number, b: number) => number> = new Map([
  ['+', (a, b) => a + b],
  ['-', (a, b) => a - b],
  ['*', (a, b) => a * b],
  ['/', (a, b) => a / b],
  ['%', remainder],
  ['^', power],
  ['**', power],
  ['<', (a, b) => Number(a < b)],
  ['>', (a, b) => Number(a > b)],
  ['<=', (a, b) => Number(a <= b)],
  ['>=', (a, b) => Number(a >= b)],
]);
