/**
 * Which implementation answers for which device. Each is loaded only when its device opens, so that a browser without
 * WebGPU never fetches WGSL, and registered only once, for tfjs keeps kernels even when a backend is reopened.
 */
import type { DeviceName } from '../../spec/vocabulary.ts';

/** Loads and registers one device's kernels and gives the name of their implementation, as the reader sees it. */
const REGISTER: Readonly<Record<DeviceName, () => Promise<string>>> = {
  async cpu() {
    const { registerReference } = await import('./reference/registerReference.ts');
    registerReference('cpu');
    return 'reference';
  },
  async wasm() {
    const { registerReference } = await import('./reference/registerReference.ts');
    registerReference('wasm');
    return 'reference';
  },
  async webgpu() {
    const { registerReference } = await import('./reference/registerReference.ts');
    registerReference('webgpu');
    return 'reference';
  },
};

const registered = new Map<DeviceName, Promise<string>>();

/** Resolves with the path that `DeviceReport.path` names. A failure is not remembered: the next call tries again. */
export function registerKernels(name: DeviceName): Promise<string> {
  const known = registered.get(name);
  if (known) return known;
  const path = REGISTER[name]();
  registered.set(name, path);
  path.catch(() => registered.delete(name));
  return path;
}
