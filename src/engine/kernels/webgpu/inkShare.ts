/**
 * How much of a data set is not zero, which decides whether a software adapter works from lists. tfjs forgets a tensor's
 * values on the CPU once they are on the GPU, so they are looked at before that, and remembered by the tensor's identity.
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';

/** Of a large data set, so many values spread over it tell enough. */
const MOST_LOOKED_AT = 1 << 18;

const shares = new WeakMap<object, number>();

/** Share of values that are not zero, from 0 to 1; 1 where they were never seen on the CPU. */
export function inkShare(backend: WebGPUBackend, { dataId }: TensorInfo): number {
  const known = shares.get(dataId);
  if (known !== undefined) return known;
  const { values } = backend.tensorMap.get(dataId);
  if (!(values instanceof Float32Array) || values.length === 0) return 1;
  // An odd stride, so that it does not meet the same column of every row.
  const stride = Math.ceil(values.length / MOST_LOOKED_AT) | 1;
  let [ink, seen] = [0, 0];
  for (let i = 0; i < values.length; i += stride) {
    seen += 1;
    if (values[i] !== 0) ink += 1;
  }
  shares.set(dataId, ink / seen);
  return ink / seen;
}
