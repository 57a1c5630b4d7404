/** The present Experiment and its history. An edit makes a new value, so undo is a list of old values. */
import { createStore } from 'zustand/vanilla';
import type { Experiment } from '../spec/experiment.ts';

const HISTORY_LENGTH = 100;

interface ExperimentState {
  /** Set by `app/` before anything renders. */
  readonly experiment: Experiment;
  readonly past: readonly Experiment[];
  readonly future: readonly Experiment[];
}

export const experimentStore = createStore<ExperimentState>(() => ({
  experiment: null as unknown as Experiment,
  past: [],
  future: [],
}));

/** A new experiment, undoable. Edits with the same `gesture` (one slider drag) make one undo step. */
export function setExperiment(experiment: Experiment, gesture?: string): void {
  const { experiment: present, past } = experimentStore.getState();
  if (experiment === present) return;
  const merges = gesture !== undefined && gesture === lastGesture;
  lastGesture = gesture;
  experimentStore.setState({
    experiment,
    past: merges ? past : [...past, present].slice(-HISTORY_LENGTH),
    future: [],
  });
}
let lastGesture: string | undefined;

/** The first experiment, or one that came by link: history starts here. */
export function startWith(experiment: Experiment): void {
  lastGesture = undefined;
  experimentStore.setState({ experiment, past: [], future: [] });
}

export function undo(): void {
  const { experiment, past, future } = experimentStore.getState();
  const last = past.at(-1);
  if (!last) return;
  lastGesture = undefined;
  experimentStore.setState({ experiment: last, past: past.slice(0, -1), future: [experiment, ...future] });
}

export function redo(): void {
  const { experiment, past, future } = experimentStore.getState();
  const [next, ...rest] = future;
  if (!next) return;
  lastGesture = undefined;
  experimentStore.setState({ experiment: next, past: [...past, experiment], future: rest });
}
