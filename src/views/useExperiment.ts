/** A part of the present Experiment; re-renders only when that part changes. */
import { useStore } from 'zustand';
import type { Experiment } from '#experiment/experiment.ts';
import { experimentStore } from '#state/experimentStore.ts';

export function useExperiment<T>(part: (experiment: Experiment) => T): T {
  return useStore(experimentStore, (state) => part(state.experiment));
}
