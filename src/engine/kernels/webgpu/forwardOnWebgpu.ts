/**
 * DenseForward on WebGPU: checks the tensors, chooses the path by the widest layer and returns a new tensor. Nothing is
 * read back here, so the next batch can be submitted while the last is still being read.
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { parameterCount, unitCount, type NetworkShape } from '../../../spec/networkShape.ts';
import type { DenseForwardAttrs } from '../contract.ts';
import { forwardFused, forwardIsFused } from './fusedForward.ts';
import { GpuCall } from './GpuCall.ts';
import { paceOf } from './Pace.ts';
import { forwardTiled } from './tiledForward.ts';

export interface ForwardJob {
  readonly shape: NetworkShape;
  readonly everyLayer: boolean;
  readonly networks: number;
  readonly count: number;
  readonly outputs: number;
  readonly unitCount: number;
  /** Floats from one network's parameters to the next. */
  readonly rowLength: number;
}

function forwardJob(parameters: TensorInfo, x: TensorInfo, attrs: DenseForwardAttrs): ForwardJob {
  const { shape, everyLayer } = attrs;
  const wanted = parameterCount(shape);
  const expect = (name: string, { dtype, shape: given }: TensorInfo, width: number): void => {
    if (dtype === 'float32' && given.length === 2 && given[1] === width) return;
    throw new Error(
      `DenseForward wants ${name} as float32 [*, ${width}]; it got ${dtype} [${given.join(', ')}].`,
    );
  };
  expect('parameters', parameters, wanted);
  expect('x', x, shape.inputs);
  return {
    shape,
    everyLayer,
    networks: parameters.shape[0] ?? 0,
    count: x.shape[0] ?? 0,
    outputs: shape.layers.at(-1)?.units ?? 0,
    unitCount: unitCount(shape),
    rowLength: wanted,
  };
}

/** Returns [R, N, outputs], or [R, U, N] with `everyLayer`. Throws if shapes do not fit the attributes. */
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
  const isFused = forwardIsFused(job.shape);
  const pace = paceOf(call.device);
  const key = `forward ${isFused} ${job.rowLength} ${networks}`;
  // Paced in units of 64 samples: fewer do not fill a workgroup.
  const work = 64 * job.rowLength * networks;
  const submittedMs = performance.now();
  try {
    const run = isFused ? forwardFused : forwardTiled;
    const buffers = { parameters: call.buffer(parameters), x: call.buffer(x), result: output.buffer };
    run(call, job, buffers, 64 * pace.steps(key, work));
  } finally {
    call.end();
  }
  void pace.watch(call.device.queue, key, work, count / 64, submittedMs);
  return output.info;
}
