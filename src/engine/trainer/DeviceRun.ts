/**
 * One training run on one device: state, training inputs and targets are tensors there, and every advance is one
 * dispatch of DenseTrain. The checkpoint, in plain arrays, is what survives the device. Not safe for concurrent calls;
 * the trainer's lock prevents them.
 */
import { tensor2d, type Tensor2D } from '@tensorflow/tfjs-core';
import type { PreparedData } from '#data/PreparedData.ts';
import type { Device } from '#engine/device/Device.ts';
import { disposeQuietly } from '#engine/device/disposeQuietly.ts';
import { denseTrain } from '#engine/kernels/denseTrain.ts';
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/trainerErrors.ts';
import type { Hyperparameters } from '#nn/hyperparameters.ts';
import { observeLoss, steadyEpochs, stepRates } from '#nn/learningRates.ts';
import { parameterCount, type NetworkShape } from '#nn/NetworkShape.ts';
import { batchesPerEpoch, type Schedule } from '#nn/schedule.ts';
import type { Checkpoint } from '#protocol/trainer.ts';
import { Dispatches } from './Dispatches.ts';
import { EpochLosses } from './EpochLosses.ts';
import { hyperparametersAt, type TrainingPlan } from './hyperparameters.ts';
import { firstNotFinite, LossGuard } from './LossGuard.ts';
import {
  stageFrom,
  withSchedule,
  type Advance,
  type Progress,
  type Stage,
  type TrainedState,
  type TrainingTensors,
} from './runStages.ts';
import { SampleOrder } from './SampleOrder.ts';
import { StepPlanner, type PlannedSizes } from './StepPlanner.ts';

/** Everything a run is made of, apart from device and weights. */
export interface RunConfig extends TrainingPlan {
  readonly shape: NetworkShape;
  readonly batchSize: number;
  readonly data: PreparedData;
}

/** Steps that take longer than this are run in slices, which can be interrupted, where the device allows it. */
const LONG_SECONDS = 0.1;

export class DeviceRun {
  readonly device: Device;
  config: RunConfig;
  private readonly x: Tensor2D;
  private readonly y: Tensor2D;
  private readonly owned: readonly Tensor2D[];
  private readonly planner = new StepPlanner();
  private readonly order: SampleOrder;
  private readonly dispatches: Dispatches;
  private current: Stage;
  /**
   * The last state before `current` with a sound loss, to roll back to. The loss of `current` itself is known one step
   * later, and a run that diverges passes through weights that are finite but cannot recover.
   */
  private proven: Stage | null = null;
  private readonly guard = new LossGuard();
  private lastCheckpoint: Checkpoint;
  private losses = new EpochLosses();

  /** @param shared the training part on the device, where it stays. @throws Error where the data do not fit the device */
  constructor(device: Device, config: RunConfig, checkpoint: Checkpoint, shared?: TrainingTensors) {
    const { train, inputWidth, outputUnits } = config.data;
    if (train.inputs.byteLength > device.maxTensorBytes) {
      const megabytes = Math.floor(device.maxTensorBytes / 2 ** 20);
      throw failed(failures.tooManySamples({ count: train.count, device: device.name, megabytes }));
    }
    this.device = device;
    this.config = config;
    this.order = new SampleOrder(this.planner, device);
    this.dispatches = new Dispatches(device);
    this.x = shared?.x ?? tensor2d(train.inputs, [train.count, inputWidth]);
    this.y = shared?.y ?? tensor2d(train.targets, [train.count, outputUnits]);
    this.owned = shared ? [] : [this.x, this.y];
    this.lastCheckpoint = withSchedule(checkpoint, config.rates);
    this.current = stageFrom(this.lastCheckpoint);
  }

  /** The training state [1, S] on the device; valid until the next advance. */
  get state(): Tensor2D {
    return this.current.state;
  }

  get progress(): Progress {
    const { state: _, ...progress } = this.current;
    return progress;
  }

  /** The last checkpoint that was taken: all that is left after a loss of the device. */
  get saved(): Checkpoint {
    return this.lastCheckpoint;
  }

  get schedule(): Schedule {
    const { data, batchSize, hyperparameters } = this.config;
    return { seed: hyperparameters.seed, count: data.train.count, batchSize };
  }

  /** Steps of the dispatch that is under way ahead of its turn: the next advance should make as many. 0 for none. */
  get stepsAhead(): number {
    return this.dispatches.stepsAhead;
  }

  /** Whether a dispatch can be sent ahead of its turn. */
  get canSendAhead(): boolean {
    return this.dispatches.overlap;
  }

  /** When the device last ended a dispatch. */
  get lastEndMs(): number {
    return this.dispatches.lastEndMs;
  }

  /** Gives up the dispatch ahead. */
  dropAhead(): void {
    this.dispatches.drop();
  }

  /** Goes on with another plan; network, data and batch size stay. What another schedule remembered is forgotten. */
  setPlan(plan: TrainingPlan): void {
    this.dropAhead();
    this.config = { ...this.config, ...plan };
    this.current = withSchedule(this.current, plan.rates);
    if (this.proven) this.proven = withSchedule(this.proven, plan.rates);
  }

  /** The hyperparameters of the next step: with the rate that the schedule has at this place. */
  get hyperparametersNow(): Hyperparameters {
    return hyperparametersAt(this.config, this.current, batchesPerEpoch(this.schedule));
  }

  /** Epochs, the one under way included, after which the schedule has to be told a loss; Infinity: never. */
  get watchedEpochs(): number {
    const { rates } = this.config;
    const steady = steadyEpochs(rates, this.current.rateMemory, this.current.epoch);
    return steady < Infinity && rates.watch === 'test' ? 1 : steady;
  }

  /** Tells the schedule the loss of an epoch that has ended. */
  observeLoss(epoch: number, loss: number): void {
    const rateMemory = observeLoss(this.config.rates, this.current.rateMemory, epoch, loss);
    if (!rateMemory) return;
    this.dropAhead();
    this.current = { ...this.current, rateMemory };
  }

  /**
   * Makes `steps` updates in one dispatch and waits for their losses.
   * @param mayGoOn asked now and then while steps take long and the device can be interrupted
   * @param ahead steps that will probably be made next, from the place where these end; 0 for none
   */
  async advance(
    steps: number,
    mayGoOn: () => boolean = () => true,
    ahead: (at: Progress) => number = () => 0,
  ): Promise<Advance> {
    const startMs = performance.now();
    const planned = this.planner.sizes(this.schedule, this.current, steps);
    const { batchSizes, next } = planned;
    const trained = this.isLong(planned)
      ? await this.trainInSlices(planned, mayGoOn)
      : await this.dispatch(planned, ahead);
    if (!trained) return { kind: 'interrupted' };
    const { metrics, tookMs = performance.now() - startMs } = trained;
    const bad = firstNotFinite(metrics);
    const isSound = this.guard.isSound(metrics[0]!);
    if (bad < 0) {
      const { state: _, ...place } = this.current;
      const epochs = this.losses.add(this.current, batchesPerEpoch(this.schedule), batchSizes, metrics);
      if (isSound) {
        this.proven?.state.dispose();
        this.proven = this.current;
      } else this.current.state.dispose();
      this.current = { ...place, ...next, step: place.step + steps, state: trained.state };
      const lost = epochs.find(({ loss }) => this.guard.isLost(loss));
      if (lost && this.rollBack()) return { kind: 'diverged', lossStep: lost.step, loss: lost.loss };
      return { kind: 'advanced', epochs, tookMs };
    }
    this.dropAhead();
    trained.state.dispose();
    const lossStep = this.current.step + bad + 1;
    // If the first loss is already bad, the present parameters are the cause.
    if (bad === 0 || !isSound) this.rollBack();
    return { kind: 'diverged', lossStep, loss: metrics[2 * bad]! };
  }

  private isLong({ samples }: PlannedSizes): boolean {
    const { trainInSlices, multiplyAddsPerSecond } = this.device.kernels;
    const multiplyAdds = 3 * samples * parameterCount(this.config.shape);
    return trainInSlices !== undefined && multiplyAdds > LONG_SECONDS * multiplyAddsPerSecond;
  }

  private async trainInSlices(
    { batchSizes, samples }: PlannedSizes,
    mayGoOn: () => boolean,
  ): Promise<TrainedState | null> {
    const { shape, hyperparameters, data } = this.config;
    const { inputs, targets } = data.train;
    const state = await this.current.state.data<'float32'>();
    const step0 = this.current.step - this.current.slotsSince;
    const order = this.planner.order(this.schedule, this.current, samples);
    const rates = this.ratesOf(batchSizes.length);
    const given = [state, shape, hyperparameters, inputs, targets, order, batchSizes, step0, rates] as const;
    const trained = await this.device.kernels.trainInSlices!(mayGoOn, ...given);
    return trained && { state: tensor2d(trained.state, [1, state.length]), metrics: trained.metrics };
  }

  private async dispatch(planned: PlannedSizes, ahead: (at: Progress) => number): Promise<TrainedState> {
    const { current, dispatches } = this;
    const steps = planned.batchSizes.length;
    const dispatch = dispatches.take(current.state, steps, () => this.train(current, planned));
    const { state } = dispatch;
    const at: Stage = { ...current, ...planned.next, step: current.step + steps, state };
    try {
      const stepsAhead = this.canSendAhead ? ahead(at) : 0;
      if (stepsAhead > 0) {
        const train = () => this.train(at, this.planner.sizes(this.schedule, at, stepsAhead));
        dispatches.sendAhead(state, stepsAhead, train);
      }
      const metrics = await dispatch.metrics;
      return { state, metrics, tookMs: dispatch.tookMs };
    } catch (error) {
      this.dropAhead();
      disposeQuietly(state);
      throw error;
    }
  }

  private train(from: Stage, { batchSizes, samples }: PlannedSizes): ReturnType<typeof denseTrain> {
    const { shape, hyperparameters } = this.config;
    const { state, step, slotsSince } = from;
    const rates = this.ratesOf(batchSizes.length, from);
    return this.order.with(this.schedule, from, samples, (order) =>
      denseTrain(
        { state, x: this.x, y: this.y, order },
        { shape, hyperparameters, batchSizes, step0: step - slotsSince, rates },
      ),
    );
  }

  /** Learning rate of each of the steps from this place; null where all have the plan's. */
  private ratesOf(steps: number, at: Progress = this.current): Float64Array | null {
    const { rates, hyperparameters } = this.config;
    const { learningRate } = hyperparameters.optimizer;
    const perEpoch = batchesPerEpoch(this.schedule);
    return stepRates(rates, learningRate, at, steps, perEpoch, at.rateMemory);
  }

  /** Goes back to the state before the last advance. Returns false if there is none. */
  rollBack(): boolean {
    if (!this.proven) return false;
    this.dropAhead();
    this.current.state.dispose();
    this.current = this.proven;
    this.proven = null;
    this.losses = new EpochLosses();
    this.guard.rolledBack();
    return true;
  }

  /** Reads the state row [S] back from the device. The array belongs to the run: copy it before transferring it. */
  async checkpoint(): Promise<Checkpoint> {
    const progress = this.progress;
    const state = await this.current.state.data<'float32'>();
    if (this.device.isLost()) throw failed(await this.device.lost);
    this.lastCheckpoint = { state: state.slice(), ...progress };
    return this.lastCheckpoint;
  }

  /** Replaces the parameters [P]; optimiser slots and position in the run stay. */
  async setParameters(parameters: Float32Array): Promise<void> {
    const { state, ...position } = await this.checkpoint();
    const next = state.slice();
    next.set(parameters);
    this.continueFrom({ state: next, ...position });
  }

  /** Goes on from a checkpoint of this network, with the data that are on the device. */
  continueFrom(checkpoint: Checkpoint): void {
    this.dropAhead();
    this.proven?.state.dispose();
    this.proven = null;
    this.losses = new EpochLosses();
    this.guard.restart();
    this.current.state.dispose();
    this.lastCheckpoint = withSchedule(checkpoint, this.config.rates);
    this.current = stageFrom(this.lastCheckpoint);
  }

  dispose(): void {
    this.dropAhead();
    this.order.dispose();
    disposeQuietly(...this.owned, this.current.state, ...(this.proven ? [this.proven.state] : []));
  }
}
