/**
 * DenseForward for narrow networks: one dispatch over all samples and networks, cut only where the measured pace says
 * that it would take too long.
 */
import { layerPlaces, type NetworkShape } from '../../../spec/networkShape.ts';
import { activationNumber } from './activationCode.ts';
import type { ForwardJob } from './forwardOnWebgpu.ts';
import {
  FORWARD_CALL_WORDS,
  FORWARD_LANES,
  FORWARD_LAYER_WORDS,
  fusedForwardProgram,
  WIDEST_FUSED_FORWARD,
} from './fusedForwardCode.ts';
import { isSoftware } from './isSoftware.ts';
import { MOST_LAYERS } from './fusedTrainCode.ts';
import { SPAN_BYTES, type GpuCall } from './GpuCall.ts';
import type { ShaderProgram } from './Pipelines.ts';
import type { ForwardBuffers } from './tiledForward.ts';

const widest = (shape: NetworkShape): number =>
  Math.max(shape.inputs, ...shape.layers.map((layer) => layer.units));

/** True where no layer, the input included, is wider than one lane's columns of workgroup memory. */
export function forwardIsFused(shape: NetworkShape): boolean {
  return widest(shape) <= WIDEST_FUSED_FORWARD;
}

/** Columns are rounded up to eight units, so that few distinct shaders arise. */
const columnsOf = (shape: NetworkShape): number => Math.ceil(widest(shape) / 8) * 8;

export function fusedForwardOf(shape: NetworkShape, everyLayer: boolean, software: boolean): ShaderProgram {
  return fusedForwardProgram(shape, everyLayer, columnsOf(shape), software);
}

export function forwardFused(
  call: GpuCall,
  job: ForwardJob,
  buffers: ForwardBuffers,
  samplesAtOnce: number,
): void {
  const { shape, count, everyLayer } = job;
  const program = fusedForwardOf(shape, everyLayer, isSoftware(call.backend));
  const words = new Uint32Array(FORWARD_CALL_WORDS + FORWARD_LAYER_WORDS * MOST_LAYERS);
  words.set([shape.layers.length, shape.inputs, job.outputs, job.rowLength]);
  words.set([count, job.unitCount], 4);
  for (const [l, { inputs, units, kernelOffset }] of layerPlaces(shape).entries()) {
    const activation = Math.max(0, activationNumber(shape.layers[l]!.activation));
    words.set([inputs, units, kernelOffset, activation], FORWARD_CALL_WORDS + FORWARD_LAYER_WORDS * l);
  }
  const chunk = Math.min(count, samplesAtOnce);
  const chunks = Math.ceil(count / chunk);
  const spans = new Uint32Array((chunks * SPAN_BYTES) / 4);
  for (let c = 0; c < chunks; c++) {
    spans.set([c * chunk, Math.min(chunk, count - c * chunk)], (c * SPAN_BYTES) / 4);
  }
  const group = call.bindGroup(program, [
    call.uniform(words.buffer),
    call.uniform(spans.buffer),
    buffers.parameters,
    buffers.x,
    buffers.result,
  ]);
  const pipeline = call.pipelines.get(program);
  for (let c = 0; c < chunks; c++) {
    call.pass((pass) => {
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, group, [c * SPAN_BYTES]);
      pass.dispatchWorkgroups(Math.ceil(Math.min(chunk, count - c * chunk) / FORWARD_LANES), job.networks);
    });
  }
}
