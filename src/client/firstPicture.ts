/**
 * The picture before the engine has arrived: the network's start, computed on the page with the reference kernels and
 * without tfjs. Experiment and its samples in, a snapshot of step 0 out; the engine's own first snapshot replaces it
 * and shows the same numbers. Costs are bounded, so that the first paint never waits.
 */
import type { PreparedData, Split } from '../data/PreparedData.ts';
import { forward, weightedSums } from '../engine/kernels/reference/forward.ts';
import { isRightAnswer, largestPlace, sampleLoss } from '../engine/kernels/reference/losses.ts';
import { initialParameters } from '../engine/training/initialParameters.ts';
import { planeGrid } from '../engine/training/planeGrid.ts';
import { DATA_SETS } from '../spec/dataSets.ts';
import type { Experiment } from '../spec/experiment.ts';
import { layerPlaces, networkShape, parameterCount, type NetworkShape } from '../spec/networkShape.ts';
import type { Metrics, Snapshot } from '../wire/trainer.ts';

/** Older than every snapshot of the engine, whose generations start at 0. */
export const FIRST_GENERATION = -1;

/** Multiplications one picture may cost: about 10 ms of plain JavaScript on a slow machine. */
const WORK = 4_000_000;
const UNIT_MAP_SIDE = 48;
const OUTPUT_MAP_SIDE = 100;

/** @param data the prepared samples, or null while they are still loading: then the losses are NaN. */
export function firstPicture(experiment: Experiment, data: PreparedData | null): Snapshot {
  const shape = networkShape(experiment);
  const { initializer, seed } = experiment.network;
  const parameters = initialParameters(shape, initializer, seed);
  const snapshot: Snapshot = {
    metrics: firstMetrics(experiment, shape, parameters, data),
    generation: FIRST_GENERATION,
    stepsPerSecond: 0,
    epochsPerSecond: 0,
    parameters,
  };
  if (!data) return snapshot;
  const confusion = data.classes.length > 0 ? confusionOf(shape, parameters, data) : undefined;
  return {
    ...snapshot,
    ...(confusion ? { confusion } : {}),
    ...(DATA_SETS[experiment.data.set].kind === 'plane' ? mapsOf(shape, parameters, data) : {}),
  };
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
      unitMajor(values, side * side),
    );
  return {
    maps: { side: unitSide, units: joined(layers(unitSide)) },
    outputMap: { side: outputSide, values: layers(outputSide).at(-1)! },
  };
}

/** [count, units] to [units, count]. */
function unitMajor(values: Float32Array, count: number): Float32Array {
  const units = values.length / count;
  const turned = new Float32Array(values.length);
  for (let n = 0; n < count; n++) {
    for (let unit = 0; unit < units; unit++) turned[unit * count + n] = values[n * units + unit]!;
  }
  return turned;
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

/** Mean loss and share of right answers of one part. */
function scored(
  experiment: Experiment,
  shape: NetworkShape,
  parameters: Float32Array,
  { inputs, targets, count }: Split,
): { loss: number; accuracy: number } {
  const { units } = shape.layers.at(-1)!;
  const { activation } = experiment.network.output;
  const layers = forward(shape, parameters, inputs, count);
  const z = new Float32Array(count * units);
  weightedSums(parameters, layerPlaces(shape).at(-1)!, layers.at(-2) ?? inputs, count, z);
  const a = layers.at(-1)!;
  let sum = 0;
  let right = 0;
  for (let n = 0; n < count; n++) {
    const row = { z, a, t: targets, start: n * units, targetStart: n * units, units };
    sum += sampleLoss(experiment.training.loss, row);
    if (isRightAnswer(activation, row)) right += 1;
  }
  return { loss: sum / count, accuracy: right / count };
}

/** Counts [truth, answer] on the test part. */
function confusionOf(
  shape: NetworkShape,
  parameters: Float32Array,
  data: PreparedData,
): Uint32Array | undefined {
  const { count, inputs, labels } = data.test;
  if (!affordable(shape, count)) return undefined;
  const { units, activation } = shape.layers.at(-1)!;
  const answers = forward(shape, parameters, inputs, count).at(-1)!;
  const middle = activation === 'sigmoid' ? 0.5 : 0;
  const classes = data.classes.length;
  const counts = new Uint32Array(classes * classes);
  for (let n = 0; n < count; n++) {
    const answer = units === 1 ? Number(answers[n]! >= middle) : largestPlace(answers, n * units, units);
    counts[labels[n]! * classes + answer]! += 1;
  }
  return counts;
}
