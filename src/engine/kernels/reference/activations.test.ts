import { describe, expect, it } from 'vitest';
import { ACTIVATIONS } from '../../../spec/vocabulary.ts';
import { activate, erf, slope, softmaxRow } from './activations.ts';

const POINTS = [-1e4, -20, -3, -0.7, -1e-3, 1e-3, 0.4, 2.5, 20, 1e4];

describe('activate and slope', () => {
  it.each(ACTIVATIONS)('%s: the slope is that of the value', (name) => {
    for (const z of POINTS) {
      const h = Math.max(1e-4, Math.abs(z) * 1e-6);
      const expected = (activate(name, z + h) - activate(name, z - h)) / (2 * h);
      const bound = name === 'gelu' && Math.abs(z) < 10 ? 1e-5 : 2e-6;
      expect(Math.abs(slope(name, z, activate(name, z)) - expected)).toBeLessThan(bound);
    }
  });

  it.each(ACTIVATIONS)('%s is finite far out, passes a NaN on and is about 0 at a denormal', (name) => {
    for (const z of [...POINTS, 0]) expect(activate(name, z)).toSatisfy(Number.isFinite);
    expect(activate(name, NaN)).toBeNaN();
    expect(activate(name, 5e-324)).toBeCloseTo(activate(name, 0), 12);
  });

  it('has the values of its sources', () => {
    expect(activate('leakyRelu', -2)).toBeCloseTo(-0.4, 12);
    expect(activate('elu', -1)).toBeCloseTo(Math.exp(-1) - 1, 12);
    expect(activate('selu', -1)).toBeCloseTo(-1.1113307378, 9);
    expect(activate('gelu', 1)).toBeCloseTo(0.8413447461, 6);
    expect(activate('silu', 1)).toBeCloseTo(0.7310585786, 9);
    expect(activate('softplus', 0)).toBeCloseTo(Math.LN2, 12);
  });

  it('erf is within 1.5e-7 of tabled values', () => {
    for (const [x, value] of [
      [0, 0],
      [0.5, 0.5204998778],
      [1, 0.8427007929],
      [2, 0.995322265],
      [-1, -0.8427007929],
    ]) {
      expect(Math.abs(erf(x!) - value!)).toBeLessThan(1.5e-7);
    }
  });
});

describe('softmaxRow', () => {
  it('adds up to 1, overflows nowhere and leaves its neighbours alone', () => {
    const z = Float64Array.of(9, 1e4, 1e4, -1e4, 9);
    const a = new Float64Array(5);
    softmaxRow(z, a, 1, 3);
    expect([...a]).toEqual([0, 0.5, 0.5, 0, 0]);
  });
});
