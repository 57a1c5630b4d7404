/** Distributions of every layer at the present, and sizes of gradient and step at every kept moment: measured when asked for. */
import { tensor2d } from '@tensorflow/tfjs-core';
import type { Device } from '#engine/device/Device.ts';
import { denseForward } from '#engine/kernels/denseForward.ts';
import { failed } from '#messages/Failure.ts';
import type { Hyperparameters } from '#nn/hyperparameters.ts';
import {
  distributionOf,
  layerSizes,
  unitStates,
  type LayerSizes,
  type UnitStates,
} from '#nn/layerStatistics.ts';
import { isSameShape } from '#nn/isSameShape.ts';
import { layerOffsets, parameterCount, type NetworkShape } from '#nn/NetworkShape.ts';
import { updateState } from '#nn/optimizers.ts';
import { batchesPerEpoch } from '#nn/schedule.ts';
import type { Distributions, LayerCurves } from '#protocol/inspect.ts';
import type { Checkpoint } from '#protocol/trainer.ts';
import type { Mark } from '../CheckpointTrack.ts';
import type { DeviceRun } from '../DeviceRun.ts';
import { parametersOf } from '../runStages.ts';
import { hyperparametersAt, planOf } from '../hyperparameters.ts';
import { readAndDispose } from '../predictRows.ts';
import { yieldToMessages } from '../yieldToMessages.ts';
import { lossGradients, type OneBatch } from './lossGradients.ts';

/** Samples that gradients and activations are of; fewer on a slow device. */
const MOST_SAMPLES = 1_000;
const LEAST_SAMPLES = 16;
/** What a measurement may take, by the device's pace; a backward pass is about two forward ones. */
const SECONDS = 0.5;
/** States of one call. */
const CALL_BYTES = 8 * 2 ** 20;

/** The first training samples, as many as the device computes gradients of for so many networks. */
function someSamples({ config, device }: DeviceRun, networks: number): OneBatch {
  const { data, shape } = config;
  const { inputs, targets, count } = data.train;
  const pace = (SECONDS * device.kernels.multiplyAddsPerSecond) / (3 * parameterCount(shape) * networks);
  const affordable = Math.max(LEAST_SAMPLES, Math.min(MOST_SAMPLES, Math.floor(pace)));
  return { inputs, targets, count: Math.min(count, affordable) };
}

/** What is measured of all layers at the present. */
interface MeasuredLayers {
  readonly checkpoint: Checkpoint;
  /** [P] */
  readonly parameters: Float32Array;
  readonly gradient: Float32Array;
  /** [U, count], on the first training samples. */
  readonly activations: Float32Array;
  readonly count: number;
  readonly loss: number;
  readonly layers: readonly (UnitStates & LayerSizes)[];
}

export async function measureLayers(run: DeviceRun): Promise<MeasuredLayers> {
  const { config, device } = run;
  const { shape } = config;
  const checkpoint = await run.checkpoint();
  const hyperparameters = run.hyperparametersNow;
  const batch = someSamples(run, 1);
  const parameters = parametersOf(shape, checkpoint).slice();
  const activations = await activationsOf(device, shape, parameters, batch);
  const { gradients, losses } = await lossGradients(device, shape, hyperparameters.loss, parameters, batch);
  const sizes = layerSizes(
    shape,
    parameters,
    gradients,
    stepped(shape, checkpoint, gradients, hyperparameters),
  );
  const { count } = batch;
  let unit = 0;
  const layers = shape.layers.map(({ units, activation }, i) => {
    const own = activations.subarray(unit * count, (unit += units) * count);
    return { ...unitStates(activation, own, count), ...sizes[i]! };
  });
  return { checkpoint, parameters, gradient: gradients, activations, count, loss: losses[0]!, layers };
}

export async function distributions(run: DeviceRun, bins?: number): Promise<Distributions> {
  const { shape } = run.config;
  const { checkpoint, parameters, gradient, activations, count, loss, layers } = await measureLayers(run);
  const { epoch, step } = checkpoint;
  let unit = 0;
  return {
    epoch,
    step,
    samples: count,
    loss,
    layers: layerOffsets(shape).map(({ kernelOffset, biasOffset, units }, i) => ({
      weights: distributionOf(parameters.subarray(kernelOffset, biasOffset), bins),
      biases: distributionOf(parameters.subarray(biasOffset, biasOffset + units), bins),
      gradients: distributionOf(gradient.subarray(kernelOffset, biasOffset), bins),
      activations: distributionOf(activations.subarray(unit * count, (unit += units) * count), bins),
      ...layers[i]!,
    })),
  };
}

/** What was measured of a kept moment, and on what: a moment is measured once, however often its curve is looked at. */
interface MeasuredMark extends Pick<DeviceRun['config'], 'data' | 'shape'> {
  readonly samples: number;
  readonly sizes: readonly LayerSizes[];
}
const measured = new WeakMap<Mark, MeasuredMark>();

/** Gradient and step at every kept moment, with the loss and the rate that it had. */
export async function layerCurves(run: DeviceRun, marks: readonly Mark[]): Promise<LayerCurves> {
  const { shape, data } = run.config;
  const batch = someSamples(run, Math.max(1, marks.length));
  const isKnown = (mark: Mark): boolean => {
    const found = measured.get(mark);
    return found?.data === data && found.samples === batch.count && isSameShape(found.shape, shape);
  };
  await measureMarks(
    run,
    marks.filter((mark) => !isKnown(mark)),
    batch,
  );
  const sizes = marks.map((mark) => measured.get(mark)!.sizes);
  return {
    epoch: marks.map(({ checkpoint }) => checkpoint.epoch),
    step: marks.map(({ checkpoint }) => checkpoint.step),
    samples: batch.count,
    layers: shape.layers.map((_, l) => ({
      gradientNorm: sizes.map((layers) => layers[l]!.gradientNorm),
      updateRatio: sizes.map((layers) => layers[l]!.updateRatio),
    })),
  };
}

/** Many networks in one call, as far as they were trained by the same loss. */
async function measureMarks(run: DeviceRun, marks: readonly Mark[], batch: OneBatch): Promise<void> {
  const { config, device } = run;
  const { shape, data } = config;
  const count = parameterCount(shape);
  const atOnce = Math.max(1, Math.floor(CALL_BYTES / (8 * count)));
  for (let from = 0; from < marks.length;) {
    const { loss } = marks[from]!.experiment.training;
    const other = marks.findIndex(({ experiment }, i) => i > from && experiment.training.loss !== loss);
    const some = marks.slice(from, Math.min(from + atOnce, other < 0 ? marks.length : other));
    const rows = new Float32Array(some.length * count);
    for (const [r, { checkpoint }] of some.entries()) rows.set(parametersOf(shape, checkpoint), r * count);
    const { gradients } = await lossGradients(device, shape, loss, rows, batch);
    for (const [r, mark] of some.entries()) {
      const { checkpoint, experiment } = mark;
      const gradient = gradients.subarray(r * count, (r + 1) * count);
      const { batchSize } = experiment.training;
      const perEpoch = batchesPerEpoch({ ...run.schedule, batchSize });
      const hyperparameters = hyperparametersAt(planOf(experiment), checkpoint, perEpoch);
      const next = stepped(shape, checkpoint, gradient, hyperparameters);
      const sizes = layerSizes(shape, parametersOf(shape, checkpoint), gradient, next);
      measured.set(mark, { data, shape, samples: batch.count, sizes });
    }
    from += some.length;
    await yieldToMessages();
  }
}

/** The parameters [P] after one step with this gradient. */
function stepped(
  shape: NetworkShape,
  { state, step, slotsSince }: Checkpoint,
  gradient: Float32Array,
  hyperparameters: Hyperparameters,
): Float32Array {
  const next = state.slice();
  // An update adds the penalties to the gradient it is given, and clips it in place.
  updateState(next, gradient.slice(), layerOffsets(shape), hyperparameters, step - slotsSince + 1);
  return next.subarray(0, gradient.length);
}

/** Activations of every layer [U, count]. */
async function activationsOf(
  device: Device,
  shape: NetworkShape,
  parameters: Float32Array,
  { inputs, count }: OneBatch,
): Promise<Float32Array> {
  const row = tensor2d(parameters.slice(), [1, parameters.length]);
  const x = tensor2d(inputs.slice(0, count * shape.inputs), [count, shape.inputs]);
  const output = denseForward(row, x, { shape, everyLayer: true });
  row.dispose();
  x.dispose();
  const values = (await readAndDispose(output)).slice();
  if (device.isLost()) throw failed(await device.lost);
  return values;
}
