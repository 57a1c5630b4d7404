/** What the dialog shares: the words for whoever gets it, whether weights are in it, and the link made of both. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { LINK_TEXTS, withTexts, type LinkTexts } from '#commands/linkTexts.ts';
import * as say from '#messages/generated/share.ts';
import { experimentStore } from '#state/experimentStore.ts';
import { useCommands } from '../CommandsContext.ts';
import { hideNote, wordsOf } from '../linkNote/hiddenNote.ts';
import { useSharedWeights, type SharedWeights } from './useSharedWeights.ts';

/** Chats and mail programs are known to cut longer links: such a one is given only when it is asked for. */
const LONG_LINK = 8_000;
/** While somebody types. */
const QUIET_MS = 150;

export interface Sharing {
  readonly texts: Required<LinkTexts>;
  /** What the boxes of the dialog say; a blank one takes the text away. */
  setText(name: keyof LinkTexts, text: string): void;
  /** Makes the words part of the experiment, undoable: they are then in its address and files. */
  commit(): void;
  readonly weights: SharedWeights;
  readonly withWeights: boolean;
  setWithWeights(chosen: boolean): void;
  /** Empty until it has been made. */
  readonly link: string;
  readonly problem: string;
  /** Too long to be given without being asked for. */
  readonly isLong: boolean;
  allowLong(): void;
}

/** Starts with what the experiment has at its first render. */
export function useSharing(): Sharing {
  const commands = useCommands();
  const weights = useSharedWeights();
  const [texts, setTexts] = useState(presentTexts);
  const [withWeights, setWithWeights] = useState(false);
  const [link, setLink] = useState('');
  const [problem, setProblem] = useState('');
  const [mayBeLong, setMayBeLong] = useState(false);
  const typed = useRef<Required<LinkTexts> | null>(null);

  useEffect(() => {
    let current = true;
    const make = (): void =>
      void commands.link({ weights: withWeights, ...texts }).then(
        (made) => current && setLink(made),
        // Shown in the dialog: a notice would be behind it.
        (error: unknown) => {
          if (!current) return;
          setWithWeights(false);
          setProblem(say.linkNotMade({ why: error instanceof Error ? error.message : String(error) }));
        },
      );
    const timer = setTimeout(make, typed.current ? QUIET_MS : 0);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [commands, withWeights, texts]);

  const commit = useCallback((): void => {
    const words = typed.current;
    typed.current = null;
    if (!words) return;
    // Who wrote the note need not be shown it.
    hideNote(wordsOf(words.note.trim(), words.tryThis.trim()));
    commands.edit((experiment) => withTexts(experiment, words));
  }, [commands]);
  // The dialog may be closed while somebody types.
  useEffect(() => commit, [commit]);

  return {
    texts,
    setText(name, text) {
      typed.current = { ...texts, [name]: text };
      setTexts(typed.current);
    },
    commit,
    weights,
    withWeights,
    setWithWeights(chosen) {
      setProblem('');
      setWithWeights(chosen);
    },
    link,
    problem,
    isLong: link.length > LONG_LINK && !mayBeLong,
    allowLong: () => setMayBeLong(true),
  };
}

function presentTexts(): Required<LinkTexts> {
  const { experiment } = experimentStore.getState();
  const entries = LINK_TEXTS.map((name) => [name, experiment[name] ?? ''] as const);
  return Object.fromEntries(entries) as unknown as Required<LinkTexts>;
}
