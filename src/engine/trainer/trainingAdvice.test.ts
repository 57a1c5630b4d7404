import { describe, expect, test } from 'vitest';
import type { ExperimentInput } from '#experiment/experiment.ts';
import { networkShape } from '#experiment/networkShape.ts';
import { parseExperiment } from '#experiment/parseExperiment.ts';
import { forward } from '#nn/forward.ts';
import { parameterCount } from '#nn/NetworkShape.ts';
import type { HistoryPoint } from '#protocol/trainer.ts';
import { networkHealth, type NetworkHealth } from './networkHealth.ts';
import { trainingAdvice } from './trainingAdvice.ts';

const curve = (...losses: number[]): HistoryPoint[] =>
  losses.map((trainLoss, i) => ({
    epoch: i * 10,
    step: i * 250,
    trainLoss,
    testLoss: trainLoss,
    trainAccuracy: 0.6,
    testAccuracy: 0.6,
    batchLoss: NaN,
  }));
const FINE: NetworkHealth = { stuckShare: 0, wrongShare: 0.4, spread: 1, deadUnits: [0, 0] };

function advice(
  input: ExperimentInput,
  losses: number[],
  health: Partial<NetworkHealth>,
  weight = 1,
): string | null {
  const experiment = parseExperiment(input);
  const parameters = new Float32Array(parameterCount(networkShape(experiment))).fill(weight);
  const said = trainingAdvice(experiment, curve(...losses), { ...FINE, ...health }, parameters);
  return said && said.text;
}

describe('advice', () => {
  const flat = [0.73, 0.8, 0.79, 0.79];

  test('saturated outputs, with the rate to lower', () => {
    const input = { training: { optimizer: { name: 'sgd' as const, learningRate: 3 } } };
    const said = advice(input, flat, { stuckShare: 0.41, wrongShare: 0.42 });
    expect(said).toContain('41\u2009% of the training samples');
    expect(advice(input, flat, { stuckShare: 0.9997, wrongShare: 1 })).toContain('for 99\u2009% of');
    expect(advice(input, flat, { stuckShare: 1, wrongShare: 1 })).toContain('for 100\u2009% of');
    expect(said).toContain('flat end of tanh');
    expect(said).toContain('now 3');
  });

  test('the same prediction everywhere, and why', () => {
    expect(advice({ training: { l2: 0.3 } }, flat, { spread: 0 }, 0.001)).toContain('Lower L2 (now 0.3)');
    expect(advice({ training: { l1: 0.1, l2: 0.01 } }, flat, { spread: 0 }, 0.001)).toContain(
      'Lower L1 (now 0.1)',
    );
    // Weights that are not small were not pulled to 0.
    expect(advice({ training: { l2: 0.001 } }, flat, { spread: 0 }, 2)).toContain('another seed');
    expect(advice({ network: { initializer: 'zeros' } }, flat, { spread: 0 }, 0)).toContain('started at 0');
  });

  test('dead units', () => {
    const input = { network: { hidden: [{ units: 8, activation: 'relu' as const }] } };
    expect(advice(input, flat, { deadUnits: [7] })).toContain('7 of 8 ReLU units of hidden layer 1');
    expect(advice(input, flat, { deadUnits: [8], spread: 0 })).toContain('All 8 ReLU units');
    expect(advice(input, flat, { deadUnits: [3] })).toBeNull();
  });

  test('a loss that has grown, though it may come back', () => {
    expect(advice({}, [2, 322_400], {})).toContain('160,000 times its start');
    expect(advice({}, [0.7, 7.8e11], {})).toContain('8e11 times its start');
    expect(advice({}, [0.7, 40], {})).toBeNull();
  });
});

describe('no advice', () => {
  const signs = { stuckShare: 0.4, wrongShare: 0.4, spread: 0, deadUnits: [6, 4] };
  test('a run whose loss falls', () => expect(advice({}, [0.8, 0.5, 0.4, 0.3], signs)).toBeNull());
  test('a run that has hardly begun', () => expect(advice({}, [0.8], signs)).toBeNull());
  test('noise without anything to learn', () =>
    expect(advice({}, [0.8, 0.33, 0.3, 0.3], { wrongShare: 0.27, stuckShare: 0.02 })).toBeNull());
});

test('health is read off the units on the samples', () => {
  const shape = {
    inputs: 1,
    layers: [
      { units: 2, activation: 'relu' as const },
      { units: 1, activation: 'tanh' as const },
    ],
  };
  // Unit 0 passes x on, unit 1 is −|…|: dead for every x ≥ 0.
  const parameters = Float32Array.of(1, -1, 0, -1, 10, 0, 0);
  const rows = Float32Array.of(0, 0.1, 5, 6);
  const layers = forward(shape, parameters, rows, 4);
  const values = new Float32Array(3 * 4);
  for (let n = 0; n < 4; n++) {
    values[n] = layers[0]![2 * n]!;
    values[4 + n] = layers[0]![2 * n + 1]!;
    values[8 + n] = layers[1]![n]!;
  }
  const targets = Float32Array.of(1, 1, -1, 1);
  const tanh = networkHealth(shape, { task: 'binary', loss: 'halfSquaredError' }, values, targets, 4);
  expect(tanh).toMatchObject({ stuckShare: 0.25, wrongShare: 0.25, deadUnits: [1] });
  expect(tanh.spread).toBeCloseTo(0.5, 3);
  const hinge = networkHealth(shape, { task: 'binary', loss: 'binaryCrossentropy' }, values, targets, 4);
  expect(hinge.stuckShare).toBe(0);
});
