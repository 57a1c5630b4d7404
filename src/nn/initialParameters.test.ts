import { describe, expect, it } from 'vitest';
import { initialParameters } from './initialParameters.ts';
import { layerOffsets, parameterCount, type NetworkShape } from './NetworkShape.ts';
import { INITIALIZERS, type Initializer } from './vocabulary.ts';

const SHAPE: NetworkShape = {
  inputs: 80,
  layers: [
    { units: 120, activation: 'tanh' },
    { units: 3, activation: 'softmax' },
  ],
};

function firstKernel(initializer: Initializer, seed = 7): Float32Array {
  const [place] = layerOffsets(SHAPE);
  return initialParameters(SHAPE, initializer, seed).subarray(place!.kernelOffset, place!.biasOffset);
}

const mean = (values: Float32Array): number => values.reduce((sum, v) => sum + v, 0) / values.length;
const meanSquare = (values: Float32Array): number =>
  values.reduce((sum, v) => sum + v * v, 0) / values.length;

describe('initialParameters', () => {
  it.each(INITIALIZERS)('%s gives the same row for the same seed', (initializer) => {
    const row = initialParameters(SHAPE, initializer, 0);
    expect(row).toHaveLength(parameterCount(SHAPE));
    expect(initialParameters(SHAPE, initializer, 0)).toEqual(row);
    expect(row.every(Number.isFinite)).toBe(true);
  });

  it.each(INITIALIZERS.filter((name) => name !== 'zeros'))(
    '%s differs from seed to seed at every place',
    (name) => {
      const [a, b] = [firstKernel(name, 1), firstKernel(name, 2)];
      expect(a.filter((value, i) => value === b[i]).length).toBeLessThan(5);
    },
  );

  it.each([
    ['glorotUniform', 2 / 200],
    ['glorotNormal', 2 / 200],
    ['heUniform', 2 / 80],
    ['heNormal', 2 / 80],
    ['lecunUniform', 1 / 80],
    ['lecunNormal', 1 / 80],
    ['playground', 1 / 12],
  ] as const)('%s has mean 0 and variance %f in its kernel', (name, variance) => {
    const kernel = firstKernel(name);
    expect(Math.abs(mean(kernel))).toBeLessThan(4 * Math.sqrt(variance / kernel.length));
    expect(meanSquare(kernel) / variance).toBeCloseTo(1, 1);
  });

  it('draws normal numbers with tails, and uniform ones without', () => {
    const beyondTwo = (values: Float32Array, deviation: number): number =>
      values.filter((v) => Math.abs(v) > 2 * deviation).length / values.length;
    expect(beyondTwo(firstKernel('heNormal'), Math.sqrt(2 / 80))).toBeCloseTo(0.0455, 2);
    expect(beyondTwo(firstKernel('heUniform'), Math.sqrt(2 / 80))).toBe(0);
    expect(Math.max(...firstKernel('playground').map(Math.abs))).toBeLessThanOrEqual(0.5);
  });

  it('starts biases at 0, the playground at 0.1', () => {
    for (const name of INITIALIZERS) {
      const row = initialParameters(SHAPE, name, 3);
      for (const { biasOffset, units } of layerOffsets(SHAPE)) {
        const expected = new Float32Array(units).fill(name === 'playground' ? 0.1 : 0);
        expect(row.subarray(biasOffset, biasOffset + units)).toEqual(expected);
      }
    }
  });
});
