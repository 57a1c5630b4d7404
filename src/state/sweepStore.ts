/** The curve of the sweep that runs, or of the last one. */
import { createStore } from 'zustand/vanilla';
import type { SweepProgress } from '../wire/sweep.ts';

export interface SweepState extends SweepProgress {
  readonly isRunning: boolean;
  readonly problem: string | null;
}

export const sweepStore = createStore<SweepState>(() => ({
  over: 'concurrency',
  points: [],
  knee: -1,
  usl: null,
  measuring: null,
  isRunning: false,
  problem: null,
}));
