/**
 * DenseTrain on WebGPU: copies the state, hands the copy to the path that suits it, and returns it with the
 * metrics. Nothing is read back; the tensors are ready when the queue gets there.
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { DenseTrainAttrs } from '../contract.ts';
import { trainFused } from './fusedTrain.ts';
import { webgpuPath } from './fusedLayout.ts';
import { GpuCall } from './GpuCall.ts';
import { inkShare } from './inkShare.ts';
import { isSoftware } from './isSoftware.ts';
import { trainTiled } from './tiledTrain.ts';
import { trainJob, type TrainJob, type TrainTensors } from './TrainJob.ts';
import { trainsUnrolled, trainUnrolled } from './unrolledTrain.ts';

function trainerOf({ backend, device }: GpuCall, { shape, plan, networks }: TrainJob): typeof trainFused {
  if (trainsUnrolled(shape, networks, isSoftware(backend))) return trainUnrolled;
  return webgpuPath(shape, plan, device.limits) === 'fused' ? trainFused : trainTiled;
}

/** Returns `state'` [R, S] and `metrics` [R, steps, 2] as new tensors. Throws if shapes do not fit the attributes. */
export function trainOnWebgpu(
  backend: WebGPUBackend,
  tensors: TrainTensors,
  attrs: DenseTrainAttrs,
): TensorInfo[] {
  const job = trainJob(tensors, attrs, isSoftware(backend) ? inkShare(backend, tensors.x) : 1);
  const steps = job.batchSizes.length;
  const call = new GpuCall(backend);
  const given = call.buffer(tensors.state);
  const state = call.output([job.networks, job.stateLength]);
  if (steps === 0) {
    call.submit((encoder) => encoder.copyBufferToBuffer(given, 0, state.buffer, 0, given.size));
    return [state.info, backend.makeTensorInfo([job.networks, 0, 2], 'float32', new Float32Array(0))];
  }
  const metrics = call.output([job.networks, steps, 2]);
  const buffers = {
    state: state.buffer,
    metrics: metrics.buffer,
    x: call.buffer(tensors.x),
    y: call.buffer(tensors.y),
    order: call.buffer(tensors.order),
  };
  try {
    call.submit((encoder) => encoder.copyBufferToBuffer(given, 0, state.buffer, 0, state.buffer.size));
    trainerOf(call, job)(call, job, buffers);
  } finally {
    call.end();
  }
  return [state.info, metrics.info];
}
