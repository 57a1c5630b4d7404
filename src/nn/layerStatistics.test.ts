import fc from 'fast-check';
import { expect, test } from 'vitest';
import { distributionOf, layerSizes, unitStates } from './layerStatistics.ts';
import type { NetworkShape } from './NetworkShape.ts';

test('a distribution by hand', () => {
  expect(distributionOf([0, 0, 1, 3], 3)).toEqual({
    count: 4,
    min: 0,
    max: 3,
    mean: 1,
    std: Math.sqrt(1.5),
    zeroShare: 0.5,
    nanCount: 0,
    infiniteCount: 0,
    bins: [2, 1, 1],
  });
  const odd = distributionOf([NaN, -2, Infinity, 2, NaN, -Infinity], 2);
  expect(odd).toMatchObject({
    min: -2,
    max: 2,
    mean: 0,
    std: 2,
    nanCount: 2,
    infiniteCount: 2,
    bins: [1, 1],
  });
  // One value alone has no width.
  expect(distributionOf([0.1, 0.1], 4)).toMatchObject({ std: 0, bins: [2, 0, 0, 0] });
  expect(distributionOf([])).toMatchObject({ count: 0, min: NaN, zeroShare: 0 });
});

test('every finite value is in a bin, and the moments are those of a sum', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 }), (values) => {
      const { bins, mean, std, min, max } = distributionOf(values, 17);
      expect(bins.reduce((sum, n) => sum + n, 0)).toBe(values.length);
      const exact = values.reduce((sum, v) => sum + v, 0) / values.length;
      expect(mean).toBeCloseTo(exact, 6);
      expect(std ** 2).toBeCloseTo(values.reduce((sum, v) => sum + (v - exact) ** 2, 0) / values.length, 2);
      expect([min, max]).toEqual([Math.min(...values), Math.max(...values)]);
    }),
  );
});

test('dead and saturated units', () => {
  const units = Float32Array.from([0, 0, 0, 0, 0, 2, 0, 0]);
  expect(unitStates('relu', units, 4)).toEqual({ dead: [0], saturated: [], saturatedShare: 0 });
  // 0 for every sample is nothing special where the slope there is not 0.
  expect(unitStates('leakyRelu', units, 4).dead).toEqual([]);
  const tanh = Float32Array.from([0.98, -0.99, 1, -1, 0.98, 0.96, 0, 0]);
  expect(unitStates('tanh', tanh, 4)).toEqual({ dead: [], saturated: [0], saturatedShare: 5 / 8 });
  expect(unitStates('sigmoid', Float32Array.from([0.01, 0.99, 0.02, 0.5]), 2)).toEqual({
    dead: [],
    saturated: [0],
    saturatedShare: 0.5,
  });
});

test('sizes of gradient and step, layer by layer', () => {
  const shape: NetworkShape = {
    inputs: 1,
    layers: [
      { units: 1, activation: 'tanh' },
      { units: 1, activation: 'linear' },
    ],
  };
  const sizes = layerSizes(
    shape,
    Float64Array.of(2, 9, 0, 9),
    Float64Array.of(3, 4, 0, 0),
    Float64Array.of(2.1, 0, 0, 0),
  );
  expect(sizes[0]!.gradientNorm).toBe(5);
  expect(sizes[0]!.updateRatio).toBeCloseTo(0.05);
  expect(sizes[1]).toEqual({ gradientNorm: 0, updateRatio: 0 });
});
