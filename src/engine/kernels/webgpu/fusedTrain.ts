/**
 * DenseTrain where a network fits into workgroup memory: uploads the tables, then dispatches the fused shader for a
 * number of steps at a time, one workgroup a network, each submission sized by the pace measured so far.
 */
import { layerPlaces } from '../../../spec/networkShape.ts';
import { activationNumber } from './activationCode.ts';
import { fusedLayout, gradientTable, type FusedLayout } from './fusedLayout.ts';
import { CALL_WORDS, fusedTrainProgram, LAYER_WORDS, MOST_LAYERS } from './fusedTrainCode.ts';
import { SPAN_BYTES, type GpuCall } from './GpuCall.ts';
import { paceOf } from './Pace.ts';
import { PLAN_WORDS, writePlan } from './planCode.ts';
import { isSoftware } from './isSoftware.ts';
import { multiplyAdds, stepTable, type TrainJob } from './TrainJob.ts';

export interface TrainBuffers {
  /** Already holds a copy of the state that was given; trained in place. */
  readonly state: GPUBuffer;
  readonly metrics: GPUBuffer;
  readonly x: GPUBuffer;
  readonly y: GPUBuffer;
  readonly order: GPUBuffer;
}

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

/** The plan's uniform block; its last word is the number of the first update, where the dropout stream goes on. */
export function planWords(job: TrainJob): ArrayBuffer {
  const data = new ArrayBuffer(4 * PLAN_WORDS);
  const view = new DataView(data);
  writePlan(view, 0, job.plan);
  view.setUint32(4 * (PLAN_WORDS - 1), job.step0, true);
  return data;
}

/** Key under which the pace of such a step is remembered. */
export function paceKey(path: string, job: TrainJob): string {
  const widths = [job.shape.inputs, ...job.shape.layers.map((layer) => layer.units)].join('-');
  return `${path} ${widths} ${job.plan.optimizer.name} ${job.largestBatch} ${job.networks}`;
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
  const pipeline = call.pipelines.get(program);
  const pace = paceOf(call.device);
  const key = paceKey('fused', job);
  const steps = job.batchSizes.length;
  const perSpan = Math.min(steps, pace.steps(key, multiplyAdds(job)));
  const spans = Math.ceil(steps / perSpan);
  const spanWords = new Uint32Array((spans * SPAN_BYTES) / 4);
  for (let i = 0; i < spans; i++) {
    spanWords.set([i * perSpan, Math.min(perSpan, steps - i * perSpan)], (i * SPAN_BYTES) / 4);
  }
  const group = call.bindGroup(program, [
    call.uniform(callWords(job, layout)),
    call.uniform(planWords(job)),
    call.uniform(spanWords.buffer),
    buffers.state,
    buffers.metrics,
    buffers.x,
    buffers.y,
    buffers.order,
    call.table(stepTable(job, 16)),
    call.table(gradientTable(job.shape, layout).buffer as ArrayBuffer),
  ]);
  const submittedMs = performance.now();
  for (let i = 0; i < spans; i++) {
    call.pass((pass) => {
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, group, [i * SPAN_BYTES]);
      pass.dispatchWorkgroups(job.networks);
    });
  }
  void pace.watch(call.device.queue, key, multiplyAdds(job), steps, submittedMs);
}
