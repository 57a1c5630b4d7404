/**
 * A network being trained on a device: state and training data live there as tensors, and every advance is one
 * dispatch. What survives the device is the checkpoint, in plain arrays. Not safe for two calls at once: the trainer's
 * lock sees to that.
 */
import { tensor1d, tensor2d, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import type { PreparedData } from '../../data/PreparedData.ts';
import { parameterCount, type NetworkShape } from '../../spec/networkShape.ts';
import type { Checkpoint } from '../../wire/trainer.ts';
import type { Device } from '../device/Device.ts';
import type { TrainPlan } from '../kernels/contract.ts';
import { denseTrain } from '../kernels/denseTrain.ts';
import { planSteps, stepsToEpochEnd, type Position, type Schedule } from './schedule.ts';

/** Everything a session is made of, apart from the device and the weights. */
export interface SessionPlan {
  readonly shape: NetworkShape;
  readonly train: TrainPlan;
  readonly batchSize: number;
  readonly data: PreparedData;
}

/** Where a run can go on from, on any device. */
export interface SessionCheckpoint extends Checkpoint {
  /** Batches done of the epoch under way. */
  readonly batch: number;
  /** Step at which the optimiser's memory was fresh: Adam's correction counts from there. */
  readonly slotsSince: number;
}

interface Progress extends Position {
  readonly step: number;
  readonly slotsSince: number;
}

/** A state tensor with its place in the run. */
interface Stage extends Progress {
  readonly state: Tensor2D;
}

export type Advance =
  | { readonly kind: 'advanced' }
  /** A batch's loss was NaN or infinite; the session stands where its figures were last finite. */
  | { readonly kind: 'diverged'; readonly lossStep: number };

/** How many times its first loss (or 1) a run may reach and still be one to go back to. */
const RUNAWAY = 100;

export class Session {
  readonly device: Device;
  plan: SessionPlan;
  private readonly x: Tensor2D;
  private readonly y: Tensor2D;
  private current: Stage;
  /**
   * The last stage before `current` whose loss had not run away: the loss of `current` is only known a step later, and a
   * run that blows up passes through weights that are finite and yet beyond mending.
   */
  private proven: Stage | null = null;
  /** Losses above this have run away; set by the first loss. */
  private soundLoss: number | null = null;
  private lastCheckpoint: SessionCheckpoint;

  /** Throws with a sentence for the reader when the training data do not fit the device. */
  constructor(device: Device, plan: SessionPlan, checkpoint: SessionCheckpoint) {
    const { train, inputWidth, outputUnits } = plan.data;
    if (train.inputs.byteLength > device.maxTensorBytes) {
      throw new Error(
        `${train.count} training samples are more than ${device.name} can hold here ` +
          `(${Math.floor(device.maxTensorBytes / 2 ** 20)} MB). Choose fewer samples or another device.`,
      );
    }
    this.device = device;
    this.plan = plan;
    this.x = tensor2d(train.inputs, [train.count, inputWidth]);
    this.y = tensor2d(train.targets, [train.count, outputUnits]);
    this.current = stageFrom(checkpoint);
    this.lastCheckpoint = checkpoint;
  }

  get progress(): Progress {
    const { state: _, ...progress } = this.current;
    return progress;
  }

  /** The last checkpoint that was taken: all that is left when the device is lost. */
  get saved(): SessionCheckpoint {
    return this.lastCheckpoint;
  }

  get schedule(): Schedule {
    const { data, batchSize, train } = this.plan;
    return { seed: train.seed, count: data.train.count, batchSize };
  }

  stepsToEpochEnd(epochs: number): number {
    return stepsToEpochEnd(this.schedule, this.current, epochs);
  }

  /** Goes on by another plan of training; network, data and batches stay as they are. */
  replan(train: TrainPlan): void {
    this.plan = { ...this.plan, train };
  }

  /** Makes `steps` updates in one dispatch and waits for their losses. */
  async advance(steps: number): Promise<Advance> {
    const { shape, train } = this.plan;
    const { order, batchSizes, next } = planSteps(this.schedule, this.current, steps);
    const orderTensor = tensor1d(order, 'int32');
    const trained = denseTrain(
      { state: this.current.state, x: this.x, y: this.y, order: orderTensor },
      { shape, plan: train, batchSizes, step0: this.current.step - this.current.slotsSince },
    );
    orderTensor.dispose();
    let metrics: Float32Array;
    try {
      metrics = await trained.metrics.data<'float32'>();
      // After a loss or an error of the GPU what was read may be zeros, or anything.
      if (this.device.isLost()) throw new Error(await this.device.lost);
    } catch (error) {
      disposeQuietly(trained.state, trained.metrics);
      throw error;
    }
    trained.metrics.dispose();
    const bad = batchSizes.findIndex((_, step) => !Number.isFinite(metrics[2 * step]!));
    const isSound = this.isSound(metrics[0]!);
    if (bad < 0) {
      const { step, slotsSince } = this.current;
      if (isSound) {
        this.proven?.state.dispose();
        this.proven = this.current;
      } else this.current.state.dispose();
      this.current = { state: trained.state, step: step + steps, slotsSince, ...next };
      return { kind: 'advanced' };
    }
    trained.state.dispose();
    const lossStep = this.current.step + bad + 1;
    // If already the first loss is bad, the present parameters are what is wrong.
    if (bad === 0 || !isSound) this.rollBack();
    return { kind: 'diverged', lossStep };
  }

  private isSound(loss: number): boolean {
    if (!Number.isFinite(loss)) return false;
    this.soundLoss ??= RUNAWAY * Math.max(1, loss);
    return loss <= this.soundLoss;
  }

  /** Goes back to the stage before the last advance. False if there is none. */
  rollBack(): boolean {
    if (!this.proven) return false;
    this.current.state.dispose();
    this.current = this.proven;
    this.proven = null;
    return true;
  }

  /** Reads the state row [S] from the device. The array is the session's own: copy before you transfer it. */
  async checkpoint(): Promise<SessionCheckpoint> {
    const progress = this.progress;
    const state = await this.current.state.data<'float32'>();
    if (this.device.isLost()) throw new Error(await this.device.lost);
    this.lastCheckpoint = { state: state.slice(), ...progress };
    return this.lastCheckpoint;
  }

  /** Puts other parameters [P] in, keeping the optimiser's memory and the place in the run. */
  async setParameters(parameters: Float32Array): Promise<void> {
    const { state, ...place } = await this.checkpoint();
    const next = state.slice();
    next.set(parameters);
    this.proven?.state.dispose();
    this.proven = null;
    this.soundLoss = null;
    this.current.state.dispose();
    this.lastCheckpoint = { state: next, ...place };
    this.current = stageFrom(this.lastCheckpoint);
  }

  dispose(): void {
    disposeQuietly(this.x, this.y, this.current.state, ...(this.proven ? [this.proven.state] : []));
  }
}

function stageFrom({ state, ...progress }: SessionCheckpoint): Stage {
  // tfjs may keep the given array as the tensor's own values.
  return { state: tensor2d(state.slice(), [1, state.length]), ...progress };
}

/** The parameters [P] of a checkpoint, as a view. */
export function parametersOf(shape: NetworkShape, { state }: Checkpoint): Float32Array {
  return state.subarray(0, parameterCount(shape));
}

/** A tensor of a lost device cannot always be freed, and need not be. */
export function disposeQuietly(...tensors: readonly Tensor[]): void {
  for (const tensor of tensors) {
    try {
      tensor.dispose();
    } catch {
      // its memory went with the device
    }
  }
}
