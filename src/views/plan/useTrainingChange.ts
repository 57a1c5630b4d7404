/** Edits the training plan. */
import type { TrainingSpec } from '#experiment/experiment.ts';
import { useCommands } from '../CommandsContext.ts';

export function useTrainingChange(): (change: (training: TrainingSpec) => TrainingSpec) => void {
  const { edit } = useCommands();
  return (change) => edit((experiment) => ({ ...experiment, training: change(experiment.training) }));
}
