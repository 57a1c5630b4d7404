/** Note that a result was measured on other data, or another network, than those on the screen. */
import type { Experiment } from '#experiment/experiment.ts';
import { isSameSubject, subjectText } from '#experiment/subject.ts';
import { useExperiment } from '../useExperiment.ts';
import { useRan } from './useRun.ts';

interface OlderNoteProps {
  /** The experiment of the result; null where there is none. */
  readonly measuredOn: Experiment | null | undefined;
  /** The result as the subject of a sentence. */
  readonly what: string;
}

export function OlderNote({ measuredOn, what }: OlderNoteProps) {
  const isOlder = useExperiment((present) => Boolean(measuredOn) && !isSameSubject(measuredOn!, present));
  if (!measuredOn || !isOlder) return null;
  return (
    <p className="older-note">
      {what} measured on {subjectText(measuredOn)}, before the last change.
    </p>
  );
}

/** The same for the run that the panes show. */
export function OlderRunNote() {
  return <OlderNote measuredOn={useRan()} what="These requests were" />;
}
