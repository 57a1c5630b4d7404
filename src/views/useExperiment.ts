/** A part of the present Experiment; re-renders only when that part changes. */
import { useStore } from 'zustand';
import type { DataSet } from '#datasets/DataSet.ts';
import { factsOf } from '#experiment/dataFacts.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { experimentStore } from '#state/experimentStore.ts';

export function useExperiment<T>(part: (experiment: Experiment) => T): T {
  return useStore(experimentStore, (state) => part(state.experiment));
}

/** What the present data are: task, classes, columns. */
export const useFacts = (): DataSet => useExperiment(({ data }) => factsOf(data));
