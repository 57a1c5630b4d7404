/**
 * Registers the compiled kernels in tfjs for the `wasm` backend. The kernels have a memory of their own: inputs are copied from
 * tfjs's memory once per call, except rows and orders written in place (`inputRows`, `orderBuffer`) and cached data;
 * outputs are copied back once per call.
 */
import {
  registerKernel,
  type KernelConfig,
  type NamedTensorInfoMap,
  type Tensor1D,
  type Tensor2D,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm/dist/base';
import { fetchAgain } from '#data/fetchAgain.ts';
import { bug } from '#messages/bug.ts';
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/kernelErrors.ts';
import { type NetworkShape, outputLayer, parameterCount } from '#nn/NetworkShape.ts';
import { slotCount } from '#nn/optimizers.ts';
import { DENSE_FORWARD, DENSE_TRAIN, type DenseForwardAttrs, type DenseTrainAttrs } from '../contract.ts';
import type { OrderBuffer } from '../KernelSet.ts';
import { forwardCall } from './forwardCall.ts';
import { KernelMemory, type Keyed } from './KernelMemory.ts';
import { hasRelaxedSimd, instantiateKernels, recompileKernels } from './kernelModule.ts';
import { trainCall } from './trainCall.ts';
import { isWide } from './Workspace.ts';

/** A view of a tensor's values in tfjs's memory, valid until tfjs allocates again. */
function keyed(backend: BackendWasm, tensor: TensorInfo, length?: number): Keyed {
  const values = backend.typedArrayFromHeap(tensor) as Float32Array;
  return { values: values.subarray(0, length), key: tensor.dataId };
}

/**
 * To be called before views are taken: moves tensors from other backends, which may grow tfjs's memory and detach earlier
 * views, and frees cached data of disposed tensors.
 */
function prepareTensors(memory: KernelMemory, backend: BackendWasm, tensors: readonly TensorInfo[]): void {
  for (const { dataId } of tensors) backend.getMemoryOffset(dataId);
  const isAlive = (key: object): boolean => backend.dataIdMap.has(key);
  memory.cache.sweep(isAlive);
  memory.inputs.sweep(isAlive);
}

function expectRows(tensor: TensorInfo | undefined, name: string, row: number): TensorInfo {
  if (!tensor) throw bug(`the kernel expects a tensor named ${name}`);
  const width = tensor.shape.length === 1 ? 1 : tensor.shape[1];
  if (width !== row) {
    throw bug(`${name} has rows of ${width} values, but the network's shape needs ${row}`);
  }
  return tensor;
}

function forward(
  memory: KernelMemory,
  backend: BackendWasm,
  inputs: NamedTensorInfoMap,
  { shape, everyLayer }: DenseForwardAttrs,
): TensorInfo {
  const length = parameterCount(shape);
  const given = inputs['parameters'];
  // A state row of one network begins with its parameters.
  const isState = given?.shape[0] === 1 && given.shape[1]! > length;
  const parameters = isState ? given : expectRows(given, 'parameters', length);
  const x = expectRows(inputs['x'], 'x', shape.inputs);
  const networks = parameters.shape[0]!;
  const samples = x.shape[0]!;
  prepareTensors(memory, backend, [parameters, x]);
  const inPlace = memory.inputs.get(x.dataId);
  const values = forwardCall(memory, {
    shape,
    parameters: keyed(backend, parameters, networks * length),
    networks,
    x: inPlace === undefined ? keyed(backend, x).values : memory.floats(inPlace, samples * shape.inputs),
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
  { shape, hyperparameters, batchSizes, step0, rates, isApart }: DenseTrainAttrs,
): TensorInfo[] {
  if (isApart) throw bug('networks with orders of their own take a call each on wasm');
  const row = parameterCount(shape) * (1 + slotCount(hyperparameters.optimizer.name));
  const state = expectRows(inputs['state'], 'state', row);
  const x = expectRows(inputs['x'], 'x', shape.inputs);
  const y = expectRows(inputs['y'], 'y', outputLayer(shape).units);
  const order = expectRows(inputs['order'], 'order', 1);
  const networks = state.shape[0]!;
  prepareTensors(memory, backend, [state, x, y, order]);
  const inPlace = memory.inputs.get(order.dataId);
  const trained = trainCall(memory, {
    shape,
    hyperparameters,
    state: keyed(backend, state).values,
    networks,
    x: keyed(backend, x),
    y: keyed(backend, y),
    order: inPlace ?? (backend.typedArrayFromHeap(order) as Int32Array),
    batchSizes,
    step0,
    rates,
  });
  return [
    backend.makeOutput([networks, row], 'float32', undefined, trained.state),
    backend.makeOutput([networks, batchSizes.length, 2], 'float32', undefined, trained.metrics),
  ];
}

/** @param memory returns the present memory: the module may be instantiated again */
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

/** Name of the path that trains a network, as the device report shows it. */
export const wasmPath = (shape: NetworkShape): string => (isWide(shape, 'train') ? 'packed' : 'narrow');

export interface WasmKernels {
  /** Compiles the module again, synchronously, with fresh memory. */
  recompile(): void;
  /**
   * The kernels' own memory for the rows of `x`, which DenseForward reads from then on instead of tfjs's: writing here saves a
   * copy. The view is valid until a kernel runs; get it and write it again before each call. It is freed with the tensor.
   */
  inputRows(x: Tensor2D): Float32Array;
  /** The kernels' own memory for `order`, like `inputRows`, and the compiled shuffle. DenseTrain does not validate these indices. */
  orderBuffer(order: Tensor1D): OrderBuffer;
}

/**
 * Fetches, instantiates and registers the best build that this engine can run and that loads. Call it once.
 * @throws if none loads.
 */
export async function registerWasm(): Promise<WasmKernels> {
  const bytes = await fetchKernels();
  let memory = new KernelMemory(await instantiateKernels(bytes));
  for (const kernel of kernels(() => memory)) registerKernel(kernel);
  return {
    recompile() {
      memory = new KernelMemory(recompileKernels(bytes));
    },
    inputRows({ dataId, size }) {
      const address = memory.inputs.getOrAllocate(dataId, 4 * size, [], () => {});
      return memory.floats(address, size);
    },
    orderBuffer({ dataId, size }) {
      const current = memory;
      const address = current.inputs.getOrAllocate(dataId, 4 * size, [], () => {});
      return {
        values: current.words(address, size),
        shuffle: (key, start, count) => current.shuffle(key, count, address + 4 * start),
      };
    },
  };
}

async function fetchKernels(): Promise<ArrayBuffer> {
  const plain = new URL('./generated/dense.wasm', import.meta.url);
  const urls = hasRelaxedSimd()
    ? [new URL('./generated/denseRelaxed.wasm', import.meta.url), plain]
    : [plain];
  for (const url of urls) {
    const response = await fetchAgain(url).catch(() => null);
    const bytes = response?.ok ? await response.arrayBuffer() : null;
    // Some hosts serve their start page for a missing file.
    if (bytes && WebAssembly.validate(bytes)) return bytes;
  }
  throw failed(failures.notLoaded());
}
