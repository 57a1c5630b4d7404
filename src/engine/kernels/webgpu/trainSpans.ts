/**
 * What the trainers share: their buffers, the plan's uniform block, and dispatching a shader that loops over steps for a
 * number of them at a time, each submission sized by the pace measured so far.
 */
import { SPAN_BYTES, type GpuCall } from './GpuCall.ts';
import { paceOf } from './Pace.ts';
import type { ShaderProgram } from './Pipelines.ts';
import { PLAN_WORDS, writePlan } from './planCode.ts';
import { multiplyAdds, type TrainJob } from './TrainJob.ts';

export interface TrainBuffers {
  /** Already holds a copy of the state that was given; trained in place. */
  readonly state: GPUBuffer;
  readonly metrics: GPUBuffer;
  readonly x: GPUBuffer;
  readonly y: GPUBuffer;
  readonly order: GPUBuffer;
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

/**
 * Runs a shader over all steps of a call. Its bindings are a uniform block of its own, the plan, the span of steps, and
 * then `storage`.
 */
export function trainSpans(
  call: GpuCall,
  job: TrainJob,
  path: string,
  program: ShaderProgram,
  own: ArrayBuffer,
  storage: readonly GPUBuffer[],
  workgroups: number,
): void {
  const pipeline = call.pipelines.get(program);
  const pace = paceOf(call.device);
  const key = paceKey(path, job);
  const steps = job.batchSizes.length;
  const perSpan = Math.min(steps, pace.steps(key, multiplyAdds(job)));
  const spans = Math.ceil(steps / perSpan);
  const spanWords = new Uint32Array((spans * SPAN_BYTES) / 4);
  for (let i = 0; i < spans; i++) {
    spanWords.set([i * perSpan, Math.min(perSpan, steps - i * perSpan)], (i * SPAN_BYTES) / 4);
  }
  const uniforms = [call.uniform(own), call.uniform(planWords(job)), call.uniform(spanWords.buffer)];
  const group = call.bindGroup(program, [...uniforms, ...storage]);
  const submittedMs = performance.now();
  for (let i = 0; i < spans; i++) {
    call.pass((pass) => {
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, group, [i * SPAN_BYTES]);
      pass.dispatchWorkgroups(workgroups);
    });
  }
  void pace.watch(call.device.queue, key, multiplyAdds(job), steps, submittedMs);
}
