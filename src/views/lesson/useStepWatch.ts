/** The condition of the present step as it stands: its lines, and whether the machine was too busy to judge. Once met, the step is done. */
import { useEffect, useState } from 'react';
import { watchStep } from '#commands/watchStep.ts';
import { conditionLines, type ConditionLine } from '#lessons/conditions/conditionText.ts';
import { stepDone } from '#state/learnStore.ts';
import { useCommands } from '../CommandsContext.ts';
import type { PresentStep } from './useLesson.ts';

export interface WatchedLine extends ConditionLine {
  /** The first value that was seen. */
  readonly from?: number;
  /** Whether it held from the start: then it is a guard, not something to be done. */
  readonly heldAtStart?: boolean;
}

export interface StepWatch {
  readonly lines: readonly WatchedLine[];
  readonly isBusy: boolean;
}

export function useStepWatch({ step, at }: PresentStep): StepWatch {
  const commands = useCommands();
  const [seen, setSeen] = useState<StepWatch>({ lines: [], isBusy: false });
  useEffect(
    () =>
      watchStep(commands, step, (watch) => {
        const lines = conditionLines(watch.condition, watch.scope);
        setSeen((before) => ({ lines: withStart(lines, before.lines), isBusy: watch.state === 'busy' }));
        if (watch.state === 'met') stepDone(at);
      }),
    [commands, step, at],
  );
  return seen;
}

function withStart(lines: readonly ConditionLine[], before: readonly WatchedLine[]): WatchedLine[] {
  return lines.map((line, i) => {
    const from = before[i]?.from ?? line.value;
    const heldAtStart = before[i]?.heldAtStart ?? (line.holds === null ? undefined : line.holds);
    return {
      ...line,
      ...(from === undefined ? {} : { from }),
      ...(heldAtStart === undefined ? {} : { heldAtStart }),
    };
  });
}
