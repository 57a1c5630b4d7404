/**
 * Which implementation answers for which device. Each is loaded only when its device opens, so that a browser without
 * WebGPU never fetches WGSL, and registered only once, for tfjs keeps kernels even when a backend is reopened.
 */
import { env, findBackend, type Tensor2D } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { NetworkShape } from '../../spec/networkShape.ts';
import type { DeviceName } from '../../spec/vocabulary.ts';
import type { TrainPlan } from './contract.ts';

/** What is known of a device's kernels beyond the kernels themselves. */
export interface KernelSet {
  /** Name of the implementation that trains this network, as `DeviceReport.path` shows it. */
  path(shape: NetworkShape, plan: TrainPlan): string;
  /** Resolves once whatever must be compiled for this network is; rejects in the compiler's words. */
  prepare(shape: NetworkShape, plan: TrainPlan, batchSize: number): Promise<void>;
  /** Throws away what was compiled, so that it is compiled again; absent where nothing is. */
  recompile?(): void;
  /**
   * Where DenseForward reads the rows of `x`, to be written before each call; absent where tensors have to be made.
   * The view is good for one call.
   */
  inputRows?(x: Tensor2D): Float32Array;
}

const REGISTER: Readonly<Record<DeviceName, () => Promise<KernelSet>>> = {
  async cpu() {
    const { registerReference } = await import('./reference/registerReference.ts');
    registerReference('cpu');
    return { path: () => 'reference', prepare: () => Promise.resolve() };
  },
  async wasm() {
    if (!(await env().getAsync('WASM_HAS_SIMD_SUPPORT'))) {
      // Browsers before 2023: correct, at the reference's speed.
      const { registerReference } = await import('./reference/registerReference.ts');
      registerReference('wasm');
      return { path: () => 'reference', prepare: () => Promise.resolve() };
    }
    const { registerWasm, wasmPath } = await import('./wasm/registerWasm.ts');
    const kernels = await registerWasm();
    return { path: wasmPath, prepare: () => Promise.resolve(), ...kernels };
  },
  async webgpu() {
    const [{ registerWebgpu }, { prepareWebgpu }, { webgpuPath }, { pipelinesOf }] = await Promise.all([
      import('./webgpu/registerWebgpu.ts'),
      import('./webgpu/prepareWebgpu.ts'),
      import('./webgpu/fusedLayout.ts'),
      import('./webgpu/Pipelines.ts'),
    ]);
    registerWebgpu();
    // Asked anew each time: after a loss there is another backend under the same name.
    const backend = (): WebGPUBackend => findBackend('webgpu') as WebGPUBackend;
    return {
      path: (shape, plan) => webgpuPath(shape, plan, backend().device.limits),
      prepare: (shape, plan, batchSize) => prepareWebgpu(backend(), shape, plan, batchSize),
      recompile: () => pipelinesOf(backend().device).forget(),
    };
  },
};

const registered = new Map<DeviceName, Promise<KernelSet>>();

/** A failure is not remembered: the next call tries again. */
export function registerKernels(name: DeviceName): Promise<KernelSet> {
  const known = registered.get(name);
  if (known) return known;
  const kernels = REGISTER[name]();
  registered.set(name, kernels);
  kernels.catch(() => registered.delete(name));
  return kernels;
}
