/**
 * An experiment trained by the mathematics itself (`nn/train.ts`), epoch by epoch or step by step, without a device: what demos show in small,
 * and how a challenge's score is computed again from its seed. The same everywhere, and the same numbers as the trainer's
 * to the last digits of float32.
 */
import { prepareData } from '#data/prepareData.ts';
import type { PreparedData, Split } from '#data/PreparedData.ts';
import { cost } from '#experiment/cost.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { networkShape } from '#experiment/networkShape.ts';
import { edgeRate } from '#lessons/challenges/edgeRate.ts';
import { constantAnswer, rSquared } from '#lessons/conditions/constantAnswer.ts';
import type { Observation } from '#lessons/conditions/Observation.ts';
import { forward } from '#nn/forward.ts';
import { initialParameters } from '#nn/initialParameters.ts';
import { unitStates } from '#nn/layerStatistics.ts';
import { observeLoss, rateSchedule, stepRates, type ScheduleState } from '#nn/learningRates.ts';
import { logitsShape, metricsOfOutputs, type SampleMetrics } from '#nn/metrics.ts';
import { outputLayer, parameterCount, type NetworkShape } from '#nn/NetworkShape.ts';
import { initialState, optimizerSettings } from '#nn/optimizers.ts';
import { batchesPerEpoch, epochKey, shuffleSamples, type Schedule } from '#nn/schedule.ts';
import { trainSteps } from '#nn/train.ts';
import type { Metrics } from '#protocol/trainer.ts';

export class ReferenceRun {
  readonly data: PreparedData;
  readonly shape: NetworkShape;
  experiment: Experiment;
  private state: Float32Array;
  private epoch = 0;
  private batch = 0;
  private step = 0;
  private memory: ScheduleState | undefined;

  /**
   * @param experiment of a set that is generated or a table: digits would have to be downloaded
   * @param parameters [P] to begin with; those of the seed if there are none
   */
  constructor(experiment: Experiment, parameters?: Float32Array) {
    this.experiment = experiment;
    this.data = prepareData(experiment, null);
    this.shape = networkShape(experiment);
    const { initializer, seed } = experiment.network;
    const start = parameters?.slice() ?? initialParameters(this.shape, initializer, seed);
    this.state = initialState(start, experiment.training.optimizer.name);
  }

  /** Changes the training plan and goes on with the same weights. */
  replan(training: Partial<Experiment['training']>): void {
    this.experiment = { ...this.experiment, training: { ...this.experiment.training, ...training } };
  }

  /** Parameters [P] of the moment. */
  get parameters(): Float32Array {
    return this.state.subarray(0, parameterCount(this.shape));
  }

  /** To the end of the epoch. */
  trainEpoch(): void {
    this.trainSteps(batchesPerEpoch(this.schedule) - this.batch);
  }

  /** @param count at most to the end of the epoch */
  trainSteps(count: number): void {
    const { loss, optimizer, clip, l1, l2, dropout, batchSize, schedule: given } = this.experiment.training;
    const { seed } = this.experiment.network;
    const { train } = this.data;
    const perEpoch = batchesPerEpoch(this.schedule);
    const order = new Int32Array(train.count);
    shuffleSamples(epochKey(seed, this.epoch), order, 0, train.count);
    const first = this.batch * batchSize;
    const sizes = Array.from({ length: count }, (_, i) =>
      Math.min(batchSize, train.count - first - i * batchSize),
    );
    const rates = rateSchedule(given);
    const { state } = trainSteps(
      this.state,
      this.shape,
      { loss, optimizer: optimizerSettings(optimizer), clip, l1, l2, dropout, seed },
      train.inputs,
      train.targets,
      order.subarray(first),
      sizes,
      this.step,
      stepRates(
        rates,
        optimizer.learningRate,
        { epoch: this.epoch, batch: this.batch },
        count,
        perEpoch,
        this.memory,
      ),
    );
    this.state = state;
    this.step += count;
    this.batch += count;
    if (this.batch < perEpoch) return;
    this.batch = 0;
    this.epoch += 1;
    if (rates.name === 'plateau') {
      const watched = rates.watch === 'test' ? this.measure(this.data.test) : this.measure(train);
      this.memory = observeLoss(rates, this.memory, this.epoch, watched.loss);
    }
  }

  private get schedule(): Schedule {
    const { network, training } = this.experiment;
    return { seed: network.seed, count: this.data.train.count, batchSize: training.batchSize };
  }

  /** Loss and accuracy on both parts. */
  metrics(): Metrics {
    const [train, test] = [this.measure(this.data.train), this.measure(this.data.test)];
    return {
      epoch: this.epoch + this.batch / batchesPerEpoch(this.schedule),
      step: this.step,
      trainLoss: train.loss,
      testLoss: test.loss,
      ...(train.accuracy === undefined ? {} : { trainAccuracy: train.accuracy }),
      ...(test.accuracy === undefined ? {} : { testAccuracy: test.accuracy }),
    };
  }

  private measure({ inputs, targets, count }: Split): SampleMetrics {
    const { task, outputUnits: units } = this.data;
    const { loss } = this.experiment.training;
    const { activation } = outputLayer(this.shape);
    const logits = forward(logitsShape(this.shape), this.parameters, inputs, count).at(-1)!;
    return metricsOfOutputs({ task, loss, activation, logits, targets, count, units });
  }

  /** What conditions read of this moment. */
  observe(): Observation {
    const { experiment, shape, data } = this;
    const metrics = this.metrics();
    const { loss } = experiment.training;
    const constant = constantAnswer(data, loss);
    const { parameters, units } = cost(experiment);
    const values = {
      ...metrics,
      parameters,
      units,
      stopped: !Number.isFinite(metrics.trainLoss),
      ...(constant && shape.layers.length === 1 ? { edge: edgeRate(data.train) } : {}),
      ...(constant ? { baseline: constant.baseline, r2: rSquared(metrics.testLoss, constant, loss) } : {}),
    };
    return { experiment, values, shape, parameters: this.parameters.slice(), dead: this.deadUnits() };
  }

  /** Outputs [side², outputs] for points of the plane. */
  outputsAt(points: Float32Array): Float32Array {
    return forward(this.shape, this.parameters, this.data.toInputs(points), points.length / 2).at(-1)!;
  }

  private deadUnits(): number[] {
    const { inputs, count } = this.data.train;
    return forward(this.shape, this.parameters, inputs, count).map((values, layer) => {
      const { units, activation } = this.shape.layers[layer]!;
      if (activation !== 'relu') return 0;
      const byUnit = Float32Array.from({ length: values.length }, (_, i) => {
        const [unit, n] = [Math.floor(i / count), i % count];
        return values[n * units + unit]!;
      });
      return unitStates(activation, byUnit, count).dead.length;
    });
  }
}
