/**
 * DenseTrain where a network is too large for workgroup memory: three dispatches a layer and step (forward, backward,
 * update) and one that judges, all on one bind group whose two dynamic offsets choose layer and step. As many steps go
 * into one submission as the measured pace allows.
 */
import { layerPlaces } from '../../../spec/networkShape.ts';
import { activationNumber } from './activationCode.ts';
import { SPAN_BYTES, type GpuCall } from './GpuCall.ts';
import { isSoftware } from './isSoftware.ts';
import { matrixGroups } from './matrixCode.ts';
import { paceOf } from './Pace.ts';
import type { ShaderProgram } from './Pipelines.ts';
import { tiledTrainPrograms } from './tiledTrainCode.ts';
import { paceKey, planWords, type TrainBuffers } from './trainSpans.ts';
import { multiplyAdds, stepTable, type TrainJob } from './TrainJob.ts';

const SPAN_WORDS = SPAN_BYTES / 4;

/** One span a layer; activations of hidden layers and deltas of all lie one layer after the other. */
function layerTable(job: TrainJob): { data: ArrayBuffer; actsLength: number; deltasLength: number } {
  const places = layerPlaces(job.shape);
  const words = new Uint32Array(places.length * SPAN_WORDS);
  let source = 0;
  let target = 0;
  let delta = 0;
  let before = 0;
  for (const [l, { inputs, units, kernelOffset }] of places.entries()) {
    const activation = Math.max(0, activationNumber(job.shape.layers[l]!.activation));
    const isLast = l === places.length - 1;
    const row = [inputs, units, kernelOffset, activation, source, target, delta, before, l, isLast ? 1 : 0];
    words.set(row, l * SPAN_WORDS);
    source = target;
    target += isLast ? 0 : units * job.largestBatch;
    before = delta;
    delta += units * job.largestBatch;
  }
  return { data: words.buffer, actsLength: target, deltasLength: delta };
}

export function trainTiled(call: GpuCall, job: TrainJob, buffers: TrainBuffers): void {
  const style = isSoftware(call.backend) ? 'direct' : 'shared';
  const programs = tiledTrainPrograms(job.shape, job.plan, style);
  const layers = layerTable(job);
  const { networks } = job;
  const steps = job.batchSizes.length;
  const callWords = Uint32Array.of(
    job.parameters,
    job.stateLength,
    layers.actsLength,
    layers.deltasLength,
    steps,
    job.outputs,
  );
  const group = call.bindGroup(programs.judge, [
    call.uniform(callWords.buffer),
    call.uniform(planWords(job)),
    call.uniform(layers.data),
    call.uniform(stepTable(job, SPAN_BYTES)),
    buffers.state,
    call.scratch(4 * networks * layers.actsLength),
    call.scratch(4 * networks * layers.deltasLength),
    buffers.metrics,
    buffers.x,
    buffers.y,
    buffers.order,
  ]);

  const places = layerPlaces(job.shape);
  const last = places.length - 1;
  const recordStep = (pass: GPUComputePassEncoder, step: number): void => {
    const run = (program: ShaderProgram, layer: number, [across, down]: [number, number]): void => {
      pass.setPipeline(call.pipelines.get(program));
      pass.setBindGroup(0, group, [layer * SPAN_BYTES, step * SPAN_BYTES]);
      pass.dispatchWorkgroups(across, down, networks);
    };
    const size = job.batchSizes[step]!;
    for (const [l, { units }] of places.entries()) {
      run(programs.forward[l === 0 ? 0 : 1], l, matrixGroups(style, size, units));
    }
    run(programs.judge, last, [1, 1]);
    for (let l = last; l >= 0; l--) {
      const { inputs, units } = places[l]!;
      if (l > 0) run(programs.backward, l, matrixGroups(style, size, inputs));
      run(programs.update[l === 0 ? 0 : 1], l, matrixGroups(style, inputs + 1, units));
    }
  };

  const pace = paceOf(call.device);
  const key = paceKey('tiled', job);
  const perSubmission = pace.steps(key, multiplyAdds(job));
  const submittedMs = performance.now();
  for (let first = 0; first < steps; first += perSubmission) {
    call.pass((pass) => {
      for (let step = first; step < Math.min(steps, first + perSubmission); step++) recordStep(pass, step);
    });
  }
  void pace.watch(call.device.queue, key, multiplyAdds(job), steps, submittedMs);
}
