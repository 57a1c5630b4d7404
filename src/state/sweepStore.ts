/** The curve of the capacity sweep that runs, or of the last one. Written by the functions of this file alone. */
import { createStore } from 'zustand/vanilla';
import type { Experiment } from '#experiment/experiment.ts';
import type { SweepProgress } from '#protocol/sweep.ts';

export interface SweepState extends SweepProgress {
  readonly isRunning: boolean;
  readonly problem: string | null;
  /** The experiment it measures, or has measured; null before the first. */
  readonly measuredOn: Experiment | null;
}

export const sweepStore = createStore<SweepState>(() => ({
  over: 'concurrency',
  points: [],
  knee: -1,
  usl: null,
  theory: null,
  measuring: null,
  isRunning: false,
  problem: null,
  measuredOn: null,
}));
const { getInitialState, getState, setState } = sweepStore;

export function sweepStarting(over: SweepState['over'], measuredOn: Experiment): void {
  setState({ ...getInitialState(), over, isRunning: true, measuredOn });
}

/** Without effect once the sweep has ended. */
export function sweepProgressed(progress: SweepProgress): void {
  if (getState().isRunning) setState(progress);
}

export const sweepFailed = (problem: string): void => setState({ problem });

export const sweepEnded = (): void => setState({ isRunning: false, measuring: null });
