/**
 * DenseTrain where a network is too large for workgroup memory: three dispatches a layer and step (forward, backward,
 * update) and one that judges, all on one bind group whose two dynamic offsets choose layer and step. As many steps go
 * into one submission as the measured pace allows.
 */
import { layerPlaces, type NetworkShape } from '../../../spec/networkShape.ts';
import { activationNumber } from './activationCode.ts';
import { SPAN_BYTES, type GpuCall } from './GpuCall.ts';
import { isSoftware } from './isSoftware.ts';
import { checkGroups, listedGroups, listingGroups, listWords } from './listedCode.ts';
import { matrixGroups, type ProductStyle } from './matrixCode.ts';
import { paceOf } from './Pace.ts';
import type { ShaderProgram } from './Pipelines.ts';
import { bindsLists, tiledTrainPrograms, type TrainStyle } from './tiledTrainCode.ts';
import { paceKey, planWords, type TrainBuffers } from './trainSpans.ts';
import { multiplyAdds, stepTable, type TrainJob } from './TrainJob.ts';

const SPAN_WORDS = SPAN_BYTES / 4;
/** Measured on a software adapter, 784-128-10: lists and blocks take as long where 0.38 of the inputs are not zero. */
const MOST_LISTED = 0.35;
/** From so many inputs on lists are worth their making. */
const LEAST_LISTED_INPUTS = 64;

/**
 * Whether the first layer may work from lists: lanes read four columns at once, so a row of the kernel must be a multiple
 * of four, and every network's parameters must begin at one.
 */
export function mayBeListed(
  { inputs, layers }: NetworkShape,
  stateLength: number,
  networks: number,
): boolean {
  const units = layers[0]?.units ?? 0;
  return inputs >= LEAST_LISTED_INPUTS && units % 4 === 0 && (networks === 1 || stateLength % 4 === 0);
}

/** How the products of a job are made. */
export function trainStyle(
  { shape, ink, stateLength, networks }: Pick<TrainJob, 'shape' | 'ink' | 'stateLength' | 'networks'>,
  software: boolean,
): TrainStyle {
  if (!software) return 'shared';
  return ink <= MOST_LISTED && mayBeListed(shape, stateLength, networks) ? 'listed' : 'direct';
}

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
  // Each network's deltas begin where they can be read four at a time.
  return { data: words.buffer, actsLength: target, deltasLength: 4 * Math.ceil(delta / 4) };
}

export function trainTiled(call: GpuCall, job: TrainJob, buffers: TrainBuffers): void {
  const style = trainStyle(job, isSoftware(call.backend));
  const matrixStyle: ProductStyle = style === 'listed' ? 'direct' : style;
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
    job.largestBatch,
  );
  const lists = call.scratch(4 * (style === 'listed' ? listWords(job.shape.inputs, job.largestBatch) : 1));
  // Its flags may be another call's.
  if (style === 'listed') call.submit((encoder) => encoder.clearBuffer(lists, 0, 8));
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
    ...(bindsLists(style) ? [lists] : []),
  ]);

  const places = layerPlaces(job.shape);
  const last = places.length - 1;
  const recordStep = (pass: GPUComputePassEncoder, step: number): void => {
    const run = (
      program: ShaderProgram,
      layer: number,
      [across, down]: [number, number],
      deep = networks,
    ): void => {
      pass.setPipeline(call.pipelines.get(program));
      pass.setBindGroup(0, group, [layer * SPAN_BYTES, step * SPAN_BYTES]);
      pass.dispatchWorkgroups(across, down, deep);
    };
    const size = job.batchSizes[step]!;
    const { inputs: firstInputs, units: firstUnits } = places[0]!;
    const product = (program: ShaderProgram, layer: number, rows: number, columns: number): void =>
      run(
        program,
        layer,
        programs.lists && layer === 0
          ? listedGroups(rows, columns)
          : matrixGroups(matrixStyle, rows, columns),
      );
    if (programs.lists) {
      run(programs.lists.checkKernel, 0, checkGroups(firstInputs * firstUnits));
      run(programs.lists.samples, 0, listingGroups(size), 1);
    }
    for (const [l, { units }] of places.entries()) product(programs.forward[l === 0 ? 0 : 1], l, size, units);
    run(programs.judge, last, [1, 1]);
    for (let l = last; l >= 0; l--) {
      const { inputs, units } = places[l]!;
      if (l > 0) product(programs.backward, l, size, inputs);
      if (l === 0 && programs.lists) {
        run(programs.lists.checkDeltas, 0, checkGroups(size * firstUnits));
        run(programs.lists.inputs, 0, listingGroups(firstInputs + 1), 1);
      }
      product(programs.update[l === 0 ? 0 : 1], l, inputs + 1, units);
    }
  };

  const pace = paceOf(call.device);
  const key = paceKey(style, job);
  const perSubmission = pace.steps(key, multiplyAdds(job));
  const submittedMs = performance.now();
  for (let first = 0; first < steps; first += perSubmission) {
    call.pass((pass) => {
      for (let step = first; step < Math.min(steps, first + perSubmission); step++) recordStep(pass, step);
    });
  }
  void pace.watch(call.device.queue, key, multiplyAdds(job), steps, submittedMs);
}
