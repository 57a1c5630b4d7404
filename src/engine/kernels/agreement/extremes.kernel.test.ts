/**
 * Extreme inputs on every device: ±10,000, zeros, denormals and NaN, through every activation and loss. Results stay finite and
 * as exact as their operations allow; a NaN shows in the loss and in every weight where the reference has it (where it is
 * multiplied by a derivative of 0, devices may have it in more).
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { openNamedDevice } from '#engine/device/openDevice.ts';
import { OUTPUTS_OF_LOSS } from '#experiment/output.ts';
import { DEVICE_NAMES, type DeviceName } from '#experiment/vocabulary.ts';
import { trainSteps } from '#nn/train.ts';
import { ACTIVATIONS, LOSSES, OPTIMIZERS } from '#nn/vocabulary.ts';
import { runCase } from '../testing/runCase.ts';
import type { TrainingCase } from '../testing/trainingCase.ts';
import { caseOf } from './agreementCase.ts';
import { boundedStep } from './boundedStep.ts';
import { errorShares } from './errorShares.ts';
import { PRECISION } from './precision.ts';

const HUGE = [1e4, -1e4, 9_999];
const TINY = [0, 1e-40, -1e-45, -0];

/** A network of one hidden layer and every combination of activation and loss; outputs and optimisers rotate. */
const PAIRS = ACTIVATIONS.flatMap((activation, a) =>
  LOSSES.map((loss, l): TrainingCase => {
    const outputs = OUTPUTS_OF_LOSS[loss];
    return caseOf(
      {
        activation,
        depth: 2,
        optimizer: OPTIMIZERS[(a + 2 * l) % OPTIMIZERS.length]!,
        width: 5,
        loss,
        batch: 13,
        output: outputs[a % outputs.length]!,
        outputs: 2,
        penalty: 'both',
        networks: 1,
        inputs: 5,
        dropout: 0,
        clip: 'none',
        rates: 'plan',
      },
      a * LOSSES.length + l,
    );
  }),
);

/** On WebGPU every network compiles a shader: each loss once, over different activations. */
const pairsFor = (name: DeviceName): TrainingCase[] =>
  name === 'webgpu'
    ? LOSSES.map((_, l) => PAIRS[((3 * l + 1) % ACTIVATIONS.length) * LOSSES.length + l]!)
    : PAIRS;

const withInputs = (given: TrainingCase, values: readonly number[], name: string): TrainingCase => ({
  ...given,
  name: `${given.name}: ${name}`,
  x: given.x.map((_, i) => values[i % values.length]!),
});

const indicesWhere = (row: ArrayLike<number>, is: (value: number) => boolean): number[] =>
  Array.from(row).flatMap((value, i) => (is(value) ? [i] : []));

describe.each(DEVICE_NAMES)('on %s', (name) => {
  beforeAll(async () => {
    await openNamedDevice(name, { baseUrl: location.href });
  });

  it.each([
    { what: '±10,000', values: HUGE },
    { what: 'zeros and denormals', values: TINY },
    { what: 'both', values: [...HUGE, ...TINY] },
  ])('inputs of $what', async ({ what, values }) => {
    for (const pair of pairsFor(name)) {
      const given = withInputs(pair, values, what);
      const { states, metrics } = await runCase(given, 1);
      expect(
        indicesWhere(states[0]!, (value) => !Number.isFinite(value)),
        given.name,
      ).toEqual([]);
      const bounded = boundedStep(given, 0, given.states[0]!, PRECISION[name]);
      expect(errorShares(bounded, states[0]!, metrics[0]!), given.name).toEqual({
        state: expect.toSatisfy((share: number) => share < 2),
        loss: expect.toSatisfy((share: number) => share < 2),
        correct: 0,
      });
    }
  });

  it('a NaN among the inputs', async () => {
    for (const pair of pairsFor(name)) {
      // One column of one sample of the batch.
      const { inputs } = pair.attrs.shape;
      const x = pair.x.map((value, i) => (i === pair.order[2]! * inputs ? NaN : value));
      const given = { ...pair, x };
      const { states, metrics } = await runCase(given, 1);
      const { shape, hyperparameters, batchSizes, step0 } = given.attrs;
      const start = Float64Array.from(given.states[0]!);
      const expected = trainSteps(
        start,
        shape,
        hyperparameters,
        x,
        given.y,
        given.order,
        batchSizes.slice(0, 1),
        step0,
      );
      expect(metrics[0]![0], given.name).toBeNaN();
      const observed = new Set(indicesWhere(states[0]!, Number.isNaN));
      const reached = indicesWhere(expected.state, Number.isNaN);
      expect(reached.length, given.name).toBeGreaterThan(0);
      expect(
        reached.filter((index) => !observed.has(index)),
        given.name,
      ).toEqual([]);
    }
  });
});
