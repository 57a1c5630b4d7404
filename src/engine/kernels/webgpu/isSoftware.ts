/**
 * Whether a GPU device is really the processor (a software adapter). It then has few lanes and dear barriers, and the
 * kernels are laid out for that. Told by the device's own adapter information; where a browser does not tell, hardware
 * is assumed.
 */
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';

export function isSoftware(backend: WebGPUBackend): boolean {
  // Newer than the WebGPU declarations that tfjs brings along.
  const info = (backend.device as { adapterInfo?: { isFallbackAdapter?: boolean; architecture?: string } })
    .adapterInfo;
  return info?.isFallbackAdapter === true || info?.architecture === 'swiftshader';
}
