/**
 * DenseForward on WebGPU: validates the tensors, runs the fused or the tiled kernel and returns a new tensor. Nothing is
 * read back here, so that the next batch can be submitted while the last one is being read.
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { bug } from '#messages/bug.ts';
import { outputLayer, parameterCount, unitCount } from '#nn/NetworkShape.ts';
import type { DenseForwardAttrs } from '../contract.ts';
import { forwardPath } from './chooseStyle.ts';
import type { ForwardJob } from './ForwardJob.ts';
import { fusedForward } from './fusedForward.ts';
import { GpuCall } from './GpuCall.ts';
import { pacerOf } from './SubmissionPacer.ts';
import { tiledForward } from './tiledForward.ts';

function forwardJob(parameters: TensorInfo, x: TensorInfo, attrs: DenseForwardAttrs): ForwardJob {
  const { shape, everyLayer } = attrs;
  const expected = parameterCount(shape);
  const expect = (name: string, { dtype, shape: given }: TensorInfo, width: number): void => {
    if (dtype === 'float32' && given.length === 2 && given[1] === width) return;
    // A state row of one network begins with its parameters.
    if (name === 'parameters' && given[0] === 1 && given[1]! > width) return;
    throw bug(`DenseForward expects ${name} as float32 [*, ${width}]; got ${dtype} [${given.join(', ')}]`);
  };
  expect('parameters', parameters, expected);
  expect('x', x, shape.inputs);
  return {
    shape,
    everyLayer,
    networks: parameters.shape[0] ?? 0,
    count: x.shape[0] ?? 0,
    outputs: outputLayer(shape).units,
    unitCount: unitCount(shape),
    rowLength: expected,
  };
}

/**
 * Returns [R, N, outputs], or [R, U, N] with `everyLayer`.
 * @throws if the tensors' shapes do not fit the attributes.
 */
export function forwardOnWebgpu(
  backend: WebGPUBackend,
  parameters: TensorInfo,
  x: TensorInfo,
  attrs: DenseForwardAttrs,
): TensorInfo {
  const job = forwardJob(parameters, x, attrs);
  const { networks, count } = job;
  const shape = job.everyLayer ? [networks, job.unitCount, count] : [networks, count, job.outputs];
  if (networks * count === 0) return backend.makeTensorInfo(shape, 'float32', new Float32Array(0));
  const call = new GpuCall(backend);
  const output = call.output(shape);
  const path = forwardPath(job.shape);
  const pacer = pacerOf(call.device);
  const key = `forward ${path} ${job.rowLength} ${networks}`;
  // Timed in units of 64 samples, one workgroup of the fused kernel.
  const work = 64 * job.rowLength * networks;
  const submittedMs = performance.now();
  try {
    const run = path === 'fused' ? fusedForward : tiledForward;
    const buffers = { parameters: call.buffer(parameters), x: call.buffer(x), result: output.buffer };
    run(call, job, buffers, 64 * pacer.steps(key, work));
  } finally {
    call.end();
  }
  void pacer.measure(call.device.queue, key, work, count / 64, submittedMs);
  return output.info;
}
