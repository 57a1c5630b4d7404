/**
 * Many networks of one shape in one call of DenseTrain: each has its own weights, order of samples and learning rates. What a call
 * costs is paid once for all, and a GPU computes them side by side.
 */
import { tensor1d, tensor2d, type Tensor2D } from '@tensorflow/tfjs-core';
import type { Device } from '#engine/device/Device.ts';
import { disposeQuietly } from '#engine/device/disposeQuietly.ts';
import { denseTrain } from '#engine/kernels/denseTrain.ts';
import { EpochLosses } from '#engine/trainer/EpochLosses.ts';
import { firstNotFinite, LossGuard } from '#engine/trainer/LossGuard.ts';
import { StepPlanner } from '#engine/trainer/StepPlanner.ts';
import { failed } from '#messages/Failure.ts';
import { stepRates } from '#nn/learningRates.ts';
import { parameterCount } from '#nn/NetworkShape.ts';
import { batchesPerEpoch, stepsToEpochEnd, type Position, type Schedule } from '#nn/schedule.ts';
import type { SweepMember, SweepRun } from './SweepRun.ts';
import { StepPace } from './StepPace.ts';

/** Steps of all networks in one call: bounds the tables that go with it. */
const MOST_NETWORK_STEPS = 65_536;
const MOST_NETWORK_SAMPLES = 2_000_000;

interface Lane {
  readonly member: SweepMember;
  readonly schedule: Schedule;
  readonly planner: StepPlanner;
  readonly losses: EpochLosses;
  readonly guard: LossGuard;
}

export class GroupRun implements SweepRun {
  members: readonly SweepMember[] = [];
  position: Position & { readonly step: number };
  private lanes: Lane[] = [];
  private readonly device: Device;
  private readonly sizes = new StepPlanner();
  private readonly pace = new StepPace();
  private state: Tensor2D;

  /** @param members of one shape, data, batch size and kind of step, at the same place of their runs */
  constructor(device: Device, members: readonly SweepMember[]) {
    this.device = device;
    const { epoch, batch, step } = members[0]!.checkpoint;
    this.position = { epoch, batch, step };
    this.lanes = members.map((member) => ({
      member,
      schedule: {
        seed: member.config.hyperparameters.seed,
        count: member.config.data.train.count,
        batchSize: member.config.batchSize,
      },
      planner: new StepPlanner(),
      losses: new EpochLosses(),
      guard: new LossGuard(),
    }));
    this.members = members;
    this.state = statesOf(members);
  }

  async advance(toEpoch: number, budgetMs: number): Promise<void> {
    const { position } = this;
    const { schedule } = this.lanes[0]!;
    const count = this.lanes.length;
    const remaining = stepsToEpochEnd(schedule, position, toEpoch - position.epoch);
    const most = Math.min(MOST_NETWORK_STEPS, MOST_NETWORK_SAMPLES / schedule.batchSize) / count;
    const steps = this.pace.next(budgetMs, Math.min(remaining, Math.max(1, Math.floor(most))));
    const startMs = performance.now();
    const { batchSizes, samples, next } = this.sizes.sizes(schedule, position, steps);
    const trained = this.train(batchSizes, samples);
    try {
      const metrics = await trained.metrics.data<'float32'>();
      if (this.device.isLost()) throw failed(await this.device.lost);
      this.state.dispose();
      this.state = trained.state;
      this.note(batchSizes, metrics);
    } catch (error) {
      disposeQuietly(trained.state);
      throw error;
    } finally {
      disposeQuietly(trained.metrics);
    }
    this.position = { ...next, step: position.step + steps };
    const tookMs = performance.now() - startMs;
    this.pace.took(steps, tookMs);
    for (const { member } of this.lanes) member.seconds += tookMs / 1_000;
  }

  private train(batchSizes: readonly number[], samples: number): ReturnType<typeof denseTrain> {
    const { lanes, position } = this;
    const { config, dataset } = this.members[0]!;
    const steps = batchSizes.length;
    const orders = new Int32Array(lanes.length * samples);
    const rates = new Float64Array(lanes.length * steps);
    // Networks that differ in their rates alone have one order.
    const bySeed = new Map<number, Int32Array>();
    for (const [r, { member, schedule, planner }] of lanes.entries()) {
      const { seed } = schedule;
      const order = bySeed.get(seed) ?? planner.order(schedule, position, samples);
      bySeed.set(seed, order);
      orders.set(order, r * samples);
      const { learningRate } = member.config.hyperparameters.optimizer;
      const own = stepRates(member.config.rates, learningRate, position, steps, batchesPerEpoch(schedule));
      if (own) rates.set(own, r * steps);
      else rates.fill(learningRate, r * steps, (r + 1) * steps);
    }
    const order = tensor1d(orders, 'int32');
    const { x, y } = dataset.tensors;
    const { shape, hyperparameters } = config;
    const step0 = position.step;
    try {
      return denseTrain(
        { state: this.state, x, y, order },
        { shape, hyperparameters, batchSizes, step0, rates, isApart: true },
      );
    } finally {
      order.dispose();
    }
  }

  /** @param metrics [R, steps, 2] */
  private note(batchSizes: readonly number[], metrics: Float32Array): void {
    const width = 2 * batchSizes.length;
    for (const [r, { member, schedule, losses, guard }] of this.lanes.entries()) {
      const own = metrics.subarray(r * width, (r + 1) * width);
      guard.isSound(own[0]!);
      const ended = losses.add(this.position, batchesPerEpoch(schedule), batchSizes, own);
      if (firstNotFinite(own) >= 0 || ended.some(({ loss }) => guard.isLost(loss))) member.hasDiverged = true;
    }
  }

  async keep(): Promise<void> {
    const states = await this.state.data<'float32'>();
    if (this.device.isLost()) throw failed(await this.device.lost);
    const width = states.length / this.members.length;
    for (const [r, member] of this.members.entries()) {
      if (member.hasDiverged) continue;
      const state = states.slice(r * width, (r + 1) * width);
      member.checkpoint = { ...this.position, state, slotsSince: 0 };
    }
  }

  withParameters<T>(use: (parameters: Tensor2D) => T): T {
    const width = parameterCount(this.members[0]!.config.shape);
    const values = new Float32Array(this.members.length * width);
    for (const [r, { checkpoint }] of this.members.entries())
      values.set(checkpoint.state.subarray(0, width), r * width);
    const parameters = tensor2d(values, [this.members.length, width]);
    try {
      return use(parameters);
    } finally {
      parameters.dispose();
    }
  }

  retain(members: readonly SweepMember[]): void {
    if (members.length === this.members.length) return;
    this.lanes = this.lanes.filter(({ member }) => members.includes(member));
    this.members = members;
    this.state.dispose();
    if (members.length > 0) this.state = statesOf(members);
  }

  dispose(): void {
    disposeQuietly(this.state);
  }
}

/** [R, S] from the members' checkpoints. */
function statesOf(members: readonly SweepMember[]): Tensor2D {
  const width = members[0]!.checkpoint.state.length;
  const values = new Float32Array(members.length * width);
  for (const [r, { checkpoint }] of members.entries()) values.set(checkpoint.state, r * width);
  return tensor2d(values, [members.length, width]);
}
