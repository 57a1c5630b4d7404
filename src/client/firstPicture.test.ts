import { expect, test } from 'vitest';
import { prepareData } from '#data/prepareData.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { networkShape } from '#experiment/networkShape.ts';
import { outputLayer, parameterCount, unitCount } from '#nn/NetworkShape.ts';
import type { KeptRun } from '#protocol/trainer.ts';
import { FIRST_GENERATION, firstPicture, isSeededStart } from './firstPicture.ts';

const pictureOf = (experiment: Experiment) => firstPicture(experiment, prepareData(experiment, null));

test.each(['circle', 'blobs', 'ripple', 'iris'] as const)(
  '%s: metrics and maps of the untrained network',
  (set) => {
    const experiment = defaultExperiment(set);
    const shape = networkShape(experiment);
    const { metrics, maps, outputMap, confusion, parameters, generation } = pictureOf(experiment);
    expect(generation).toBe(FIRST_GENERATION);
    expect(parameters).toHaveLength(parameterCount(shape));
    expect(metrics).toMatchObject({ epoch: 0, step: 0 });
    expect(metrics.trainLoss).toBeGreaterThan(0);
    expect(metrics.testLoss).toBeLessThan(5);
    const isPlane = set !== 'iris';
    expect(maps?.units.length).toBe(isPlane ? maps!.side ** 2 * unitCount(shape) : undefined);
    expect(outputMap?.values.length).toBe(
      isPlane ? outputMap!.side ** 2 * outputLayer(shape).units : undefined,
    );
    expect(confusion?.reduce((sum, count) => sum + count, 0)).toBe(
      set === 'ripple' ? undefined : prepareData(experiment, null).test.count,
    );
    expect(metrics.testAccuracy === undefined).toBe(set === 'ripple');
  },
);

test('a map starts at x1 = −6, x2 = +6: a unit that passes x1 on rises to the right', () => {
  const linear = defaultExperiment('plane');
  const experiment: Experiment = { ...linear, data: { ...linear.data, features: ['x1'] } };
  const { outputMap, parameters } = pictureOf(experiment);
  const { side, values } = outputMap!;
  const [weight, bias] = parameters as unknown as [number, number];
  expect(values[0]).toBeCloseTo(-6 * weight + bias, 5);
  expect(values[side - 1]).toBeCloseTo(6 * weight + bias, 5);
  expect(values[side * (side - 1)]).toBeCloseTo(-6 * weight + bias, 5);
});

test('a network too large for the first paint gets no map and no metrics instead of late ones', () => {
  const experiment = defaultExperiment('circle');
  const hidden = Array.from({ length: 3 }, () => ({ units: 512, activation: 'relu' as const }));
  const started = performance.now();
  const { maps, metrics } = pictureOf({ ...experiment, network: { ...experiment.network, hidden } });
  expect(performance.now() - started).toBeLessThan(500);
  expect(maps).toBeUndefined();
  expect(metrics.trainLoss).toBeNaN();
});

test('without data there are parameters only', () => {
  const { parameters, maps, metrics } = firstPicture(defaultExperiment('mnist'), null);
  expect(parameters.length).toBe(784 * 128 + 128 + 128 * 10 + 10);
  expect(maps).toBeUndefined();
  expect(metrics.testLoss).toBeNaN();
});

test('a run that was kept over a reload is shown with its weights, epoch and curve', () => {
  const experiment = defaultExperiment('circle');
  const start = pictureOf(experiment);
  const point = { ...start.metrics, trainAccuracy: NaN, testAccuracy: NaN, batchLoss: NaN };
  const kept = (step: number, factor: number): KeptRun => ({
    experiment,
    checkpoint: {
      // The optimiser's slots follow the parameters.
      state: Float32Array.from([...start.parameters, ...start.parameters], (value) => factor * value),
      step,
      epoch: 3,
      batch: 0,
      slotsSince: 0,
    },
    curve: [point],
  });
  const run = kept(75, 2);
  const snapshot = firstPicture(experiment, prepareData(experiment, null), run);
  expect(snapshot.parameters).toEqual(start.parameters.map((value) => 2 * value));
  expect(snapshot.metrics).toMatchObject({ epoch: 3, step: 75 });
  expect(snapshot.metrics.trainLoss).not.toBe(start.metrics.trainLoss);
  expect(snapshot.history).toEqual({ start: 0, points: [point] });
  expect([kept(0, 1), kept(0, 2), kept(75, 1)].map(isSeededStart)).toEqual([true, false, false]);
});
