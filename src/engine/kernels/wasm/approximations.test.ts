/** The approximations against double precision, with the error bounds stated in `assembly/approximations.ts`. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { DenseExports } from './KernelMemory.ts';
import { instantiateKernels } from './kernelModule.ts';

interface TestedExports extends DenseExports {
  readonly approximate: (code: number, at: number, bytes: number) => void;
}
const exports = (await instantiateKernels(
  readFileSync(new URL('./generated/denseTest.wasm', import.meta.url)),
)) as TestedExports;

const CODES = { tanh: 0, exp: 1, expm1: 2, log1p: 3, log: 4, erf: 5 } as const;
const BLOCK = 4096;
const ADDRESS = 4096;

function approximate(
  name: keyof typeof CODES,
  inputs: readonly number[],
): { x: Float32Array; y: Float32Array } {
  if (exports.memory.buffer.byteLength < ADDRESS + 4 * BLOCK) exports.memory.grow(1);
  const x = Float32Array.from(inputs);
  const y = new Float32Array(x.length);
  for (let first = 0; first < x.length; first += BLOCK) {
    const part = x.subarray(first, first + BLOCK);
    new Float32Array(exports.memory.buffer, ADDRESS, part.length).set(part);
    exports.approximate(CODES[name], ADDRESS, Math.ceil(part.length / 4) * 16);
    y.set(new Float32Array(exports.memory.buffer, ADDRESS, part.length), first);
  }
  return { x, y };
}

const grid = (from: number, to: number, count = 40_000): number[] =>
  Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));
/** From denormals up: the same number of points in every power of ten. */
const decades = (sign: number, most: number): number[] =>
  Array.from({ length: 20_000 }, (_, i) => sign * 10 ** (-44 + ((44 + Math.log10(most)) * i) / 19_999));

/** Largest relative error where the true value is a normal float32; below that, a step of 1.4e-45 is all there is. */
function relativeError(
  name: keyof typeof CODES,
  inputs: readonly number[],
  truth: (x: number) => number,
): number {
  const { x, y } = approximate(name, inputs);
  let largest = 0;
  for (const [i, input] of x.entries()) {
    const expected = truth(input);
    const error = Math.abs(y[i]! - expected);
    if (Object.is(y[i], Math.fround(expected))) continue;
    largest = Math.max(largest, Math.abs(expected) < 1.2e-38 ? error * 1e37 : error / Math.abs(expected));
  }
  return largest;
}

/** The error function by its series, which converges everywhere, and its asymptote. */
function erf(x: number): number {
  if (Math.abs(x) > 5) return Math.sign(x);
  let term = x;
  let sum = x;
  for (let n = 1; n < 200; n++) {
    term *= (-x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

describe('relative error', () => {
  it.each([
    ['tanh', [...grid(-12, 12), ...decades(1, 1e4), ...decades(-1, 1e4)], Math.tanh, 4e-7],
    ['exp', [...grid(-87, 88.7), ...decades(1, 88), ...decades(-1, 87)], Math.exp, 2e-7],
    ['expm1', [...grid(-20, 0), ...decades(-1, 1e4)], Math.expm1, 5e-7],
    ['log1p', [...grid(0, 1), ...decades(1, 1)], Math.log1p, 3e-7],
    ['erf', [...grid(-3.9, 3.9), ...decades(1, 1), ...decades(-1, 1)], erf, 4e-7],
  ] as const)('of %s', (name, inputs, truth, bound) => {
    expect(relativeError(name, inputs, truth)).toBeLessThan(bound);
  });

  it('of the logarithm above 1, absolute below e', () => {
    const { x, y } = approximate('log', [...grid(1, 20), ...grid(20, 4096)]);
    for (const [i, input] of x.entries()) {
      expect(Math.abs(y[i]! - Math.log(input))).toBeLessThan(3e-7 * Math.max(1, Math.log(input)));
    }
  });
});

describe('far out', () => {
  it.each(['tanh', 'erf'] as const)('%s settles at 1, give or take one rounding', (name) => {
    const { y } = approximate(name, [...grid(9.5, 20), 1e4, Infinity, ...grid(-20, -9.5), -1e4, -Infinity]);
    for (const value of y) expect(Math.abs(Math.abs(value) - 1)).toBeLessThan(1.2e-7);
    expect(Math.max(...approximate(name, grid(-20, 20)).y.map(Math.abs))).toBeLessThan(1 + 1.2e-7);
  });

  it('exp overflows to infinity and falls through denormals to zero', () => {
    const { y } = approximate('exp', [88.8, 1e4, Infinity, -88, -100, -104, -1e4, -Infinity]);
    expect(Array.from(y).slice(0, 3)).toEqual([Infinity, Infinity, Infinity]);
    expect(y[3]).toBeCloseTo(Math.exp(-88), 44);
    expect(Math.abs(y[4]! - Math.exp(-100))).toBeLessThanOrEqual(1.5e-45);
    expect(Array.from(y).slice(5)).toEqual([0, 0, 0]);
  });

  it.each(Object.keys(CODES) as (keyof typeof CODES)[])('%s of NaN is NaN', (name) => {
    expect([...approximate(name, [NaN, NaN, NaN, NaN]).y]).toEqual([NaN, NaN, NaN, NaN]);
  });
});
