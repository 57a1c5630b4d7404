import { describe, expect, it } from 'vitest';
import { isCorrect } from './losses.ts';
import type { OutputActivation } from './vocabulary.ts';

const row = (a: number[], t: number[], z = a) => ({
  z: Float64Array.from(z),
  a: Float64Array.from(a),
  t: Float64Array.from(t),
  start: 0,
  targetStart: 0,
  units: a.length,
});
const isRight = (activation: OutputActivation, a: number[], t: number[]): boolean =>
  isCorrect(activation, row(a, t));

describe('isCorrect', () => {
  it('asks for the same side of the middle of one output; the middle is the upper class', () => {
    expect(isRight('tanh', [0], [1])).toBe(true);
    expect(isRight('tanh', [0], [-1])).toBe(false);
    expect(isRight('linear', [-0.01], [-1])).toBe(true);
    expect(isRight('sigmoid', [0.5], [1])).toBe(true);
    expect(isRight('sigmoid', [0.49], [0])).toBe(true);
    expect(isRight('sigmoid', [0.49], [1])).toBe(false);
  });

  it('asks for the largest output of several; the first wins a tie', () => {
    expect(isRight('softmax', [0.2, 0.5, 0.3], [0, 1, 0])).toBe(true);
    expect(isRight('softmax', [0.4, 0.4, 0.2], [1, 0, 0])).toBe(true);
    expect(isRight('softmax', [0.4, 0.4, 0.2], [0, 1, 0])).toBe(false);
  });

  it('has no hit where an output is not a number', () => {
    for (const target of [-1, 1]) expect(isRight('tanh', [NaN], [target])).toBe(false);
    expect(isRight('softmax', [0.9, NaN, 0.1], [1, 0, 0])).toBe(false);
    expect(isRight('softmax', [NaN, NaN, NaN], [1, 0, 0])).toBe(false);
  });
});
