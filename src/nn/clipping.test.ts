import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clipGradient, type Clip } from './clipping.ts';
import { initialState, optimizerSettings, updateState } from './optimizers.ts';

const clipped = (gradient: readonly number[], clip: Clip): number[] => {
  const values = Float64Array.from(gradient);
  clipGradient(values, clip);
  return [...values];
};
const gradients = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 20 });
const limits = fc.double({ min: 1e-4, max: 1e4, noNaN: true });

describe('clipGradient', () => {
  it('by norm shortens a longer gradient to the limit and leaves a shorter one', () => {
    expect(clipped([3, -4], { by: 'norm', limit: 2.5 })).toEqual([1.5, -2]);
    expect(clipped([3, -4], { by: 'norm', limit: 5 })).toEqual([3, -4]);
    fc.assert(
      fc.property(gradients, limits, (gradient, limit) => {
        const result = clipped(gradient, { by: 'norm', limit });
        expect(Math.hypot(...result)).toBeLessThanOrEqual(limit * (1 + 1e-12));
        for (const [i, value] of result.entries())
          expect(Math.sign(value) * Math.sign(gradient[i]!)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('by value bounds each component', () => {
    expect(clipped([3, -4, 0.5], { by: 'value', limit: 1 })).toEqual([1, -1, 0.5]);
  });

  it('keeps a NaN, so that the run is seen to have diverged', () => {
    expect(clipped([NaN, 1], { by: 'value', limit: 1 })).toEqual([NaN, 1]);
    expect(clipped([NaN, 1], { by: 'norm', limit: 1 })).toEqual([NaN, NaN]);
    expect(clipped([Infinity, 1], { by: 'norm', limit: 1 })).toEqual([NaN, 0]);
  });

  it('off does nothing', () => expect(clipped([3, -4], { by: 'none', limit: 1 })).toEqual([3, -4]));
});

describe('updateState', () => {
  const layers = [{ inputs: 1, units: 1, kernelOffset: 0, biasOffset: 1 }];

  it('clips the gradient of the objective, penalties included', () => {
    const optimizer = optimizerSettings({ name: 'sgd', learningRate: 1 });
    const state = initialState(Float64Array.of(2, 0), 'sgd');
    // 1 + 0.5 · 2 + 1 = 3 for the kernel, 4 for the bias: norm 5.
    const plan = { optimizer, l1: 1, l2: 0.5, clip: { by: 'norm', limit: 1 } } as const;
    updateState(state, Float64Array.of(1, 4), layers, plan, 1);
    expect(state[0]).toBeCloseTo(2 - 0.6, 12);
    expect(state[1]).toBeCloseTo(-0.8, 12);
  });

  it('does not clip decoupled decay', () => {
    const settings = { name: 'adamw', learningRate: 0.1, weightDecay: 0.2 } as const;
    const state = initialState(Float64Array.of(50, 0), 'adamw');
    const clip = { by: 'value', limit: 1e-4 } as const;
    updateState(
      state,
      Float64Array.of(0, 0),
      layers,
      { optimizer: optimizerSettings(settings), l1: 0, l2: 0, clip },
      1,
    );
    expect(state[0]).toBeCloseTo(50 * (1 - 0.02), 12);
  });
});
