/**
 * DenseTrain for networks too large for workgroup memory: three dispatches a layer and step (forward, backward, update) and
 * one for loss and gradient, all with one bind group whose two dynamic offsets select layer and step. Clipping by norm adds one
 * for the norm and one a layer, with the gradient as one more buffer. As many steps go into
 * one submission as the measured step time allows.
 */
import { layerOffsets } from '#nn/NetworkShape.ts';
import { activationNumber } from './activationCode.ts';
import { adapterStyle } from './chooseStyle.ts';
import { hyperparameterWords, timingKey, type TrainBuffers } from './dispatchSteps.ts';
import { UNIFORM_STRIDE_BYTES, type GpuCall } from './GpuCall.ts';
import { matrixGroups } from './matrixCode.ts';
import type { ShaderProgram } from './Pipelines.ts';
import { pacerOf } from './SubmissionPacer.ts';
import { moveGroups, NORM_GROUPS, tiledTrainPrograms } from './tiledTrainCode.ts';
import { multiplyAdds, stepTable, type TrainJob } from './TrainJob.ts';

const UNIFORM_STRIDE_WORDS = UNIFORM_STRIDE_BYTES / 4;

/** One uniform a layer; hidden activations, and deltas of all layers, are stored one layer after the other. */
function layerTable(job: TrainJob): { data: ArrayBuffer; activationsLength: number; deltasLength: number } {
  const layers = layerOffsets(job.shape);
  const words = new Uint32Array(layers.length * UNIFORM_STRIDE_WORDS);
  let sourceOffset = 0;
  let targetOffset = 0;
  let deltaOffset = 0;
  let previousDeltaOffset = 0;
  for (const [l, { inputs, units, kernelOffset }] of layers.entries()) {
    const activation = Math.max(0, activationNumber(job.shape.layers[l]!.activation));
    const isLast = l === layers.length - 1;
    const offsets = [sourceOffset, targetOffset, deltaOffset, previousDeltaOffset];
    words.set(
      [inputs, units, kernelOffset, activation, ...offsets, l, isLast ? 1 : 0],
      l * UNIFORM_STRIDE_WORDS,
    );
    sourceOffset = targetOffset;
    targetOffset += isLast ? 0 : units * job.largestBatch;
    previousDeltaOffset = deltaOffset;
    deltaOffset += units * job.largestBatch;
  }
  return { data: words.buffer, activationsLength: targetOffset, deltasLength: deltaOffset };
}

export function tiledTrain(call: GpuCall, job: TrainJob, buffers: TrainBuffers): void {
  const style = adapterStyle(call.device).product;
  const programs = tiledTrainPrograms(job.shape, job.hyperparameters, style);
  const table = layerTable(job);
  const { networks } = job;
  const steps = job.batchSizes.length;
  const callWords = Uint32Array.of(
    job.parameters,
    job.stateLength,
    table.activationsLength,
    table.deltasLength,
    steps,
    job.outputs,
  );
  const shared = [
    call.uniform(callWords.buffer),
    call.uniform(hyperparameterWords(job)),
    call.uniform(table.data),
    call.uniform(stepTable(job, UNIFORM_STRIDE_BYTES)),
    buffers.state,
    call.scratch(4 * networks * table.activationsLength),
    call.scratch(4 * networks * table.deltasLength),
    buffers.metrics,
    buffers.x,
    buffers.y,
    buffers.order,
  ];
  const group = call.bindGroup(programs.lossAndGradient, shared);
  const gradientBytes = 4 * networks * (job.parameters + NORM_GROUPS);
  const groupWithGradient = programs.byNorm
    ? call.bindGroup(programs.byNorm.squares, [...shared, call.scratch(gradientBytes)])
    : group;

  const layers = layerOffsets(job.shape);
  const last = layers.length - 1;
  const recordStep = (pass: GPUComputePassEncoder, step: number): void => {
    const run = (
      program: ShaderProgram,
      layer: number,
      [across, down]: [number, number],
      bound = group,
    ): void => {
      pass.setPipeline(call.pipelines.get(program));
      pass.setBindGroup(0, bound, [layer * UNIFORM_STRIDE_BYTES, step * UNIFORM_STRIDE_BYTES]);
      pass.dispatchWorkgroups(across, down, networks);
    };
    const size = job.batchSizes[step]!;
    for (const [l, { units }] of layers.entries()) {
      run(programs.forward[l === 0 ? 0 : 1], l, matrixGroups(style, size, units));
    }
    run(programs.lossAndGradient, last, [1, 1]);
    for (let l = last; l >= 0; l--) {
      const { inputs, units } = layers[l]!;
      if (l > 0) run(programs.backward, l, matrixGroups(style, size, inputs));
      run(programs.update[l === 0 ? 0 : 1], l, matrixGroups(style, inputs + 1, units), groupWithGradient);
    }
    if (!programs.byNorm) return;
    run(programs.byNorm.squares, last, [NORM_GROUPS, 1], groupWithGradient);
    for (const [l, { inputs, units }] of layers.entries()) {
      run(programs.byNorm.move, l, [moveGroups((inputs + 1) * units), 1], groupWithGradient);
    }
  };

  const pacer = pacerOf(call.device);
  const key = timingKey('tiled', job);
  const perSubmission = pacer.steps(key, multiplyAdds(job));
  const submittedMs = performance.now();
  for (let first = 0; first < steps; first += perSubmission) {
    call.pass((pass) => {
      for (let step = first; step < Math.min(steps, first + perSubmission); step++) recordStep(pass, step);
    });
  }
  void pacer.measure(call.device.queue, key, multiplyAdds(job), steps, submittedMs);
}
