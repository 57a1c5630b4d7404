import { describe, expect, it } from 'vitest';
import { OPTIMIZER_CHECKS } from './checks.ts';
import { initialState, optimizerSettings, updateState } from './optimizers.ts';

describe('updateState', () => {
  it('adamw shrinks the kernel before each update, and only the kernel', () => {
    const kernelOf = (name: 'adam' | 'adamw'): number => {
      const layers = [{ inputs: 1, units: 1, kernelOffset: 0, biasOffset: 1 }];
      const constants = { beta1: 0.5, beta2: 0.75, epsilon: 0.01, weightDecay: 0.2 };
      const settings = {
        optimizer: optimizerSettings({ name, learningRate: 0.1, ...constants }),
        l1: 0,
        l2: 0,
      };
      const state = initialState(Float64Array.of(1, 1), name);
      updateState(state, Float64Array.of(2, 2), layers, settings, 1);
      updateState(state, Float64Array.of(-1, -1), layers, settings, 2);
      expect(state[1], 'bias').toBeCloseTo(OPTIMIZER_CHECKS[name].example, 12);
      return state[0]!;
    };
    const first = 1 - OPTIMIZER_CHECKS.adam.example;
    expect(kernelOf('adamw')).toBeCloseTo((1 * (1 - 0.1 * 0.2) - first) * (1 - 0.1 * 0.2), 12);
    expect(kernelOf('adam')).toBeCloseTo(OPTIMIZER_CHECKS.adam.example, 12);
  });
});
