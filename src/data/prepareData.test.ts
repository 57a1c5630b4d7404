import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { factsOf } from '#experiment/dataFacts.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { networkShape } from '#experiment/networkShape.ts';
import { parseExperiment } from '#experiment/parseExperiment.ts';
import { arbitraryExperiment } from '#experiment/testing/arbitraryExperiment.ts';
import { outputLayer } from '#nn/NetworkShape.ts';
import type { ImagePart, ImageSource } from './ImageSource.ts';
import { prepareData } from './prepareData.ts';
import type { PreparedData } from './PreparedData.ts';
import { splitCounts } from './splitCounts.ts';
import { fitScaling } from './standardise.ts';

/** Small images that can be told apart: pixel 0 is the part, pixels 1 and 2 the number. */
function images(train: number, test: number): ImageSource {
  const part = (count: number, mark: number): ImagePart => {
    const pixels = new Uint8Array(count * 784);
    for (let i = 0; i < count; i++) pixels.set([mark, i & 255, i >> 8], i * 784);
    return { count, pixels, labels: Uint8Array.from({ length: count }, (_, i) => i % 10) };
  };
  return { side: 28, train: part(train, 0), test: part(test, 255) };
}

function expectConsistent(prepared: PreparedData, experiment: Experiment): void {
  const shape = networkShape(experiment);
  const counts = splitCounts(experiment.data);
  expect(prepared.inputWidth).toBe(shape.inputs);
  expect(prepared.inputNames).toHaveLength(shape.inputs);
  expect(prepared.outputUnits).toBe(outputLayer(shape).units);
  for (const [split, count] of [
    [prepared.train, counts.train],
    [prepared.test, counts.test],
  ] as const) {
    expect(split.count).toBe(count);
    expect(split.inputs).toHaveLength(count * prepared.inputWidth);
    expect(split.targets).toHaveLength(count * prepared.outputUnits);
    expect(split.labels).toHaveLength(count);
    expect(split.inputs.every(Number.isFinite)).toBe(true);
    expect(prepared.toInputs(split.raw)).toEqual(split.inputs);
  }
}

const withoutImages = arbitraryExperiment.filter(({ data }) => factsOf(data).kind !== 'image');

test('any experiment gives arrays of the shapes that its network wants, the same ones every time', () => {
  fc.assert(
    fc.property(withoutImages, (experiment) => {
      const prepared = prepareData(experiment, null);
      expectConsistent(prepared, experiment);
      const again = prepareData(experiment, null);
      expect(again.train).toEqual(prepared.train);
      expect(again.test).toEqual(prepared.test);
    }),
    { numRuns: 60 },
  );
}, 60_000);

test('no sample is in both parts', () => {
  for (const set of ['circle', 'gaussians', 'ripple'] as const) {
    const { train, test: tested } = prepareData(defaultExperiment(set), null);
    const key = (raw: Float32Array, i: number) => `${raw[2 * i]},${raw[2 * i + 1]}`;
    const seen = new Set(Array.from({ length: train.count }, (_, i) => key(train.raw, i)));
    expect(seen.size).toBe(250);
    for (let i = 0; i < tested.count; i++) expect(seen.has(key(tested.raw, i))).toBe(false);
  }
});

test('another train share moves the border and leaves the points and their order', () => {
  const whole = (trainShare: number) => {
    const { train, test: tested } = prepareData(parseExperiment({ data: { set: 'xor', trainShare } }), null);
    return [...train.raw, ...tested.raw];
  };
  expect(whole(0.2)).toEqual(whole(0.8));
});

describe('targets', () => {
  const coded = (input: object) => prepareData(parseExperiment(input), null);
  test('tanh wants ±1, sigmoid 0 or 1, softmax one unit a class', () => {
    const { train } = coded({});
    expect(Array.from(train.targets)).toEqual(Array.from(train.labels, (label) => (label === 1 ? 1 : -1)));
    const sigmoid = coded({ network: { output: { activation: 'sigmoid' } } }).train;
    expect(sigmoid.targets).toEqual(sigmoid.labels);
    const softmax = coded({ network: { output: { activation: 'softmax' } } });
    expect(softmax.outputUnits).toBe(2);
    expect(Array.from(softmax.train.targets)).toEqual(
      Array.from(softmax.train.labels).flatMap((label) => (label === 1 ? [0, 1] : [1, 0])),
    );
  });
  test('several classes under tanh are +1 for their own unit and −1 for the others', () => {
    const { train } = coded({ data: { set: 'iris' }, network: { output: { activation: 'tanh' } } });
    const label = train.labels[0];
    expect(Array.from(train.targets.subarray(0, 3))).toEqual(
      [0, 1, 2].map((unit) => (unit === label ? 1 : -1)),
    );
  });
  test('a regression target is the value', () => {
    const { train } = coded({ data: { set: 'ripple' } });
    expect(train.targets).toEqual(train.labels);
  });
});

test('features are computed from the point, in the order of the network', () => {
  const features = ['x2', 'x1^2', 'x1*x2', 'sin(x1)'];
  const prepared = prepareData(parseExperiment({ data: { set: 'xor', features } }), null);
  expect(prepared.inputNames).toEqual(features);
  const inputs = prepared.toInputs(Float32Array.of(2, -3));
  expect(Array.from(inputs)).toEqual([-3, 4, -6, Math.fround(Math.sin(2))]);
});

test('tables are scaled by the training part alone', () => {
  for (const set of ['iris', 'penguins'] as const) {
    const { train, test: tested } = prepareData(parseExperiment({ data: { set } }), null);
    const ofTrain = fitScaling(train.inputs, 4);
    ofTrain.mean.forEach((mean) => expect(mean).toBeCloseTo(0, 5));
    ofTrain.deviation.forEach((deviation) => expect(deviation).toBeCloseTo(1, 5));
    // With the test split included, both splits together would be centred instead.
    expect(fitScaling(tested.inputs, 4).mean.some((mean) => Math.abs(mean) > 0.01)).toBe(true);
    expect(train.raw[0]).toBeGreaterThan(1);
  }
});

test('a column without variation does no harm', () => {
  expect(Array.from(fitScaling(Float32Array.of(5, 1, 5, 3), 2).deviation)).toEqual([1, 1]);
});

describe('digits', () => {
  const digits = (samples: number | 'all', trainShare: number, seed = 1) =>
    parseExperiment({ data: { set: 'mnist', samples, trainShare, seed } });

  test('the default is 10,000 to train and 2,000 to test; all are 60,000 and 10,000', () => {
    expect(splitCounts(defaultExperiment('mnist').data)).toEqual({ train: 10_000, test: 2_000 });
    expect(splitCounts(digits('all', 0.5).data)).toEqual({ train: 60_000, test: 10_000 });
    expect(splitCounts(digits(70_000, 6 / 7).data)).toEqual({ train: 60_000, test: 10_000 });
    expect(splitCounts(digits(70_000, 0.1).data)).toEqual({ train: 7_000, test: 10_000 });
  });

  test('each part comes from its official part, scaled to 0 … 1, picked and ordered by the seed', () => {
    const experiment = digits(300, 2 / 3);
    const source = images(1_000, 500);
    const prepared = prepareData(experiment, source);
    expectConsistent(prepared, experiment);
    const marks = (raw: Float32Array) => new Set(raw.filter((_, i) => i % 784 === 0));
    expect(marks(prepared.train.raw)).toEqual(new Set([0]));
    expect(marks(prepared.test.raw)).toEqual(new Set([1]));
    const numbers = Array.from({ length: 200 }, (_, i) => {
      const [, low = NaN, high = NaN] = Array.from(prepared.train.raw.slice(i * 784, i * 784 + 3), (x) =>
        Math.round(x * 255),
      );
      const number = low + 256 * high;
      expect(prepared.train.labels[i]).toBe(number % 10);
      return number;
    });
    expect(new Set(numbers).size).toBe(200);
    expect(prepareData(experiment, source).train.labels).toEqual(prepared.train.labels);
    expect(prepareData(digits(300, 2 / 3, 2), source).train.labels).not.toEqual(prepared.train.labels);
  });

  test('missing images are an error in words', () => {
    expect(() => prepareData(digits(300, 0.5), null)).toThrow('have not been loaded');
    expect(() => prepareData(digits(300, 0.5), images(100, 100))).toThrow('only 100 of 150 images');
  });
});
