/** The cpu device: plain JavaScript, the last resort; its kernels are the reference implementation. */
import { setBackend } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu/dist/base';
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/deviceErrors.ts';
import type { OpenedBackend } from './Device.ts';

export async function openCpu(): Promise<OpenedBackend> {
  if (!(await setBackend('cpu'))) throw failed(failures.cpuNotStarted());
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
