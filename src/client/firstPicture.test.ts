import { expect, test } from 'vitest';
import { prepareData } from '../data/prepareData.ts';
import { defaultExperiment } from '../spec/defaults.ts';
import type { Experiment } from '../spec/experiment.ts';
import { networkShape, parameterCount, unitCount } from '../spec/networkShape.ts';
import { FIRST_GENERATION, firstPicture } from './firstPicture.ts';

const pictureOf = (experiment: Experiment) => firstPicture(experiment, prepareData(experiment, null));

test.each(['circle', 'blobs', 'ripple', 'iris'] as const)(
  '%s: figures and maps of the untrained network',
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
      isPlane ? outputMap!.side ** 2 * shape.layers.at(-1)!.units : undefined,
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

test('a network too large for the first moment gets no map and no figures rather than late ones', () => {
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
