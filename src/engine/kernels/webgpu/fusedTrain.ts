/** DenseTrain for networks that fit into workgroup memory: uploads the tables and runs one workgroup per network. */
import { MAX_LAYERS } from '#experiment/limits.ts';
import { layerOffsets } from '#nn/NetworkShape.ts';
import { activationNumber } from './activationCode.ts';
import { adapterStyle } from './chooseStyle.ts';
import { dispatchSteps, type TrainBuffers } from './dispatchSteps.ts';
import { fusedLayout, gradientTable, type FusedLayout } from './fusedLayout.ts';
import { CALL_WORDS, fusedTrainProgram, LAYER_WORDS } from './fusedTrainCode.ts';
import type { GpuCall } from './GpuCall.ts';
import { STEP_BYTES, stepTable, type TrainJob } from './TrainJob.ts';

function callWords(job: TrainJob, layout: FusedLayout): ArrayBuffer {
  const words = new Uint32Array(CALL_WORDS + LAYER_WORDS * MAX_LAYERS);
  const { shape } = job;
  words.set([shape.layers.length, shape.inputs, job.outputs, job.parameters]);
  words.set([job.stateLength, layout.stride, layout.samples, layout.invocationsPerSample], 4);
  words.set([layout.gradientOffset, layout.partialsOffset, layout.inputOffset, job.batchSizes.length], 8);
  words.set([job.isApart ? job.batchSizes.length : 0], 12);
  for (const [i, { inputs, units, kernelOffset }] of layerOffsets(shape).entries()) {
    const { sourceOffset, targetOffset, deltaOffset } = layout.layers[i]!;
    const activation = Math.max(0, activationNumber(shape.layers[i]!.activation));
    const record = [inputs, units, kernelOffset, activation, sourceOffset, targetOffset, deltaOffset];
    words.set(record, CALL_WORDS + LAYER_WORDS * i);
  }
  return words.buffer;
}

export function fusedTrain(call: GpuCall, job: TrainJob, buffers: TrainBuffers): void {
  const layout = fusedLayout(
    job.shape,
    job.hyperparameters,
    job.largestBatch,
    call.device.limits,
    adapterStyle(call.device).samples,
  );
  const program = fusedTrainProgram(job.shape, job.hyperparameters, layout);
  const storage = [
    buffers.state,
    buffers.metrics,
    buffers.x,
    buffers.y,
    buffers.order,
    call.table(stepTable(job, STEP_BYTES)),
    call.table(gradientTable(job.shape, layout).buffer as ArrayBuffer),
  ];
  dispatchSteps(call, job, 'fused', program, callWords(job, layout), storage, job.networks);
}
