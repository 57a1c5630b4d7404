/** The note of the link in its place; its chunk is loaded only for an experiment that has one. */
import { lazyView } from '../lazyView.tsx';
import { experimentStore } from '#state/experimentStore.ts';
import { useExperiment } from '../useExperiment.ts';

const LinkNote = lazyView(() => import('./LinkNote.tsx').then((module) => module.LinkNote), {
  tell: 'notice',
});

export function NoteOfLink() {
  const isThere = useExperiment(({ note, tryThis }) => Boolean(note || tryThis));
  return isThere ? <LinkNote /> : null;
}

/** Before the first render, where the link has words: what comes later would move the network. */
export async function bringNote(): Promise<void> {
  const { note, tryThis } = experimentStore.getState().experiment;
  if (note || tryThis) await LinkNote.bring().catch(() => undefined);
}
