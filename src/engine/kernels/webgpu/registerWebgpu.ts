/**
 * Registers Fanout's kernels in tfjs for the `webgpu` backend. Both return new tensors and do not change their inputs.
 * They stay registered when the backend is replaced after a device was lost.
 */
import {
  registerKernel,
  type KernelConfig,
  type NamedAttrMap,
  type NamedTensorInfoMap,
} from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { bug } from '#messages/bug.ts';
import { DENSE_FORWARD, DENSE_TRAIN, type DenseForwardAttrs, type DenseTrainAttrs } from '../contract.ts';
import { forwardOnWebgpu } from './forwardOnWebgpu.ts';
import type { TrainTensors } from './TrainJob.ts';
import { trainOnWebgpu } from './trainOnWebgpu.ts';

interface KernelCall {
  readonly inputs: NamedTensorInfoMap;
  readonly attrs?: NamedAttrMap;
  readonly backend: unknown;
}

const KERNELS: KernelConfig[] = [
  {
    kernelName: DENSE_FORWARD,
    backendName: 'webgpu',
    kernelFunc: ({ inputs, attrs, backend }: KernelCall) => {
      const { parameters, x } = inputs;
      if (!parameters || !x) throw bug('DenseForward expects the tensors parameters and x');
      return forwardOnWebgpu(backend as WebGPUBackend, parameters, x, attrs as unknown as DenseForwardAttrs);
    },
  },
  {
    kernelName: DENSE_TRAIN,
    backendName: 'webgpu',
    kernelFunc: ({ inputs, attrs, backend }: KernelCall) => {
      const { state, x, y, order } = inputs;
      if (!state || !x || !y || !order) throw bug('DenseTrain expects the tensors state, x, y and order');
      const tensors: TrainTensors = { state, x, y, order };
      return trainOnWebgpu(backend as WebGPUBackend, tensors, attrs as unknown as DenseTrainAttrs);
    },
  },
];

let isRegistered = false;

export function registerWebgpu(): void {
  if (isRegistered) return;
  isRegistered = true;
  for (const kernel of KERNELS) registerKernel(kernel);
}
