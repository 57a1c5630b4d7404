import { describe, expect, it } from 'vitest';
import type { LayerPlace } from '../../../spec/networkShape.ts';
import { OPTIMIZERS, type OptimizerName } from '../../../spec/vocabulary.ts';
import type { OptimizerPlan } from '../contract.ts';
import { initialState, updateState } from './optimizers.ts';

const PLACES: LayerPlace[] = [{ inputs: 1, units: 1, kernelOffset: 0, biasOffset: 1 }];
const NO_PENALTY = { l1: 0, l2: 0 };

function plan(name: OptimizerName): OptimizerPlan {
  return {
    name,
    learningRate: 0.1,
    momentum: 0.5,
    decay: 0.75,
    beta1: 0.5,
    beta2: 0.75,
    epsilon: 0.01,
    weightDecay: 0.2,
  };
}

/** Kernel and bias after two updates with gradient 2, then −1, from 1. */
function twoUpdates(name: OptimizerName): { kernel: number; bias: number } {
  const state = initialState(Float64Array.of(1, 1), name);
  updateState(state, Float64Array.of(2, 2), PLACES, { optimizer: plan(name), ...NO_PENALTY }, 1);
  updateState(state, Float64Array.of(-1, -1), PLACES, { optimizer: plan(name), ...NO_PENALTY }, 2);
  return { kernel: state[0]!, bias: state[1]! };
}

/** Worked by hand from the formulas of the contract. */
const adamFirst = 0.1 * (2 / (2 + 0.01));
/** Its averaged gradient is ½·½·2 − ½·1 = 0: the second update moves nothing. */
const adamSecond = 0;
const EXPECTED: Record<OptimizerName, number> = {
  sgd: 1 - 0.2 + 0.1,
  /** Velocity 2, then ½·2 − 1 = 0. */
  momentum: 1 - 0.2,
  nesterov: 1 - 0.1 * (2 + 0.5 * 2) - 0.1 * -1,
  rmsprop: 1 - 0.2 / Math.sqrt(1 + 0.01) + 0.1 / Math.sqrt(0.75 * 1 + 0.25 * 1 + 0.01),
  adagrad: 1 - 0.2 / Math.sqrt(0.1 + 4 + 0.01) + 0.1 / Math.sqrt(0.1 + 4 + 1 + 0.01),
  adam: 1 - adamFirst - adamSecond,
  adamw: 1 - adamFirst - adamSecond,
};

describe('updateState', () => {
  it.each(OPTIMIZERS)('%s moves a bias by its formula', (name) => {
    expect(twoUpdates(name).bias).toBeCloseTo(EXPECTED[name], 12);
  });

  it('adamw shrinks the kernel before each update, and only the kernel', () => {
    const shrunk = (1 * (1 - 0.1 * 0.2) - adamFirst) * (1 - 0.1 * 0.2) - adamSecond;
    expect(twoUpdates('adamw').kernel).toBeCloseTo(shrunk, 12);
    expect(twoUpdates('adam').kernel).toBeCloseTo(EXPECTED.adam, 12);
  });

  it('starts slots at zero, adagrad at 0.1', () => {
    expect([...initialState(Float64Array.of(3, 4), 'adam')]).toEqual([3, 4, 0, 0, 0, 0]);
    expect([...initialState(Float64Array.of(3, 4), 'adagrad')]).toEqual([3, 4, 0.1, 0.1]);
    expect([...initialState(Float64Array.of(3, 4), 'sgd')]).toEqual([3, 4]);
  });
});
