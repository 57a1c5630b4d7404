/** Test support: how far training on wasm may be from double precision, and why. */
import { expect } from 'vitest';
import type { OptimizerName } from '../../../spec/vocabulary.ts';
import { trainingErrors, type TrainCase } from './kernelCases.ts';
import type { KernelMemory } from './KernelMemory.ts';

/**
 * Float32 rounds by 6e-8. A sum of n products of size 1/√n is off by a few of those, an activation adds at most 5: a
 * gradient is good to some 1e-6, of which plain SGD at rate 0.1 passes a tenth on; momentum adds up three of them. Rules
 * that divide by √s + ε or √(s + ε) magnify it by up to rate/√ε = 0.6, or rate/ε = 20 on the few weights whose gradient
 * nearly vanishes. Three times the largest error seen.
 */
const BOUND: Readonly<Record<OptimizerName, number>> = {
  sgd: 3e-7,
  momentum: 1e-6,
  nesterov: 1e-6,
  rmsprop: 3e-6,
  adagrad: 1e-6,
  adam: 3e-6,
  adamw: 1e-6,
};
/** A loss is a mean of float32 terms, after at most two updates. */
const LOSS_BOUND = 2e-6;

/** Holds training on wasm to the reference in double precision. */
export function expectTraining(memory: KernelMemory, given: TrainCase): void {
  const { state, loss, right } = trainingErrors(memory, given);
  expect(state, 'state').toBeLessThan(BOUND[given.plan.optimizer.name]);
  expect(loss, 'loss').toBeLessThan(LOSS_BOUND);
  expect(right, 'right answers').toBe(0);
}
