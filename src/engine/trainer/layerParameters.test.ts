import { describe, expect, it } from 'vitest';
import type { NetworkShape } from '#nn/NetworkShape.ts';
import { fromLayers, toLayers } from './layerParameters.ts';

const SHAPE: NetworkShape = {
  inputs: 2,
  layers: [
    { units: 3, activation: 'relu' },
    { units: 1, activation: 'tanh' },
  ],
};
const ROW = Float32Array.from({ length: 13 }, (_, i) => i);

describe('layer parameters', () => {
  it('are kernels [in][out] and biases', () => {
    expect(toLayers(SHAPE, ROW)).toEqual([
      {
        kernel: [
          [0, 1, 2],
          [3, 4, 5],
        ],
        bias: [6, 7, 8],
      },
      { kernel: [[9], [10], [11]], bias: [12] },
    ]);
  });

  it('come back as they were', () => {
    expect(fromLayers(SHAPE, toLayers(SHAPE, ROW))).toEqual(ROW);
  });

  it('are refused with the layer and index that are wrong', () => {
    const layers = () => toLayers(SHAPE, ROW);
    expect(() => fromLayers(SHAPE, layers().slice(1))).toThrow('has 2 layers');
    const short = layers();
    short[0]!.kernel.pop();
    expect(() => fromLayers(SHAPE, short)).toThrow('layers[0].kernel must have 2 rows');
    const wide = layers();
    wide[1]!.kernel[2]!.push(1);
    expect(() => fromLayers(SHAPE, wide)).toThrow('layers[1].kernel[2] must have 1 number,');
    const infinite = layers();
    infinite[0]!.bias[1] = 1e39;
    expect(() => fromLayers(SHAPE, infinite)).toThrow('layers[0].bias[1] must be a finite number');
  });
});
