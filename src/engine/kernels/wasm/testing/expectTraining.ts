/** Test support: error bounds of training on wasm, compared with double precision. */
import { expect } from 'vitest';
import { OPTIMIZER_CHECKS } from '#nn/checks.ts';
import type { KernelMemory } from '../KernelMemory.ts';
import { wasmTrainingErrors, type WasmCase } from './kernelCases.ts';

/** A loss is a mean of float32 terms, after at most two updates. */
const LOSS_BOUND = 2e-6;

/**
 * Compares training on wasm with the reference in double precision. Float32 rounds by 6e-8. A sum of n products of size 1/√n
 * is off by a few of those, an activation adds at most 5: a gradient is good to some 1e-6, of which plain SGD at rate 0.1
 * passes a tenth on; momentum adds up three of them. Rules that divide by √s + ε or √(s + ε) magnify it by up to
 * rate/√ε = 0.6, or rate/ε = 20 on the few weights whose gradient nearly vanishes. The bounds of the rules are three times
 * the largest error seen.
 */
export function expectTraining(memory: KernelMemory, given: WasmCase): void {
  const { state, loss, correct } = wasmTrainingErrors(memory, given);
  expect(state, 'state').toBeLessThan(OPTIMIZER_CHECKS[given.hyperparameters.optimizer.name].stateError);
  expect(loss, 'loss').toBeLessThan(LOSS_BOUND);
  expect(correct, 'correct predictions').toBe(0);
}
