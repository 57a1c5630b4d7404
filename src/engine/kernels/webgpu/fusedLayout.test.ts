import { describe, expect, it } from 'vitest';
import { layerOffsets, parameterCount, type NetworkShape } from '#nn/NetworkShape.ts';
import { optimizerSettings } from '#nn/optimizers.ts';
import type { OptimizerName } from '#nn/vocabulary.ts';
import { trainingPath } from './chooseStyle.ts';
import { fusedLayout, gradientTable } from './fusedLayout.ts';

const shapeOf = (...widths: number[]): NetworkShape => ({
  inputs: widths[0]!,
  layers: widths.slice(1).map((units) => ({ units, activation: 'tanh' })),
});
const hyperparametersOf = (name: OptimizerName) => ({
  optimizer: optimizerSettings({
    name,
    learningRate: 0.1,
  }),
});
const LIMITS = { maxComputeWorkgroupStorageSize: 16_384 };

describe('trainingPath', () => {
  it('keeps small networks in one workgroup and tiles large ones', () => {
    expect(trainingPath(shapeOf(2, 8, 8, 8, 8, 8, 8, 1), LIMITS)).toBe('fused');
    expect(trainingPath(shapeOf(784, 128, 10), LIMITS)).toBe('tiled');
  });

  it('uses more memory where the device has more', () => {
    const shape = shapeOf(2, 48, 48, 1);
    expect(trainingPath(shape, LIMITS)).toBe('tiled');
    expect(trainingPath(shape, { maxComputeWorkgroupStorageSize: 49_152 })).toBe('fused');
  });
});

describe('fusedLayout', () => {
  const shapes = [shapeOf(2, 4, 2, 1), shapeOf(7, 31, 5, 3), shapeOf(1, 1), shapeOf(2, 30, 30, 1)];
  const cases = shapes.flatMap((shape) =>
    [1, 10, 64, 300, 4096].flatMap((batch) =>
      (['whole', 'split'] as const).map((samples) => ({ shape, batch, samples })),
    ),
  );

  it.each(cases)('no two rows overlap: batch $batch, $samples samples', (c) => {
    const layout = fusedLayout(c.shape, hyperparametersOf('adam'), c.batch, LIMITS, c.samples);
    const parameters = parameterCount(c.shape);
    const owner = new Uint8Array(layout.floats);
    const claim = (offset: number, length: number): void => {
      expect(offset + length).toBeLessThanOrEqual(layout.floats);
      for (let i = offset; i < offset + length; i++) {
        expect(owner[i]).toBe(0);
        owner[i] = 1;
      }
    };
    claim(0, parameters * (layout.slotsFit ? 3 : 1));
    if (layout.chunked) claim(layout.gradientOffset, parameters);
    claim(layout.partialsOffset, 2 * layout.workgroupSize);
    for (const [l, { inputs, units }] of layerOffsets(c.shape).entries()) {
      claim(layout.layers[l]!.sourceOffset, (inputs + 1) * layout.stride);
      claim(layout.layers[l]!.deltaOffset, units * layout.stride);
    }
    expect(4 * layout.floats).toBeLessThanOrEqual(LIMITS.maxComputeWorkgroupStorageSize);
    expect(layout.samples).toBeLessThanOrEqual(layout.stride);
    expect(layout.invocationsPerSample * layout.samples).toBeLessThanOrEqual(layout.workgroupSize);
    expect(layout.chunked).toBe(layout.samples < c.batch);
    if (c.samples === 'whole') expect(layout.invocationsPerSample).toBe(1);
  });

  it('pairs each parameter with the rows of its gradient and marks kernels', () => {
    const shape = shapeOf(2, 3, 1);
    const layout = fusedLayout(shape, hyperparametersOf('sgd'), 4, LIMITS, 'split');
    const table = gradientTable(shape, layout);
    const [first, second] = layout.layers;
    // Kernel of input 1, unit 2; bias of unit 0; kernel of unit 2 of the second layer.
    expect(table[5]).toBe(
      first!.sourceOffset + layout.stride + (first!.deltaOffset + 2 * layout.stride) * 65536 + 2 ** 31,
    );
    expect(table[6]).toBe(first!.sourceOffset + 2 * layout.stride + first!.deltaOffset * 65536);
    expect(table[11]).toBe(second!.sourceOffset + 2 * layout.stride + second!.deltaOffset * 65536 + 2 ** 31);
  });
});
