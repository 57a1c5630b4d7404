/** Runs that were kept to compare later ones with: settings and curve. They last as long as the page. Written by the functions of this file alone. */
import { createStore } from 'zustand/vanilla';
import type { Experiment } from '#experiment/experiment.ts';
import type { HistoryPoint } from '#protocol/trainer.ts';

/** More lines than that cannot be told apart. */
export const MOST_RUNS = 5;

export interface KeptCurve {
  /** 1 for the first that was kept. */
  readonly id: number;
  readonly experiment: Experiment;
  readonly curve: readonly HistoryPoint[];
}

interface RunsState {
  readonly runs: readonly KeptCurve[];
}

export const runsStore = createStore<RunsState>(() => ({ runs: [] }));

let last = 0;

/** @returns whether there was room for it */
export function keepCurve(experiment: Experiment, curve: readonly HistoryPoint[]): boolean {
  const { runs } = runsStore.getState();
  if (runs.length >= MOST_RUNS) return false;
  runsStore.setState({ runs: [...runs, { id: ++last, experiment, curve }] });
  return true;
}

export function forgetCurve(id: number): void {
  runsStore.setState(({ runs }) => ({ runs: runs.filter((run) => run.id !== id) }));
}
