/** What is known to be wrong with the run, and the suggestion that was tried last. Written by the functions of this file alone. */
import { createStore } from 'zustand/vanilla';
import type { Experiment } from '#experiment/experiment.ts';
import type { Diagnosis, DiagnosisId } from '#protocol/inspect.ts';

interface DiagnosisState {
  readonly diagnosis: Diagnosis | null;
  /** What the last look found, which is shown once the next one finds it, too. */
  readonly lastFound: DiagnosisId | null;
  /** Not shown again before the next fresh start. */
  readonly dismissed: readonly DiagnosisId[];
  /** The suggestion that was taken, and what it made of the experiment. */
  readonly tried: { readonly suggestion: string; readonly experiment: Experiment } | null;
}

export const diagnosisStore = createStore<DiagnosisState>(() => ({
  diagnosis: null,
  lastFound: null,
  dismissed: [],
  tried: null,
}));
const { setState, getState } = diagnosisStore;

/**
 * @param found the gravest first
 * @param isPlaying a run under way goes up and down: a diagnosis comes, and goes, once two looks agree
 */
export function diagnosed(found: readonly Diagnosis[], isPlaying: boolean): void {
  const { diagnosis, lastFound, dismissed } = getState();
  const gravest = found.find(({ id }) => !dismissed.includes(id)) ?? null;
  const same = found.find(({ id }) => id === diagnosis?.id);
  const foundNow = gravest?.id ?? null;
  if (isPlaying && same) setState({ diagnosis: same, lastFound: same.id });
  else if (isPlaying && foundNow !== lastFound) setState({ lastFound: foundNow });
  else setState({ diagnosis: gravest, lastFound: foundNow });
}

/** The network or its plan is another: what was said of the run no longer holds. */
export function diagnosisForgotten(isFreshStart: boolean): void {
  setState({ diagnosis: null, lastFound: null, ...(isFreshStart ? { dismissed: [] } : {}) });
}

export function diagnosisDismissed(): void {
  const { diagnosis, dismissed } = getState();
  setState({ diagnosis: null, ...(diagnosis ? { dismissed: [...dismissed, diagnosis.id] } : {}) });
}

export const suggestionTried = (suggestion: string, experiment: Experiment): void =>
  setState({ tried: { suggestion, experiment } });

export const trialForgotten = (): void => setState({ tried: null });
