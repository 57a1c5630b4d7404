import { expect, test } from 'vitest';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { inkShare } from './inkShare.ts';

/** A backend that holds one tensor, whose values it forgets as tfjs does when they have been uploaded. */
function holding(values: Float32Array | null) {
  const held = { values };
  const backend = { tensorMap: new Map([[ID, held]]) } as unknown as WebGPUBackend;
  return { backend, upload: () => (held.values = null) };
}
const ID = {};
const tensor = { dataId: ID } as TensorInfo;
const fresh = (): TensorInfo => ({ dataId: {} }) as TensorInfo;

test('counts what is not zero, and remembers it when the values have gone to the GPU', () => {
  const { backend, upload } = holding(Float32Array.of(0, 2, 0, -0, Number.NaN));
  expect(inkShare(backend, tensor)).toBeCloseTo(0.4);
  upload();
  expect(inkShare(backend, tensor)).toBeCloseTo(0.4);
});

test('takes what it has never seen for dense, and asks again', () => {
  const later = fresh();
  const held: { values: Float32Array | null } = { values: null };
  const backend = { tensorMap: new Map([[later.dataId, held]]) } as unknown as WebGPUBackend;
  expect(inkShare(backend, later)).toBe(1);
  held.values = new Float32Array(10);
  expect(inkShare(backend, later)).toBe(0);
});

test('of a large data set, every column is looked at', () => {
  const large = fresh();
  // One column of 16 has ink: a stride of 16 would see all or nothing.
  const values = Float32Array.from({ length: 16 * 100_000 }, (_, i) => (i % 16 === 3 ? 1 : 0));
  const backend = { tensorMap: new Map([[large.dataId, { values }]]) } as unknown as WebGPUBackend;
  expect(inkShare(backend, large)).toBeCloseTo(1 / 16, 3);
});
