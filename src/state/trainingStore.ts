/**
 * Phase and latest metrics of training; snapshots come through `snapshotFeed`. Written by the functions of this file alone.
 */
import type { MetCondition } from '#experiment/MetCondition.ts';
import { createStore } from 'zustand/vanilla';
import type { Metrics, Snapshot, TrainerEvents, TrainerPhase } from '#protocol/trainer.ts';

/** Epochs per second that playing aims at; `null` is as fast as it goes. */
export type Speed = number | null;

interface TrainingState {
  readonly phase: TrainerPhase;
  readonly metrics: Metrics | null;
  /** Whether an earlier moment of the run is shown. */
  readonly isLookingBack: boolean;
  readonly epochsPerSecond: number;
  readonly stepsPerSecond: number;
  readonly speed: Speed;
  /** Why the run stopped by itself, and what to do. */
  readonly problem: string | null;
  /** The stop condition that ended the last run; null where none did. `stopText` says it. */
  readonly met: MetCondition | null;
  /** Why the run will learn no more as it is, and what to try. */
  readonly advice: string | null;
  readonly dataProgress: { readonly loadedBytes: number; readonly totalBytes: number } | null;
}

export const trainingStore = createStore<TrainingState>(() => ({
  phase: 'starting',
  metrics: null,
  isLookingBack: false,
  epochsPerSecond: 0,
  stepsPerSecond: 0,
  // Fast enough not to bore, slow enough to see it learn.
  speed: 30,
  problem: null,
  met: null,
  advice: null,
  dataProgress: null,
}));
const { setState } = trainingStore;

export const setSpeed = (speed: Speed): void => setState({ speed });

/** Metrics of the first snapshot, which the page has computed itself. */
export const firstMetrics = (metrics: Metrics): void => setState({ metrics });

export function snapshotTaken(snapshot: Snapshot): void {
  const { metrics, advice, epochsPerSecond, stepsPerSecond, timeline } = snapshot;
  const isLookingBack = (timeline?.lookingBackAt ?? null) !== null;
  setState({ metrics, isLookingBack, advice: advice ?? null, epochsPerSecond, stepsPerSecond });
}

/** A new run begins: why the last one stopped is no longer shown. */
export const problemForgotten = (): void => setState({ problem: null, advice: null, met: null });

export const trainerFailed = (problem: string): void =>
  setState({ phase: 'stopped', problem, dataProgress: null });

export function phaseChanged({ phase, reason, met }: TrainerEvents['phaseChanged']): void {
  setState({
    phase,
    met: met ?? null,
    ...(reason === undefined ? {} : { problem: reason }),
    ...(phase === 'stopped' ? {} : { problem: null }),
    ...(phase === 'loading' ? {} : { dataProgress: null }),
  });
}

export const dataProgressed = (dataProgress: TrainerEvents['dataProgress']): void =>
  setState({ dataProgress });

/** The run ended by itself, e.g. because the loss was no longer finite. */
export const runStopped = (problem: string, metrics: Metrics): void => setState({ problem, metrics });
