/**
 * Loads and registers the kernels of a device. Each implementation is loaded only when its device opens, so that a browser
 * without WebGPU never fetches WGSL, and registered only once: tfjs keeps kernels even when a backend is reopened.
 */
import { env, findBackend } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { DeviceName } from '#experiment/vocabulary.ts';
import type { KernelSet } from './KernelSet.ts';

/** Orders of magnitude of a slow laptop, rounded down; the WebGPU values are in `webgpu/chooseStyle.ts`. */
const MULTIPLY_ADDS_PER_SECOND = { reference: 2e8, wasm: 2e9 } as const;

async function reference(backendName: string): Promise<KernelSet> {
  const [{ registerReference }, slices] = await Promise.all([
    import('./cpu/registerReference.ts'),
    import('./cpu/trainInSlices.ts'),
  ]);
  registerReference(backendName);
  return {
    multiplyAddsPerSecond: MULTIPLY_ADDS_PER_SECOND.reference,
    path: () => 'reference',
    prepare: () => Promise.resolve(),
    ...slices,
  };
}

const REGISTER: Readonly<Record<DeviceName, () => Promise<KernelSet>>> = {
  cpu: () => reference('cpu'),
  async wasm() {
    // Browsers before 2023 have no SIMD: the reference runs instead.
    if (!(await env().getAsync('WASM_HAS_SIMD_SUPPORT'))) return reference('wasm');
    const { registerWasm, wasmPath } = await import('./wasm/registerWasm.ts');
    const kernels = await registerWasm();
    return {
      multiplyAddsPerSecond: MULTIPLY_ADDS_PER_SECOND.wasm,
      path: wasmPath,
      prepare: () => Promise.resolve(),
      ...kernels,
    };
  },
  async webgpu() {
    const [{ registerWebgpu }, { prepareWebgpu }, { adapterStyle, trainingPath }, { pipelinesOf }] =
      await Promise.all([
        import('./webgpu/registerWebgpu.ts'),
        import('./webgpu/prepareWebgpu.ts'),
        import('./webgpu/chooseStyle.ts'),
        import('./webgpu/Pipelines.ts'),
      ]);
    registerWebgpu();
    // Looked up each time: after a device loss there is another backend under the same name.
    const backend = (): WebGPUBackend => findBackend('webgpu') as WebGPUBackend;
    return {
      multiplyAddsPerSecond: adapterStyle(backend().device).multiplyAddsPerSecond,
      path: (shape) => trainingPath(shape, backend().device.limits),
      trainsTogether: (shape) => trainingPath(shape, backend().device.limits) === 'fused',
      prepare: (shape, hyperparameters, batchSize) =>
        prepareWebgpu(backend(), shape, hyperparameters, batchSize),
      recompile: () => pipelinesOf(backend().device).forget(),
    };
  },
};

const registered = new Map<DeviceName, Promise<KernelSet>>();

/** Registers a device's kernels once; after a failure the next call tries again. */
export function registerKernels(name: DeviceName): Promise<KernelSet> {
  const known = registered.get(name);
  if (known) return known;
  const kernels = REGISTER[name]();
  registered.set(name, kernels);
  kernels.catch(() => registered.delete(name));
  return kernels;
}
