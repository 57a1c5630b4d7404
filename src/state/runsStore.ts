/** Runs that were kept to compare later ones with: settings and curve. They stay with the tab's work. Written by the functions of this file alone. */
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

/**
 * Brings runs back that were kept before a reload, before those that were kept since; as many as there is room for.
 * @param kept with their numbers, which later runs do not take
 */
export function restoreCurves(kept: readonly KeptCurve[]): void {
  if (kept.length === 0) return;
  last = Math.max(last, ...kept.map(({ id }) => id));
  const { runs } = runsStore.getState();
  // Kept in the moment in which the others were still being read.
  const since = runs.map((run) => (kept.some(({ id }) => id === run.id) ? { ...run, id: ++last } : run));
  runsStore.setState({ runs: [...kept, ...since].slice(0, MOST_RUNS) });
}

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
