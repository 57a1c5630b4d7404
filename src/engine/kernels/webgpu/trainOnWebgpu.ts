/**
 * DenseTrain on WebGPU: copies the state, trains the copy in place on the fused or the tiled path, and returns it with the
 * metrics. Nothing is read back; the tensors hold their values once the queue has finished.
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { DenseTrainAttrs } from '../contract.ts';
import { bug } from '#messages/bug.ts';
import { trainingPath } from './chooseStyle.ts';
import { fusedTrain } from './fusedTrain.ts';
import { GpuCall } from './GpuCall.ts';
import { tiledTrain } from './tiledTrain.ts';
import { trainJob, type TrainTensors } from './TrainJob.ts';

/**
 * Returns `state'` [R, S] and `metrics` [R, steps, 2] as new tensors.
 * @throws if the tensors do not fit the attributes.
 */
export function trainOnWebgpu(
  backend: WebGPUBackend,
  tensors: TrainTensors,
  attrs: DenseTrainAttrs,
): TensorInfo[] {
  const job = trainJob(tensors, attrs);
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
    const path = trainingPath(job.shape, call.device.limits);
    if (job.isApart && path !== 'fused') throw bug('networks too large for a workgroup have one order');
    const train = path === 'fused' ? fusedTrain : tiledTrain;
    train(call, job, buffers);
  } finally {
    call.end();
  }
  return [state.info, metrics.info];
}
