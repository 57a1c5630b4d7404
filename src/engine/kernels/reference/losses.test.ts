import { describe, expect, it } from 'vitest';
import type { OutputActivation } from '../../../spec/vocabulary.ts';
import { isRightAnswer, sampleLoss } from './losses.ts';

const row = (a: number[], t: number[], z = a) => ({
  z: Float64Array.from(z),
  a: Float64Array.from(a),
  t: Float64Array.from(t),
  start: 0,
  targetStart: 0,
  units: a.length,
});
const isRight = (activation: OutputActivation, a: number[], t: number[]): boolean =>
  isRightAnswer(activation, row(a, t));

describe('sampleLoss', () => {
  it('follows its formulas', () => {
    const pair = row([0.5, -2], [1, -1]);
    expect(sampleLoss('halfSquaredError', pair)).toBeCloseTo(0.125 + 0.5, 12);
    expect(sampleLoss('meanSquaredError', pair)).toBeCloseTo((0.25 + 1) / 2, 12);
    expect(sampleLoss('huber', row([0.5, -4], [1, -1]))).toBeCloseTo((0.125 + 2.5) / 2, 12);
    expect(sampleLoss('hinge', row([0.5, 0.25], [1, -1]))).toBeCloseTo((0.5 + 1.25) / 2, 12);
    const z = [0.3, -1.2];
    const sigmoid = z.map((v) => 1 / (1 + Math.exp(-v)));
    const binary = -(Math.log(sigmoid[0]!) + Math.log(1 - sigmoid[1]!)) / 2;
    expect(sampleLoss('binaryCrossentropy', row(sigmoid, [1, 0], z))).toBeCloseTo(binary, 12);
    const share = Math.exp(0.3) / (Math.exp(0.3) + Math.exp(-1.2));
    expect(sampleLoss('categoricalCrossentropy', row([share, 1 - share], [1, 0], z))).toBeCloseTo(
      -Math.log(share),
      12,
    );
  });

  it('takes cross-entropies of hopeless logits without a logarithm of zero', () => {
    expect(sampleLoss('binaryCrossentropy', row([0], [1], [-1e4]))).toBe(1e4);
    expect(sampleLoss('categoricalCrossentropy', row([0, 1], [1, 0], [-1e4, 1e4]))).toBe(2e4);
  });
});

describe('isRightAnswer', () => {
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
});
