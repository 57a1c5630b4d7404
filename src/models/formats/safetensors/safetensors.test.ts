import { expect, test } from 'vitest';
import { sampleModels } from '../../testing/sampleModels.ts';
import { safetensors } from './format.ts';
import { transposed, weightsFile } from './modelTensors.ts';

test('the header places every tensor without a gap, kernels as [out, in]', () => {
  for (const model of sampleModels()) {
    const bytes = weightsFile(model);
    const view = new DataView(bytes.buffer);
    const length = Number(view.getBigUint64(0, true));
    expect(length % 8).toBe(0);
    const { __metadata__: metadata, ...tensors } = JSON.parse(
      new TextDecoder().decode(bytes.slice(8, 8 + length)),
    ) as Record<string, { dtype: string; shape: number[]; data_offsets: [number, number] }>;
    expect(metadata).toMatchObject({ format: 'pt' });
    let end = 0;
    model.layers.forEach(({ inputs, units, kernel }, i) => {
      const { dtype, shape, data_offsets: place } = tensors[`${2 * i}.weight`]!;
      expect([dtype, shape, place[0]]).toEqual(['F32', [units, inputs], end]);
      // Row 1, column 0 of [out, in] is the weight from input 0 to unit 1.
      const at = 8 + length + place[0] + 4 * inputs;
      if (units > 1) expect(view.getFloat32(at, true)).toBe(kernel[1]);
      end = tensors[`${2 * i}.bias`]!.data_offsets[1];
    });
    expect(8 + length + end).toBe(bytes.length);
  }
});

test('turning twice is turning back', () => {
  const values = Float32Array.of(1, 2, 3, 4, 5, 6);
  expect(transposed(values, 2, 3)).toEqual(Float32Array.of(1, 4, 2, 5, 3, 6));
  expect(transposed(transposed(values, 2, 3), 3, 2)).toEqual(values);
});

test('the configuration is JSON with the way to the inputs', () => {
  const [config] = safetensors.files(sampleModels()[2]!);
  const { layers, inputs } = JSON.parse('text' in config! ? config.text : '') as {
    layers: object[];
    inputs: object[];
  };
  expect(layers.at(-1)).toMatchObject({ units: 3 });
  expect(inputs[0]).toMatchObject({ kind: 'number', column: 0 });
});
