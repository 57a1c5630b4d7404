/** Where a run of the training loop ends, in steps and epochs since the start of the network. */
import { stepsToEpochEnd } from '#nn/schedule.ts';
import type { TrainUntil } from '#protocol/trainer.ts';
import type { DeviceRun } from './DeviceRun.ts';
import type { Progress } from './runStages.ts';

export interface Goal {
  readonly step: number;
  readonly epoch: number;
  readonly endMs: number;
  /** Whether there is anything besides a pause or a problem that the caller wants it to end at. */
  readonly isBounded: boolean;
  /** Of the session, when the run began. */
  readonly restarts: number;
}

/** @param until counted from the present place of the run */
export function goalFrom(
  { epochs, steps, seconds, lossBelow, plateau }: TrainUntil,
  { step, epoch }: DeviceRun['progress'],
  startMs: number,
  restarts: number,
): Goal {
  return {
    step: step + (steps ?? Infinity),
    epoch: epoch + (epochs ?? Infinity),
    endMs: startMs + (seconds ?? Infinity) * 1_000,
    isBounded: [epochs, steps, seconds, lossBelow, plateau].some((value) => value !== undefined),
    restarts,
  };
}

/** Steps from this place to the goal, or to the end of this epoch if it comes first; 0 or less where it is reached. */
export function stepsTo(
  { step, epoch }: Pick<Goal, 'step' | 'epoch'>,
  { schedule, progress }: Pick<DeviceRun, 'schedule' | 'progress'>,
  at: Pick<Progress, 'step' | 'epoch' | 'batch'> = progress,
): number {
  const toEpoch = epoch === Infinity ? Infinity : stepsToEpochEnd(schedule, at, epoch - at.epoch);
  return Math.min(step - at.step, toEpoch);
}
