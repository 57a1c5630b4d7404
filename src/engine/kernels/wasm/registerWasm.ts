/**
 * Enters the compiled kernels into tfjs for the `wasm` backend. Inputs are read where they lie in tfjs's memory and
 * copied once into the kernels' own, but for rows that were written there (`inputRows`); outputs are copied back once a
 * call.
 */
import {
  registerKernel,
  type KernelConfig,
  type NamedTensorInfoMap,
  type Tensor2D,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm/dist/base';
import { parameterCount, type NetworkShape } from '../../../spec/networkShape.ts';
import {
  DENSE_FORWARD,
  DENSE_TRAIN,
  SLOTS_OF_OPTIMIZER,
  type DenseForwardAttrs,
  type DenseTrainAttrs,
} from '../contract.ts';
import { forwardCall } from './forwardCall.ts';
import { KernelMemory, type Keyed } from './KernelMemory.ts';
import { hasRelaxedSimd, instantiateKernels, recompileKernels } from './kernelModule.ts';
import { trainCall } from './trainCall.ts';
import { isWide } from './Workspace.ts';

/** Where tfjs keeps a tensor's values; a view that is good until tfjs allocates again. */
function keyed(backend: BackendWasm, tensor: TensorInfo): Keyed {
  return { values: backend.typedArrayFromHeap(tensor) as Float32Array, key: tensor.dataId };
}

/**
 * Before views are taken: a tensor still on another backend moves over when asked for, which may grow tfjs's memory and
 * so void earlier views. And the kernels' memory forgets what tfjs has disposed of.
 */
function settle(memory: KernelMemory, backend: BackendWasm, tensors: readonly TensorInfo[]): void {
  for (const { dataId } of tensors) backend.getMemoryOffset(dataId);
  const isAlive = (key: object): boolean => backend.dataIdMap.has(key);
  memory.kept.sweep(isAlive);
  memory.inputs.sweep(isAlive);
}

function want(tensor: TensorInfo | undefined, name: string, row: number): TensorInfo {
  if (!tensor) throw new Error(`The kernel wants a tensor named ${name}.`);
  const width = tensor.shape.length === 1 ? 1 : tensor.shape[1];
  if (width !== row) {
    throw new Error(`${name} has rows of ${width} values, but the network's shape asks for ${row}.`);
  }
  return tensor;
}

function forward(
  memory: KernelMemory,
  backend: BackendWasm,
  inputs: NamedTensorInfoMap,
  { shape, everyLayer }: DenseForwardAttrs,
): TensorInfo {
  const parameters = want(inputs['parameters'], 'parameters', parameterCount(shape));
  const x = want(inputs['x'], 'x', shape.inputs);
  const networks = parameters.shape[0]!;
  const samples = x.shape[0]!;
  settle(memory, backend, [parameters, x]);
  const written = memory.inputs.find(x.dataId);
  const values = forwardCall(memory, {
    shape,
    parameters: keyed(backend, parameters),
    networks,
    x: written === undefined ? keyed(backend, x).values : memory.floats(written, samples * shape.inputs),
    samples,
    everyLayer,
  });
  const width = values.length / (networks * samples);
  const outputShape = everyLayer ? [networks, width, samples] : [networks, samples, width];
  return backend.makeOutput(outputShape, 'float32', undefined, values);
}

function train(
  memory: KernelMemory,
  backend: BackendWasm,
  inputs: NamedTensorInfoMap,
  { shape, plan, batchSizes, step0 }: DenseTrainAttrs,
): TensorInfo[] {
  const row = parameterCount(shape) * (1 + SLOTS_OF_OPTIMIZER[plan.optimizer.name]);
  const state = want(inputs['state'], 'state', row);
  const x = want(inputs['x'], 'x', shape.inputs);
  const y = want(inputs['y'], 'y', shape.layers.at(-1)!.units);
  const order = want(inputs['order'], 'order', 1);
  const networks = state.shape[0]!;
  settle(memory, backend, [state, x, y, order]);
  const trained = trainCall(memory, {
    shape,
    plan,
    state: keyed(backend, state).values,
    networks,
    x: keyed(backend, x),
    y: keyed(backend, y),
    order: backend.typedArrayFromHeap(order) as Int32Array,
    batchSizes,
    step0,
  });
  return [
    backend.makeOutput([networks, row], 'float32', undefined, trained.state),
    backend.makeOutput([networks, batchSizes.length, 2], 'float32', undefined, trained.metrics),
  ];
}

/** @param memory the module's of now: it may be instantiated anew */
function kernels(memory: () => KernelMemory): KernelConfig[] {
  return [
    {
      kernelName: DENSE_FORWARD,
      backendName: 'wasm',
      kernelFunc: ({ inputs, attrs, backend }) =>
        forward(memory(), backend as BackendWasm, inputs, attrs as unknown as DenseForwardAttrs),
    },
    {
      kernelName: DENSE_TRAIN,
      backendName: 'wasm',
      kernelFunc: ({ inputs, attrs, backend }) =>
        train(memory(), backend as BackendWasm, inputs, attrs as unknown as DenseTrainAttrs),
    },
  ];
}

/** How a network is worked on, as the device report shows it. */
export const wasmPath = (shape: NetworkShape): string => (isWide(shape, 'train') ? 'packed' : 'narrow');

export interface WasmKernels {
  /** Compiles the module again, at once and on this thread, with fresh memory. */
  recompile(): void;
  /**
   * Where the kernels read the rows of `x`, instead of what tfjs holds for it: filling this view saves a copy. From
   * then on DenseForward answers what was last written here. The view is good until kernels run again; ask anew, and
   * write anew, before each call. Disposing of the tensor frees the place.
   */
  inputRows(x: Tensor2D): Float32Array;
}

/** Fetches the build that this engine can run. Rejects in words if it cannot be had. Call it once. */
export async function registerWasm(): Promise<WasmKernels> {
  const url = hasRelaxedSimd()
    ? new URL('./generated/denseRelaxed.wasm', import.meta.url)
    : new URL('./generated/dense.wasm', import.meta.url);
  const response = await fetch(url);
  if (!response.ok) {
    throw new Error(`The WebAssembly kernels did not load (${response.status}): reload the page.`);
  }
  const bytes = await response.arrayBuffer();
  let memory = new KernelMemory(await instantiateKernels(bytes));
  for (const kernel of kernels(() => memory)) registerKernel(kernel);
  return {
    recompile() {
      memory = new KernelMemory(recompileKernels(bytes));
    },
    inputRows({ dataId, size }) {
      const address = memory.inputs.place(dataId, 4 * size, [], () => {});
      return memory.floats(address, size);
    },
  };
}
