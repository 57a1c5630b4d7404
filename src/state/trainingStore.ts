/** Phase and latest figures of training: what changes a label. The pictures come through `snapshotFeed.ts`. */
import { createStore } from 'zustand/vanilla';
import type { Metrics, TrainerPhase } from '../wire/trainer.ts';

/** Epochs per second that playing aims at; `null` is as fast as it goes. */
export type Speed = number | null;

interface TrainingState {
  readonly phase: TrainerPhase;
  readonly metrics: Metrics | null;
  readonly epochsPerSecond: number;
  readonly stepsPerSecond: number;
  readonly speed: Speed;
  /** Why the run stopped by itself, and what to do. */
  readonly problem: string | null;
  readonly dataProgress: { readonly loadedBytes: number; readonly totalBytes: number } | null;
}

export const trainingStore = createStore<TrainingState>(() => ({
  phase: 'starting',
  metrics: null,
  epochsPerSecond: 0,
  stepsPerSecond: 0,
  // Fast enough not to bore, slow enough to see it learn.
  speed: 30,
  problem: null,
  dataProgress: null,
}));
