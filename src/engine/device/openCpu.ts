/** The cpu device: plain JavaScript, the last resort; its kernels are the reference implementation. */
import { setBackend } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu/dist/base';
import type { OpenedBackend } from './Device.ts';

export async function openCpu(): Promise<OpenedBackend> {
  if (!(await setBackend('cpu'))) throw new Error('tfjs could not start its cpu backend.');
  return {
    adapter: 'JavaScript',
    software: true,
    threads: 1,
    maxTensorBytes: 2 ** 31,
    lost: new Promise(() => undefined),
    isLost: () => false,
    lose: () => undefined,
  };
}
