/**
 * Registers the reference implementation (nn/forward.ts, nn/train.ts) as the kernels of a tfjs backend: values are read
 * from the backend and results written back. This is the `cpu` device, and `wasm` without SIMD.
 */
import { registerKernel, type KernelBackend, type TensorInfo } from '@tensorflow/tfjs-core';
import { bug } from '#messages/bug.ts';
import { forward } from '#nn/forward.ts';
import { outputLayer, parameterCount } from '#nn/NetworkShape.ts';
import { slotCount } from '#nn/optimizers.ts';
import { trainSteps } from '#nn/train.ts';
import { DENSE_FORWARD, DENSE_TRAIN, type DenseForwardAttrs, type DenseTrainAttrs } from '../contract.ts';

const readFloats = (backend: KernelBackend, { dataId }: TensorInfo): Float32Array =>
  backend.readSync(dataId) as Float32Array;

function write(backend: KernelBackend, values: Float32Array, shape: number[]): TensorInfo {
  return { dataId: backend.write(values, shape, 'float32'), shape, dtype: 'float32' };
}

function runForward(
  backend: KernelBackend,
  inputs: { parameters: TensorInfo; x: TensorInfo },
  { shape, everyLayer }: DenseForwardAttrs,
): TensorInfo {
  const [networks, count] = [inputs.parameters.shape[0]!, inputs.x.shape[0]!];
  const parameters = readFloats(backend, inputs.parameters);
  const x = readFloats(backend, inputs.x);
  const length = parameterCount(shape);
  const width = everyLayer
    ? shape.layers.reduce((sum, { units }) => sum + units, 0)
    : outputLayer(shape).units;
  const output = new Float32Array(networks * width * count);
  for (let r = 0; r < networks; r++) {
    const layers = forward(shape, parameters.subarray(r * length, (r + 1) * length), x, count);
    let offset = r * width * count;
    if (!everyLayer) {
      output.set(layers.at(-1)!, offset);
      continue;
    }
    for (const layer of layers) {
      writeTransposed(layer, count, output.subarray(offset, offset + layer.length));
      offset += layer.length;
    }
  }
  return write(backend, output, everyLayer ? [networks, width, count] : [networks, count, width]);
}

/** [count, units] → [units, count]. */
function writeTransposed(layer: Float32Array, count: number, to: Float32Array): void {
  const units = layer.length / count;
  for (let n = 0; n < count; n++) for (let j = 0; j < units; j++) to[j * count + n] = layer[n * units + j]!;
}

function runTrain(
  backend: KernelBackend,
  inputs: { state: TensorInfo; x: TensorInfo; y: TensorInfo; order: TensorInfo },
  { shape, hyperparameters, batchSizes, step0, rates, isApart }: DenseTrainAttrs,
): TensorInfo[] {
  if (isApart) throw bug('networks with orders of their own take a call each in plain JavaScript');
  const networks = inputs.state.shape[0]!;
  const length = parameterCount(shape) * (1 + slotCount(hyperparameters.optimizer.name));
  const state = readFloats(backend, inputs.state);
  const [x, y] = [readFloats(backend, inputs.x), readFloats(backend, inputs.y)];
  const order = backend.readSync(inputs.order.dataId) as Int32Array;
  const nextState = new Float32Array(networks * length);
  const metrics = new Float32Array(networks * batchSizes.length * 2);
  for (let r = 0; r < networks; r++) {
    const row = state.subarray(r * length, (r + 1) * length);
    const trained = trainSteps(row, shape, hyperparameters, x, y, order, batchSizes, step0, rates);
    nextState.set(trained.state, r * length);
    metrics.set(trained.metrics, r * batchSizes.length * 2);
  }
  return [
    write(backend, nextState, [networks, length]),
    write(backend, metrics, [networks, batchSizes.length, 2]),
  ];
}

/** Registers both kernels for `backendName`; call it once per backend. */
export function registerReference(backendName: string): void {
  registerKernel({
    kernelName: DENSE_FORWARD,
    backendName,
    kernelFunc: ({ inputs, attrs, backend }) =>
      runForward(
        backend as KernelBackend,
        inputs as unknown as { parameters: TensorInfo; x: TensorInfo },
        attrs as unknown as DenseForwardAttrs,
      ),
  });
  registerKernel({
    kernelName: DENSE_TRAIN,
    backendName,
    kernelFunc: ({ inputs, attrs, backend }) =>
      runTrain(
        backend as KernelBackend,
        inputs as unknown as { state: TensorInfo; x: TensorInfo; y: TensorInfo; order: TensorInfo },
        attrs as unknown as DenseTrainAttrs,
      ),
  });
}
