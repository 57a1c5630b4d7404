/**
 * What a link or file says to whoever opens it: a note and one thing to try, over the network; its title stands in the bar. The words are untrusted and are
 * rendered as text. Once hidden it stays so in this tab; the palette shows it again.
 */
import { X } from 'lucide-react';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import * as say from '#messages/generated/linkNote.ts';
import { uiStore } from '#state/uiStore.ts';
import { bringHiddenNote, hideNote, keepHiddenNote, wordsOf } from './hiddenNote.ts';
import { useExperiment } from '../useExperiment.ts';
import './LinkNote.css';

bringHiddenNote();

/** Stands in the sentence until it has been split, so that marks in an untrusted text mean nothing. */
const TASK = '\u0000';

export function LinkNote() {
  const note = useExperiment((experiment) => experiment.note);
  const tryThis = useExperiment((experiment) => experiment.tryThis);
  const hidden = useStore(uiStore, (state) => state.hiddenNote);
  useEffect(keepHiddenNote, []);
  const words = wordsOf(note, tryThis);
  if (words === '' || words === hidden) return null;
  return (
    <section className="link-note" aria-label={say.note()}>
      <div className="link-note-words" tabIndex={0} role="group" aria-label={say.note()}>
        {note && <p>{note}</p>}
        {tryThis && <Task text={tryThis} />}
      </div>
      <button type="button" className="button-plain" aria-label={say.hide()} onClick={() => hideNote(words)}>
        <X size={14} aria-hidden />
      </button>
    </section>
  );
}

function Task({ text }: { readonly text: string }) {
  const [before = '', bold = '', after = ''] = say.tryThis({ task: TASK }).split(/<\/?b>/);
  return (
    <p>
      {before}
      <b>{bold}</b>
      {after.replace(TASK, () => text)}
    </p>
  );
}
