/**
 * A part of the experiment that the shown run was measured on: its classes, its settings. It stays whatever is edited
 * afterwards. Before the first run, of the present experiment.
 */
import { useSyncExternalStore } from 'react';
import type { Experiment } from '#experiment/experiment.ts';
import { traceFeed } from '#state/feeds.ts';
import { useExperiment } from '../useExperiment.ts';

export function useRan(): Experiment | null {
  return useSyncExternalStore(traceFeed.subscribe, () => traceFeed.latest.ran);
}

export function useRun<T>(part: (experiment: Experiment) => T): T {
  const ran = useRan();
  return useExperiment((present) => part(ran ?? present));
}
