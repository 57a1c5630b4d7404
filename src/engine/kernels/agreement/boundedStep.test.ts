import { describe, expect, it } from 'vitest';
import { DEVICE_NAMES } from '#experiment/vocabulary.ts';
import { U } from '#nn/rounding.ts';
import { trainSteps } from '#nn/train.ts';
import type { TrainingCase } from '../testing/trainingCase.ts';
import { agreementCases } from './agreementCase.ts';
import { farthest } from './Bounded.ts';
import { boundedStep } from './boundedStep.ts';
import { PRECISION, TFJS_OPS, type Precision } from './precision.ts';

const CASES = agreementCases();

describe('boundedStep', () => {
  it('has the values of the reference in double precision', () => {
    for (const given of CASES) {
      const { shape, hyperparameters, batchSizes, step0, rates } = given.attrs;
      const [start] = given.states as [Float32Array];
      const row = Float64Array.from(start);
      const sizes = batchSizes.slice(0, 1);
      const expected = trainSteps(
        row,
        shape,
        hyperparameters,
        given.x,
        given.y,
        given.order,
        sizes,
        step0,
        rates,
      );
      const { state, metrics } = boundedStep(given, 0, start, PRECISION.wasm);
      // The same sums, some in another order.
      const bounds = expected.state.map((value) => 1e-11 * Math.max(1, Math.abs(value)));
      expect(farthest(state.value, expected.state, bounds), given.name).toBeLessThan(1);
      expect(Math.abs(metrics.loss - expected.metrics[0]!), given.name).toBeLessThan(1e-11);
      expect(metrics.correct, given.name).toBe(expected.metrics[1]);
    }
  });

  /** Largest error of the single-precision reference, with rate and inputs changed a little, in units of its bound. */
  function share(given: TrainingCase, precision: Precision, rate = 1, sample = 1): number {
    const { shape, hyperparameters, batchSizes, step0, rates } = given.attrs;
    const [start] = given.states as [Float32Array];
    const optimizer = {
      ...hyperparameters.optimizer,
      learningRate: hyperparameters.optimizer.learningRate * rate,
    };
    const x = given.x.map((value) => value * sample);
    const changed = { ...hyperparameters, optimizer };
    const sizes = batchSizes.slice(0, 1);
    const changedRates = rates?.map((value) => value * rate);
    const { state } = trainSteps(start, shape, changed, x, given.y, given.order, sizes, step0, changedRates);
    const bounded = boundedStep(given, 0, start, precision).state;
    return farthest(state, bounded.value, bounded.error);
  }

  it('accepts single precision', () => {
    for (const given of CASES) expect(share(given, PRECISION.cpu), given.name).toBeLessThan(1);
  });

  it.each(DEVICE_NAMES)('on %s rejects a rate or inputs that are off by a thousandth', (name) => {
    const passed = (rate: number, sample: number): number =>
      CASES.filter((given) => share(given, PRECISION[name], rate, sample) < 2).length;
    expect(passed(1.001, 1)).toBeLessThan(0.05 * CASES.length);
    // Behind many layers, or where adaptive rules keep only a gradient's sign, inputs hardly matter.
    expect(passed(1, 1.001)).toBeLessThan(0.2 * CASES.length);
  });

  it('allows a handful of roundings in most cases, a few hundred after long sums and divisions', () => {
    for (const precision of [...Object.values(PRECISION), TFJS_OPS]) {
      const roundings = CASES.map((given) => {
        const { value, error } = boundedStep(given, 0, given.states[0]!, precision).state;
        return Math.max(...error.map((e, i) => e / Math.max(1, Math.abs(value[i]!)))) / U;
      }).sort((a, b) => a - b);
      expect(roundings[Math.floor(CASES.length / 2)]).toBeLessThan(25);
      expect(roundings[Math.floor(0.9 * CASES.length)]).toBeLessThan(250);
    }
  });
});
