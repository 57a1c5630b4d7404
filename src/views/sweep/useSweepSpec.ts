/** The sweep of the present experiment, and how it is changed: each change is an edit, undoable. */
import { useCallback } from 'react';
import { DEFAULT_SWEEP, type SweepSpec } from '#experiment/sweepSpec.ts';
import { useCommands } from '../CommandsContext.ts';
import { useExperiment } from '../useExperiment.ts';

export function useSweepSpec(): [SweepSpec, (change: Partial<SweepSpec>) => void] {
  const commands = useCommands();
  const spec = useExperiment((experiment) => experiment.sweep ?? DEFAULT_SWEEP);
  const change = useCallback(
    (part: Partial<SweepSpec>) =>
      commands.edit((experiment) => ({
        ...experiment,
        sweep: { ...(experiment.sweep ?? DEFAULT_SWEEP), ...part },
      })),
    [commands],
  );
  return [spec, change];
}
