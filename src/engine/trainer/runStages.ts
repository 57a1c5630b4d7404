/** States of a run on its device, their places in the run, and what an advance from one to the next returns. */
import { tensor2d, type Tensor2D } from '@tensorflow/tfjs-core';
import { scheduleState, type RateSchedule, type ScheduleState } from '#nn/learningRates.ts';
import { parameterCount, type NetworkShape } from '#nn/NetworkShape.ts';
import type { Position } from '#nn/schedule.ts';
import type { Checkpoint } from '#protocol/trainer.ts';
import type { EpochLoss } from './EpochLosses.ts';

export interface Progress extends Position {
  readonly step: number;
  readonly slotsSince: number;
  /** What the learning-rate schedule remembers at this place. */
  readonly rateMemory?: ScheduleState;
}

/** The training part on the device: [count, inputs] and [count, outputs]. */
export interface TrainingTensors {
  readonly x: Tensor2D;
  readonly y: Tensor2D;
}

/** A state tensor and its position in the run. */
export interface Stage extends Progress {
  readonly state: Tensor2D;
}

export type Advance =
  /** With the mean losses of the epochs that ended on the way, and the time that the device took. */
  | { readonly kind: 'advanced'; readonly epochs: readonly EpochLoss[]; readonly tookMs: number }
  /** `mayGoOn` returned false in the middle; nothing has changed. */
  | { readonly kind: 'interrupted' }
  /**
   * A batch's loss was not finite, or the loss has been far too large for many epochs; the run is back at the last
   * state with a sound loss.
   */
  | { readonly kind: 'diverged'; readonly lossStep: number; readonly loss: number };

/** What one dispatch returns. */
export interface TrainedState {
  readonly state: Tensor2D;
  /** [steps, 2]: loss and correct predictions of each batch */
  readonly metrics: Float32Array;
  /** Time that the device took, where it is not that of the call. */
  readonly tookMs?: number;
}

export function stageFrom({ state, ...progress }: Checkpoint): Stage {
  // tfjs may keep the given array as the tensor's own values.
  return { state: tensor2d(state.slice(), [1, state.length]), ...progress };
}

/** The same place in the run with what this schedule remembers there, if it remembers anything. */
export function withSchedule<P extends Progress>(place: P, rates: RateSchedule): P {
  const { rateMemory: before, ...rest } = place;
  const rateMemory = scheduleState(rates, before);
  return (rateMemory ? { ...rest, rateMemory } : rest) as P;
}

/** The parameters [P] of a checkpoint, as a view of its state. */
export function parametersOf(shape: NetworkShape, { state }: Checkpoint): Float32Array {
  return state.subarray(0, parameterCount(shape));
}
