/** Note that a result was measured on other data, or another network, than those on the screen. */
import type { Experiment } from '#experiment/experiment.ts';
import { isSameSubject, subjectText } from '#experiment/subject.ts';
import * as say from '#messages/generated/requests.ts';
import { useExperiment } from '../useExperiment.ts';
import { useRan } from './useRun.ts';

interface OlderNoteProps {
  /** The experiment of the result; null where there is none. */
  readonly measuredOn: Experiment | null | undefined;
  /** The note, of a result that was measured on this data and network. */
  text(v: { readonly subject: string }): string;
}

export function OlderNote({ measuredOn, text }: OlderNoteProps) {
  const isOlder = useExperiment((present) => Boolean(measuredOn) && !isSameSubject(measuredOn!, present));
  if (!measuredOn || !isOlder) return null;
  return <p className="older-note">{text({ subject: subjectText(measuredOn) })}</p>;
}

/** The same for the run that the panes show. */
export function OlderRunNote() {
  return <OlderNote measuredOn={useRan()} text={say.olderRun} />;
}
