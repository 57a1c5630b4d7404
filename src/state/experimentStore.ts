/** The present Experiment and its history. An edit makes a new value, so undo is a list of old values. */
import { createStore } from 'zustand/vanilla';
import { beginOrigin, inheritOrigin } from '#client/momentOf.ts';
import { inheritUnits, unitIdsOf } from '#client/unitIds.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { isSameJson } from '#experiment/isSameJson.ts';

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
  if (!trainings.has(experiment)) trainings.set(experiment, trainingOf(present));
  inheritOrigin(experiment, present);
  inheritUnits(experiment, present);
  const merges = gesture !== undefined && gesture === lastGesture;
  const begun = past.at(-1);
  if (merges && begun && isSame(experiment, begun)) {
    // A drag that came back to where it began has changed nothing: no undo step remains of it, and what follows makes a new one.
    lastGesture = undefined;
    experimentStore.setState({ experiment: begun, past: past.slice(0, -1), future: [] });
    return;
  }
  lastGesture = gesture;
  experimentStore.setState({
    experiment,
    past: merges ? past : [...past, present].slice(-HISTORY_LENGTH),
    future: [],
  });
}
let lastGesture: string | undefined;

const isSame = (a: Experiment, b: Experiment): boolean => trainingOf(a) === trainingOf(b) && isSameJson(a, b);

/** Which fresh start or typed weight an experiment's weights come from; not part of its content. */
const trainings = new WeakMap<Experiment, number>();
const begunFrom = new WeakMap<Experiment, Experiment>();
let lastTraining = 0;
export const trainingOf = (experiment: Experiment): number => trainings.get(experiment) ?? 0;
/** Whether `later` differs from `earlier` by a fresh start or typed weights alone. */
export const isBegunFrom = (later: Experiment, earlier: Experiment): boolean =>
  begunFrom.get(later) === earlier;

/** An undo step for weights that are about to change without an edit: the same experiment as a new value. */
export function beginTraining(gesture?: string): Experiment {
  const { experiment: present } = experimentStore.getState();
  const experiment = { ...present };
  trainings.set(experiment, ++lastTraining);
  begunFrom.set(experiment, present);
  setExperiment(experiment, gesture);
  return experiment;
}

/**
 * Opens an experiment, undoable: from its seed at step 0 instead of with the present weights.
 * @param experiment a value that the store has not had before
 */
export function openExperiment(experiment: Experiment): void {
  trainings.set(experiment, ++lastTraining);
  beginOrigin(experiment);
  setExperiment(experiment);
}

/** Sets the experiment that the page starts with: undo history starts here. */
export function startWith(experiment: Experiment): void {
  trainings.set(experiment, trainingOf(experiment));
  unitIdsOf(experiment);
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
