/** One or many networks of a sweep that move through their epochs together. `SoloRun` is one of any kind, `GroupRun` many of one shape. */
import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { RunConfig } from '#engine/trainer/DeviceRun.ts';
import type { Checkpoint } from '#protocol/trainer.ts';
import type { SweepDataset } from './SweepDataset.ts';

/** A network in training, with its state at the last mark: all that is left of it after a loss of the device. */
export interface SweepMember {
  readonly id: number;
  readonly config: RunConfig;
  readonly dataset: SweepDataset;
  checkpoint: Checkpoint;
  seconds: number;
  hasDiverged: boolean;
}

export interface SweepRun {
  readonly members: readonly SweepMember[];
  /** Epochs that are done, and batches of the one under way. */
  readonly position: { readonly epoch: number; readonly batch: number };
  /** Makes steps towards the end of this epoch for about so long. Marks members that have diverged. */
  advance(toEpoch: number, budgetMs: number): Promise<void>;
  /** Takes the present states as the members' checkpoints. */
  keep(): Promise<void>;
  /** Parameters [R, P], or the state row [1, S], of the members at their checkpoints, on the device. */
  withParameters<T>(use: (parameters: Tensor2D) => T): T;
  /** Goes on with these alone. */
  retain(members: readonly SweepMember[]): void;
  dispose(): void;
}
