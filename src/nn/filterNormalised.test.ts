import { expect, test } from 'vitest';
import { filterNormalised } from './filterNormalised.ts';
import { initialParameters } from './initialParameters.ts';
import { layerOffsets, type NetworkShape } from './NetworkShape.ts';

test('each unit’s part is as long as its own weights, and biases have none', () => {
  const shape: NetworkShape = {
    inputs: 3,
    layers: [
      { units: 4, activation: 'tanh' },
      { units: 2, activation: 'softmax' },
    ],
  };
  const parameters = initialParameters(shape, 'heNormal', 3);
  const [a, b] = [0, 1].map((index) => filterNormalised(shape, parameters, 9, index));
  for (const direction of [a!, b!]) {
    for (const { inputs, units, kernelOffset, biasOffset } of layerOffsets(shape)) {
      for (let j = 0; j < units; j++) {
        const length = (row: Float32Array): number =>
          Math.hypot(...Array.from({ length: inputs }, (_, i) => row[kernelOffset + i * units + j]!));
        expect(length(direction)).toBeCloseTo(length(parameters), 5);
        expect(direction[biasOffset + j]).toBe(0);
      }
    }
  }
  expect(a).not.toEqual(b);
  expect(filterNormalised(shape, parameters, 9, 0)).toEqual(a);
});
