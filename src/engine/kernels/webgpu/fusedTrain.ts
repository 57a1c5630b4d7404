/** DenseTrain where a network fits into workgroup memory: uploads the tables and runs one workgroup a network. */
import { layerPlaces } from '../../../spec/networkShape.ts';
import { activationNumber } from './activationCode.ts';
import { fusedLayout, gradientTable, type FusedLayout } from './fusedLayout.ts';
import { CALL_WORDS, fusedTrainProgram, LAYER_WORDS, MOST_LAYERS } from './fusedTrainCode.ts';
import type { GpuCall } from './GpuCall.ts';
import { isSoftware } from './isSoftware.ts';
import { stepTable, type TrainJob } from './TrainJob.ts';
import { trainSpans, type TrainBuffers } from './trainSpans.ts';

function callWords(job: TrainJob, layout: FusedLayout): ArrayBuffer {
  const words = new Uint32Array(CALL_WORDS + LAYER_WORDS * MOST_LAYERS);
  const { shape } = job;
  words.set([shape.layers.length, shape.inputs, job.outputs, job.parameters]);
  words.set([job.stateLength, layout.stride, layout.samples, layout.lanes], 4);
  words.set([layout.gradientAt, layout.partialsAt, layout.inputAt, job.batchSizes.length], 8);
  for (const [i, place] of layerPlaces(shape).entries()) {
    const { from, to, delta } = layout.layers[i]!;
    const activation = Math.max(0, activationNumber(shape.layers[i]!.activation));
    const row = [place.inputs, place.units, place.kernelOffset, activation, from, to, delta];
    words.set(row, CALL_WORDS + LAYER_WORDS * i);
  }
  return words.buffer;
}

export function trainFused(call: GpuCall, job: TrainJob, buffers: TrainBuffers): void {
  const layout = fusedLayout(
    job.shape,
    job.plan,
    job.largestBatch,
    call.device.limits,
    isSoftware(call.backend),
  );
  const program = fusedTrainProgram(job.shape, job.plan, layout);
  const storage = [
    buffers.state,
    buffers.metrics,
    buffers.x,
    buffers.y,
    buffers.order,
    call.table(stepTable(job, 16)),
    call.table(gradientTable(job.shape, layout).buffer as ArrayBuffer),
  ];
  trainSpans(call, job, 'fused', program, callWords(job, layout), storage, job.networks);
}
