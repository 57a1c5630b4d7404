import { describe, expect, it } from 'vitest';
import { layerPlaces, parameterCount, type NetworkShape } from '../../../spec/networkShape.ts';
import type { OptimizerName } from '../../../spec/vocabulary.ts';
import { fusedLayout, gradientTable, webgpuPath } from './fusedLayout.ts';

const shapeOf = (...widths: number[]): NetworkShape => ({
  inputs: widths[0]!,
  layers: widths.slice(1).map((units) => ({ units, activation: 'tanh' })),
});
const planOf = (name: OptimizerName) => ({
  optimizer: {
    name,
    learningRate: 0.1,
    momentum: 0.9,
    decay: 0.9,
    beta1: 0.9,
    beta2: 0.999,
    epsilon: 1e-7,
    weightDecay: 0,
  },
});
const LIMITS = { maxComputeWorkgroupStorageSize: 16_384 };

describe('webgpuPath', () => {
  it('keeps small networks in one workgroup and tiles large ones', () => {
    expect(webgpuPath(shapeOf(2, 8, 8, 8, 8, 8, 8, 1), planOf('adam'), LIMITS)).toBe('fused');
    expect(webgpuPath(shapeOf(784, 128, 10), planOf('sgd'), LIMITS)).toBe('tiled');
  });

  it('uses more memory where the device has more', () => {
    const shape = shapeOf(2, 48, 48, 1);
    expect(webgpuPath(shape, planOf('sgd'), LIMITS)).toBe('tiled');
    expect(webgpuPath(shape, planOf('sgd'), { maxComputeWorkgroupStorageSize: 49_152 })).toBe('fused');
  });
});

describe('fusedLayout', () => {
  const shapes = [shapeOf(2, 4, 2, 1), shapeOf(7, 31, 5, 3), shapeOf(1, 1), shapeOf(2, 30, 30, 1)];
  const cases = shapes.flatMap((shape) =>
    [1, 10, 64, 300, 4096].flatMap((batch) => [true, false].map((software) => ({ shape, batch, software }))),
  );

  it.each(cases)('gives every row a place of its own: batch $batch, software $software', (c) => {
    const layout = fusedLayout(c.shape, planOf('adam'), c.batch, LIMITS, c.software);
    const parameters = parameterCount(c.shape);
    const owner = new Uint8Array(layout.floats);
    const claim = (at: number, length: number): void => {
      expect(at + length).toBeLessThanOrEqual(layout.floats);
      for (let i = at; i < at + length; i++) {
        expect(owner[i]).toBe(0);
        owner[i] = 1;
      }
    };
    claim(0, parameters * (layout.slotsFit ? 3 : 1));
    if (layout.chunked) claim(layout.gradientAt, parameters);
    claim(layout.partialsAt, 2 * layout.workgroupSize);
    for (const [l, { inputs, units }] of layerPlaces(c.shape).entries()) {
      claim(layout.layers[l]!.from, (inputs + 1) * layout.stride);
      claim(layout.layers[l]!.delta, units * layout.stride);
    }
    expect(4 * layout.floats).toBeLessThanOrEqual(LIMITS.maxComputeWorkgroupStorageSize);
    expect(layout.samples).toBeLessThanOrEqual(layout.stride);
    expect(layout.lanes * layout.samples).toBeLessThanOrEqual(layout.workgroupSize);
    expect(layout.chunked).toBe(layout.samples < c.batch);
    if (c.software) expect(layout.lanes).toBe(1);
  });

  it('pairs each parameter with the rows of its gradient and marks kernels', () => {
    const shape = shapeOf(2, 3, 1);
    const layout = fusedLayout(shape, planOf('sgd'), 4, LIMITS, false);
    const table = gradientTable(shape, layout);
    const [first, second] = layout.layers;
    // Kernel of input 1, unit 2; bias of unit 0; kernel of unit 2 of the second layer.
    expect(table[5]).toBe(first!.from + layout.stride + (first!.delta + 2 * layout.stride) * 65536 + 2 ** 31);
    expect(table[6]).toBe(first!.from + 2 * layout.stride + first!.delta * 65536);
    expect(table[11]).toBe(second!.from + 2 * layout.stride + second!.delta * 65536 + 2 ** 31);
  });
});
