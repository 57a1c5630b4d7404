/**
 * The default experiment of every data set: clearly unsolved before the first step, and learnt within a few seconds.
 */
import { describe, expect, test } from 'vitest';
import { prepareData } from '#data/prepareData.ts';
import { DATA_SET_NAMES, DATA_SETS, type DataSetName } from '#datasets/registry.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import { networkShape } from '#experiment/networkShape.ts';
import { forward } from '#nn/forward.ts';
import { initialParameters } from '#nn/initialParameters.ts';
import { metricsOfOutputs, logitsShape, type SampleMetrics } from '#nn/metrics.ts';
import { outputLayer } from '#nn/NetworkShape.ts';
import { initialState } from '#nn/optimizers.ts';
import { batchesPerEpoch } from '#nn/schedule.ts';
import { trainSteps } from '#nn/train.ts';
import { hyperparametersOf } from './hyperparameters.ts';
import { StepPlanner } from './StepPlanner.ts';

/** Digits are not generated, and large: the end-to-end tests train them. */
const SETS = DATA_SET_NAMES.filter((set) => DATA_SETS[set].kind !== 'image');
/** These are clear when their shapes come out; the others are long done by then. */
const EPOCHS: Partial<Record<DataSetName, number>> = {
  spiral: 300,
  checkerboard: 100,
  rings: 100,
  ripple: 300,
};

function run(set: DataSetName, dataSeed: number): { before: SampleMetrics; after: SampleMetrics } {
  const plain = defaultExperiment(set);
  const experiment = { ...plain, data: { ...plain.data, seed: dataSeed } };
  const shape = networkShape(experiment);
  const { train, test: held, task, outputUnits } = prepareData(experiment, null);
  const { loss, optimizer, batchSize } = experiment.training;
  const metricsOf = (parameters: Float32Array): SampleMetrics =>
    metricsOfOutputs({
      task,
      loss,
      activation: outputLayer(shape).activation,
      logits: forward(logitsShape(shape), parameters, held.inputs, held.count).at(-1)!,
      targets: held.targets,
      count: held.count,
      units: outputUnits,
    });
  const start = initialParameters(shape, experiment.network.initializer, experiment.network.seed);
  const schedule = { seed: experiment.network.seed, count: train.count, batchSize };
  const steps = batchesPerEpoch(schedule) * (EPOCHS[set] ?? 30);
  const planner = new StepPlanner();
  const first = { epoch: 0, batch: 0 };
  const { batchSizes, samples } = planner.sizes(schedule, first, steps);
  const order = planner.order(schedule, first, samples);
  const state = initialState(start.slice(), optimizer.name);
  const trained = trainSteps(
    state,
    shape,
    hyperparametersOf(experiment),
    train.inputs,
    train.targets,
    order,
    batchSizes,
    0,
  );
  return { before: metricsOf(start), after: metricsOf(trained.state.subarray(0, start.length)) };
}

describe.each(SETS)('%s', (set) => {
  test.each([1, 2, 3])('draw %i of the data starts unsolved and is learned', (dataSeed) => {
    const { before, after } = run(set, dataSeed);
    expect(after.loss).toBeLessThan(before.loss / 2);
    if (before.accuracy === undefined) return;
    // By chance a half or a third; neither done nor all wrong, which a few steps would turn round.
    const chance = 1 / DATA_SETS[set].classes.length;
    expect(before.accuracy).toBeGreaterThan(chance / 2);
    expect(before.accuracy).toBeLessThan(chance + 0.2);
    expect(after.accuracy).toBeGreaterThan(0.85);
  });
});
