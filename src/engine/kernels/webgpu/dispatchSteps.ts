/**
 * What the trainers share: their buffers, the hyperparameters' uniform buffer, and the dispatch of a shader that loops over
 * training steps, cut into submissions by the step time measured so far.
 */
import { UNIFORM_STRIDE_BYTES, type GpuCall } from './GpuCall.ts';
import type { ShaderProgram } from './Pipelines.ts';
import { HYPERPARAMETER_WORDS, writeHyperparameters } from './hyperparametersCode.ts';
import { pacerOf } from './SubmissionPacer.ts';
import { multiplyAdds, type TrainJob } from './TrainJob.ts';

export interface TrainBuffers {
  /** A copy of the given state; trained in place. */
  readonly state: GPUBuffer;
  readonly metrics: GPUBuffer;
  readonly x: GPUBuffer;
  readonly y: GPUBuffer;
  readonly order: GPUBuffer;
}

/** Uniform buffer of the hyperparameters. */
export function hyperparameterWords(job: TrainJob): ArrayBuffer {
  const data = new ArrayBuffer(4 * HYPERPARAMETER_WORDS);
  writeHyperparameters(new DataView(data), 0, job.hyperparameters, job.step0);
  return data;
}

/** Key of a step's measured time. */
export function timingKey(path: string, job: TrainJob): string {
  const widths = [job.shape.inputs, ...job.shape.layers.map((layer) => layer.units)].join('-');
  const { optimizer, clip } = job.hyperparameters;
  return `${path} ${widths} ${optimizer.name} ${clip?.by} ${job.largestBatch} ${job.networks}`;
}

/**
 * Runs a shader over all steps of a call. Bindings: the shader's own uniform, the hyperparameters, the range of steps of a
 * submission (dynamic offset), then `storage`.
 */
export function dispatchSteps(
  call: GpuCall,
  job: TrainJob,
  path: string,
  program: ShaderProgram,
  own: ArrayBuffer,
  storage: readonly GPUBuffer[],
  workgroups: number,
): void {
  const pipeline = call.pipelines.get(program);
  const pacer = pacerOf(call.device);
  const key = timingKey(path, job);
  const steps = job.batchSizes.length;
  const perSubmission = Math.min(steps, pacer.steps(key, multiplyAdds(job)));
  const submissions = Math.ceil(steps / perSubmission);
  const ranges = new Uint32Array((submissions * UNIFORM_STRIDE_BYTES) / 4);
  for (let i = 0; i < submissions; i++) {
    ranges.set(
      [i * perSubmission, Math.min(perSubmission, steps - i * perSubmission)],
      (i * UNIFORM_STRIDE_BYTES) / 4,
    );
  }
  const uniforms = [call.uniform(own), call.uniform(hyperparameterWords(job)), call.uniform(ranges.buffer)];
  const group = call.bindGroup(program, [...uniforms, ...storage]);
  const submittedMs = performance.now();
  for (let i = 0; i < submissions; i++) {
    call.pass((pass) => {
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, group, [i * UNIFORM_STRIDE_BYTES]);
      pass.dispatchWorkgroups(workgroups);
    });
  }
  void pacer.measure(call.device.queue, key, multiplyAdds(job), steps, submittedMs);
}
