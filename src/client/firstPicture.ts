/**
 * The snapshot of the first paint, before the engine has loaded: initial weights, or the run kept over a reload,
 * computed on the page with the reference implementation, without tfjs. The engine's own first snapshot replaces it
 * and shows the same numbers. Bounded cost, so that the first paint never waits.
 */
import { OUTPUT_MAP_SIDE, planeGrid, UNIT_MAP_SIDE } from '#data/planeGrid.ts';
import type { PreparedData, Split } from '#data/PreparedData.ts';
import { factsOf } from '#experiment/dataFacts.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { networkShape } from '#experiment/networkShape.ts';
import { classOf } from '#nn/classOf.ts';
import { forward, weightedSums } from '#nn/forward.ts';
import { initialParameters } from '#nn/initialParameters.ts';
import { isCorrect, sampleLoss } from '#nn/losses.ts';
import { layerOffsets, type NetworkShape, outputLayer, parameterCount } from '#nn/NetworkShape.ts';
import type { Checkpoint, KeptRun, Metrics, Snapshot } from '#protocol/trainer.ts';

/** Older than every generation of the engine, which start at 0. */
export const FIRST_GENERATION = -1;

/** Multiply-adds a snapshot may cost: about 10 ms of plain JavaScript on a slow machine. */
const WORK = 4_000_000;

const AT_START: Pick<Checkpoint, 'epoch' | 'step' | 'rateMemory'> = { epoch: 0, step: 0 };

/**
 * @param data the prepared samples, or null while they are loading: metrics are then NaN
 * @param run of this experiment; the initial weights if there is none
 */
export function firstPicture(experiment: Experiment, data: PreparedData | null, run?: KeptRun): Snapshot {
  const shape = networkShape(experiment);
  const parameters = run?.checkpoint.state.slice(0, parameterCount(shape)) ?? seededStart(experiment);
  const { epoch, step, rateMemory } = run?.checkpoint ?? AT_START;
  const snapshot: Snapshot = {
    metrics: { ...firstMetrics(experiment, shape, parameters, data), epoch, step },
    shape,
    generation: FIRST_GENERATION,
    stepsPerSecond: 0,
    epochsPerSecond: 0,
    parameters,
    ...(rateMemory ? { rateMemory } : {}),
    ...(run ? { history: { start: 0, points: run.curve } } : {}),
  };
  if (!data) return snapshot;
  const confusion = data.classes.length > 0 ? confusionOf(shape, parameters, data) : undefined;
  return {
    ...snapshot,
    ...(confusion ? { confusion } : {}),
    ...(factsOf(experiment.data).kind === 'plane' ? mapsOf(shape, parameters, data) : {}),
  };
}

function seededStart(experiment: Experiment): Float32Array {
  const { initializer, seed } = experiment.network;
  return initialParameters(networkShape(experiment), initializer, seed);
}

/** Whether this run is at its start. */
export function isSeededStart({ experiment, checkpoint: { step, state } }: KeptRun): boolean {
  return step === 0 && seededStart(experiment).every((value, i) => value === state[i]);
}

const affordable = (shape: NetworkShape, rows: number): boolean => parameterCount(shape) * rows <= WORK;

/** The finest grid within the budget; 0 when even a coarse one would cost too much. */
function sideWithin(shape: NetworkShape, most: number): number {
  const side = Math.min(most, Math.floor(Math.sqrt(WORK / parameterCount(shape))));
  return side < 8 ? 0 : side;
}

function mapsOf(
  shape: NetworkShape,
  parameters: Float32Array,
  data: PreparedData,
): Pick<Snapshot, 'maps' | 'outputMap'> {
  const unitSide = sideWithin(shape, UNIT_MAP_SIDE);
  const outputSide = sideWithin(shape, OUTPUT_MAP_SIDE);
  if (unitSide === 0) return {};
  const layers = (side: number): Float32Array[] =>
    forward(shape, parameters, data.toInputs(planeGrid(side)), side * side).map((values) =>
      transposed(values, side * side),
    );
  return {
    maps: { side: unitSide, units: joined(layers(unitSide)) },
    outputMap: { side: outputSide, values: layers(outputSide).at(-1)! },
  };
}

/** [count, units] → [units, count]. */
function transposed(values: Float32Array, count: number): Float32Array {
  const units = values.length / count;
  const transposed = new Float32Array(values.length);
  for (let n = 0; n < count; n++) {
    for (let unit = 0; unit < units; unit++) transposed[unit * count + n] = values[n * units + unit]!;
  }
  return transposed;
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}

function firstMetrics(
  experiment: Experiment,
  shape: NetworkShape,
  parameters: Float32Array,
  data: PreparedData | null,
): Metrics {
  const unknown = { epoch: 0, step: 0, trainLoss: NaN, testLoss: NaN };
  if (!data || !affordable(shape, data.train.count + data.test.count)) return unknown;
  const train = scored(experiment, shape, parameters, data.train);
  const test = scored(experiment, shape, parameters, data.test);
  const losses = { ...unknown, trainLoss: train.loss, testLoss: test.loss };
  return data.task === 'regression'
    ? losses
    : { ...losses, trainAccuracy: train.accuracy, testAccuracy: test.accuracy };
}

/** Mean loss of these parameters on one split; NaN where that costs too much for the page. */
export function lossOf(
  experiment: Experiment,
  parameters: Float32Array,
  data: PreparedData,
  split: 'train' | 'test',
): number {
  const shape = networkShape(experiment);
  if (!affordable(shape, data[split].count)) return NaN;
  return scored(experiment, shape, parameters, data[split]).loss;
}

/** Mean loss and accuracy on one split. */
function scored(
  experiment: Experiment,
  shape: NetworkShape,
  parameters: Float32Array,
  { inputs, targets, count }: Split,
): { loss: number; accuracy: number } {
  const { units } = outputLayer(shape);
  const { activation } = experiment.network.output;
  const layers = forward(shape, parameters, inputs, count);
  const z = new Float32Array(count * units);
  weightedSums(parameters, layerOffsets(shape).at(-1)!, layers.at(-2) ?? inputs, count, z);
  const a = layers.at(-1)!;
  let sum = 0;
  let right = 0;
  for (let n = 0; n < count; n++) {
    const row = { z, a, t: targets, start: n * units, targetStart: n * units, units };
    sum += sampleLoss(experiment.training.loss, row);
    if (isCorrect(activation, row)) right += 1;
  }
  return { loss: sum / count, accuracy: right / count };
}

/** Confusion matrix [truth, prediction] on the test split. */
function confusionOf(
  shape: NetworkShape,
  parameters: Float32Array,
  data: PreparedData,
): Uint32Array | undefined {
  const { count, inputs, labels } = data.test;
  if (!affordable(shape, count)) return undefined;
  const { units, activation } = outputLayer(shape);
  const predictions = forward(shape, parameters, inputs, count).at(-1)!;
  const classes = data.classes.length;
  const counts = new Uint32Array(classes * classes);
  for (let n = 0; n < count; n++) {
    const predicted = classOf(activation, predictions, n * units, units);
    if (predicted >= 0) counts[labels[n]! * classes + predicted]! += 1;
  }
  return counts;
}
