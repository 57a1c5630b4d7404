import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { npzFile } from './npzFile.ts';

test('is a zip of arrays as NumPy writes them', () => {
  const values = Float32Array.of(1.5, -2, 3, 4, 5, 6);
  const files = unzipSync(npzFile({ kernel_0: { shape: [2, 3], values }, bias_0: { shape: [6], values } }));
  expect(Object.keys(files)).toEqual(['kernel_0.npy', 'bias_0.npy']);
  const file = files['kernel_0.npy']!;
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  expect(new TextDecoder('latin1').decode(file.slice(0, 8))).toBe('\u0093NUMPY\u0001\u0000');
  const length = view.getUint16(8, true);
  expect((10 + length) % 64).toBe(0);
  const header = new TextDecoder().decode(file.slice(10, 10 + length));
  expect(header.trimEnd()).toBe("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3,), }");
  expect(header.endsWith('\n')).toBe(true);
  expect(Array.from(values.keys(), (i) => view.getFloat32(10 + length + 4 * i, true))).toEqual([...values]);
});

test('the same arrays are the same bytes', () => {
  const arrays = { a: { shape: [1], values: Float32Array.of(1) } };
  expect(npzFile(arrays)).toEqual(npzFile(arrays));
});
