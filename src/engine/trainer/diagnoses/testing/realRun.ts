/** Test support: a real run on the reference, epoch by epoch, with the evidence that a trainer would gather of it. */
import { prepareData } from '#data/prepareData.ts';
import type { PreparedData, Split } from '#data/PreparedData.ts';
import type { Experiment, ExperimentInput } from '#experiment/experiment.ts';
import { networkShape } from '#experiment/networkShape.ts';
import { parseExperiment } from '#experiment/parseExperiment.ts';
import { forward } from '#nn/forward.ts';
import { initialParameters } from '#nn/initialParameters.ts';
import { layerSizes, unitStates } from '#nn/layerStatistics.ts';
import { logitsShape, metricsOfOutputs, type SampleMetrics } from '#nn/metrics.ts';
import { layerOffsets, outputLayer, parameterCount } from '#nn/NetworkShape.ts';
import { initialState, optimizerSettings, updateState } from '#nn/optimizers.ts';
import { batchesPerEpoch } from '#nn/schedule.ts';
import { trainSteps } from '#nn/train.ts';
import type { HistoryPoint } from '#protocol/trainer.ts';
import { hyperparametersOf } from '../../hyperparameters.ts';
import { StepPlanner } from '../../StepPlanner.ts';
import { baselineLoss, classEvidence, type Evidence } from '../Evidence.ts';

/** @param changeData another training part, such as one with few samples of a class */
export function realRun(
  input: ExperimentInput,
  epochs: number,
  changeData: (data: PreparedData) => PreparedData = (data) => data,
): Evidence {
  const experiment = parseExperiment(input);
  const data = changeData(prepareData(experiment, null));
  const shape = networkShape(experiment);
  const hyper = hyperparametersOf(experiment);
  const { train, test } = data;
  const metricsOf = (part: Split, state: Float32Array): SampleMetrics =>
    metricsOfOutputs({
      task: data.task,
      loss: hyper.loss,
      activation: outputLayer(shape).activation,
      logits: forward(logitsShape(shape), state, part.inputs, part.count).at(-1)!,
      targets: part.targets,
      count: part.count,
      units: data.outputUnits,
    });
  const schedule = { seed: hyper.seed, count: train.count, batchSize: experiment.training.batchSize };
  const perEpoch = batchesPerEpoch(schedule);
  const planner = new StepPlanner();
  const { initializer, seed } = experiment.network;
  let state = initialState(initialParameters(shape, initializer, seed), hyper.optimizer.name);
  const point = (epoch: number): HistoryPoint => {
    const [own, held] = [metricsOf(train, state), metricsOf(test, state)];
    return {
      epoch,
      step: epoch * perEpoch,
      trainLoss: own.loss,
      testLoss: held.loss,
      trainAccuracy: own.accuracy ?? NaN,
      testAccuracy: held.accuracy ?? NaN,
      batchLoss: NaN,
    };
  };
  const curve = [point(0)];
  let hasDiverged = false;
  for (let epoch = 0; epoch < epochs && !hasDiverged; epoch++) {
    const { batchSizes, samples } = planner.sizes(schedule, { epoch, batch: 0 }, perEpoch);
    const order = planner.order(schedule, { epoch, batch: 0 }, samples);
    const trained = trainSteps(
      state,
      shape,
      hyper,
      train.inputs,
      train.targets,
      order,
      batchSizes,
      epoch * perEpoch,
    );
    hasDiverged = !trained.state.every(Number.isFinite);
    if (hasDiverged) break;
    state = trained.state;
    curve.push(point(epoch + 1));
  }
  return { ...layerEvidence(experiment, data, state, curve.at(-1)!.step), experiment, curve, hasDiverged };
}

function layerEvidence(
  experiment: Experiment,
  data: PreparedData,
  state: Float32Array,
  step: number,
): Pick<Evidence, 'layers' | 'baseline' | 'classShares' | 'recalls'> {
  const shape = networkShape(experiment);
  const hyper = hyperparametersOf(experiment);
  const { train } = data;
  const count = parameterCount(shape);
  const parameters = state.slice(0, count);
  const gradientOnly = {
    ...hyper,
    optimizer: optimizerSettings({ name: 'momentum', learningRate: 0, momentum: 0 }),
    l1: 0,
    l2: 0,
    dropout: 0,
  };
  const all = Array.from({ length: train.count }, (_, n) => n);
  const gradient = trainSteps(
    initialState(parameters, 'momentum'),
    shape,
    gradientOnly,
    train.inputs,
    train.targets,
    all,
    [train.count],
    0,
  ).state.subarray(count);
  const after = state.slice();
  updateState(after, gradient, layerOffsets(shape), hyper, step + 1);
  const sizes = layerSizes(shape, parameters, gradient, after);
  const activations = forward(shape, parameters, train.inputs, train.count);
  const layers = layerOffsets(shape).map(({ units, kernelOffset, biasOffset }, l) => {
    const own = activations[l]!;
    const byUnit = Float32Array.from(
      own,
      (_, i) => own[(i % train.count) * units + Math.floor(i / train.count)]!,
    );
    const weights = parameters.subarray(kernelOffset, biasOffset);
    return {
      ...unitStates(shape.layers[l]!.activation, byUnit, train.count),
      ...sizes[l]!,
      units,
      weightNorm: Math.hypot(...weights),
    };
  });
  const baseline = baselineLoss(experiment, shape, train);
  return { layers, baseline, ...classEvidence(data, shape, activations.at(-1)!, train.count) };
}
