/**
 * WebGPU: requests adapter and device itself and passes them to tfjs, to listen for device loss and errors (tfjs does neither)
 * and to raise the limits to what the adapter allows.
 */
import { registerBackend, removeBackend, setBackend } from '@tensorflow/tfjs-core';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu/dist/base';
import { failed, type Failure } from '#messages/Failure.ts';
import * as failures from '#messages/generated/deviceErrors.ts';
import type { OpenedBackend } from './Device.ts';
import { adapterName } from './requestAdapter.ts';

/** Limits that matter for wide layers and large data; each is requested at the adapter's maximum. */
const RAISED_LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupsPerDimension',
] as const satisfies readonly (keyof GPUSupportedLimits)[];

/** Opens a device on `adapter` and makes it tfjs's current backend. */
export async function openWebgpu(adapter: GPUAdapter): Promise<OpenedBackend> {
  const requiredLimits: Record<string, number> = {};
  for (const name of RAISED_LIMITS) {
    const value = adapter.limits[name];
    if (typeof value === 'number') requiredLimits[name] = value;
  }
  const device = await adapter.requestDevice({ requiredLimits });
  let isLost = false;
  const lost = new Promise<Failure>((resolve) => {
    const lose = (why: Failure): void => {
      isLost = true;
      resolve(why);
    };
    void device.lost.then(({ reason, message }) => lose(failures.gpuLost({ why: message || reason })));
    // After an invalid command later results may be stale values of other tensors: treated as a loss.
    device.addEventListener('uncapturederror', (event) => {
      lose(failures.gpuError({ why: event.error.message }));
    });
  });
  removeBackend('webgpu');
  const backend = new WebGPUBackend(device, adapter.info);
  registerBackend('webgpu', () => backend, 3);
  if (!(await setBackend('webgpu'))) throw failed(failures.gpuNotStarted());
  return {
    adapter: adapterName(adapter.info),
    software: adapter.info.isFallbackAdapter,
    maxTensorBytes: Math.min(device.limits.maxBufferSize, device.limits.maxStorageBufferBindingSize),
    lost,
    isLost: () => isLost,
    lose: () => device.destroy(),
  };
}
