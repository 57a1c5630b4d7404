/**
 * DenseForward for narrow networks: one dispatch over all samples and networks, cut into several only if it would take
 * longer than a submission may, by the time measured so far.
 */
import { MAX_LAYERS } from '#experiment/limits.ts';
import { layerOffsets, type NetworkShape } from '#nn/NetworkShape.ts';
import { activationNumber } from './activationCode.ts';
import { adapterStyle, type AdapterStyle } from './chooseStyle.ts';
import type { ForwardBuffers, ForwardJob } from './ForwardJob.ts';
import {
  FORWARD_CALL_WORDS,
  FORWARD_LAYER_WORDS,
  FORWARD_WORKGROUP_SIZE,
  fusedForwardProgram,
} from './fusedForwardCode.ts';
import { UNIFORM_STRIDE_BYTES, type GpuCall } from './GpuCall.ts';
import type { ShaderProgram } from './Pipelines.ts';

const widest = (shape: NetworkShape): number =>
  Math.max(shape.inputs, ...shape.layers.map((layer) => layer.units));

/** Column lengths are rounded up to multiples of eight, so that few distinct shaders are compiled. */
const columnLength = (shape: NetworkShape): number => Math.ceil(widest(shape) / 8) * 8;

export function fusedForwardOf(
  shape: NetworkShape,
  everyLayer: boolean,
  { columns }: AdapterStyle,
): ShaderProgram {
  return fusedForwardProgram(shape, everyLayer, columnLength(shape), columns);
}

export function fusedForward(
  call: GpuCall,
  job: ForwardJob,
  buffers: ForwardBuffers,
  samplesAtOnce: number,
): void {
  const { shape, count, everyLayer } = job;
  const program = fusedForwardOf(shape, everyLayer, adapterStyle(call.device));
  const words = new Uint32Array(FORWARD_CALL_WORDS + FORWARD_LAYER_WORDS * MAX_LAYERS);
  words.set([shape.layers.length, shape.inputs, job.outputs, job.rowLength]);
  words.set([count, job.unitCount], 4);
  for (const [l, { inputs, units, kernelOffset }] of layerOffsets(shape).entries()) {
    const activation = Math.max(0, activationNumber(shape.layers[l]!.activation));
    words.set([inputs, units, kernelOffset, activation], FORWARD_CALL_WORDS + FORWARD_LAYER_WORDS * l);
  }
  const chunk = Math.min(count, samplesAtOnce);
  const chunks = Math.ceil(count / chunk);
  const ranges = new Uint32Array((chunks * UNIFORM_STRIDE_BYTES) / 4);
  for (let c = 0; c < chunks; c++) {
    ranges.set([c * chunk, Math.min(chunk, count - c * chunk)], (c * UNIFORM_STRIDE_BYTES) / 4);
  }
  const group = call.bindGroup(program, [
    call.uniform(words.buffer),
    call.uniform(ranges.buffer),
    buffers.parameters,
    buffers.x,
    buffers.result,
  ]);
  const pipeline = call.pipelines.get(program);
  for (let c = 0; c < chunks; c++) {
    call.pass((pass) => {
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, group, [c * UNIFORM_STRIDE_BYTES]);
      pass.dispatchWorkgroups(
        Math.ceil(Math.min(chunk, count - c * chunk) / FORWARD_WORKGROUP_SIZE),
        job.networks,
      );
    });
  }
}
