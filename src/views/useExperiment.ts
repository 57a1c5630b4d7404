/** A part of the present Experiment; a view renders again only when its part has changed. */
import { useStore } from 'zustand';
import type { Experiment } from '../spec/experiment.ts';
import { experimentStore } from '../state/experimentStore.ts';

export function useExperiment<T>(part: (experiment: Experiment) => T): T {
  return useStore(experimentStore, (state) => part(state.experiment));
}
