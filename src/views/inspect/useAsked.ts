/** An answer about the network under way as React state, kept up with training. The last one stays until the next is there. */
import { useEffect, useRef, useState } from 'react';
import type { Answer, Question, QuestionParams } from '#commands/questions.ts';
import { createAsker, type Asker } from '#scene/inspect/createAsker.ts';
import { experimentStore } from '#state/experimentStore.ts';
import { dataFeed, snapshotFeed } from '#state/feeds.ts';
import { trainingStore } from '#state/trainingStore.ts';
import { useCommands } from '../CommandsContext.ts';

export interface Asked<T> {
  readonly value: T | null;
  /** Why there is none, for the reader. */
  readonly problem: string | null;
  readonly isAsking: boolean;
  again(): void;
}

interface AskOptions {
  readonly everyMs?: number;
  /** Only while training rests: for answers that take long. */
  readonly atRest?: boolean;
}

const NOTHING = { value: null, problem: null };

/** @param params null asks nothing; another object asks anew: memoise it */
export function useAsked<Kind extends Question>(
  kind: Kind,
  params: QuestionParams<Kind> | null,
  { everyMs = 400, atRest = false }: AskOptions = {},
): Asked<Answer<Kind>> {
  const commands = useCommands();
  const [found, setFound] = useState<{ value: Answer<Kind> | null; problem: string | null }>(NOTHING);
  const [isAsking, setAsking] = useState(false);
  const asker = useRef<Asker | null>(null);
  useEffect(() => {
    if (params === null) return undefined;
    let isOver = false;
    const ask = async (): Promise<void> => {
      setAsking(true);
      try {
        const value = await commands.ask(kind, params);
        if (!isOver) setFound({ value, problem: null });
      } catch (error) {
        if (!isOver)
          setFound({ value: null, problem: error instanceof Error ? error.message : String(error) });
      }
      if (!isOver) setAsking(false);
    };
    const isSeen = (): boolean =>
      document.visibilityState === 'visible' && !(atRest && trainingStore.getState().phase === 'playing');
    const created = createAsker({ ask, everyMs, isSeen });
    asker.current = created;
    const { want } = created;
    const stops = [
      snapshotFeed.subscribe(want),
      dataFeed.subscribe(want),
      trainingStore.subscribe((next, before) => next.phase !== before.phase && want()),
      // A change of the plan alone brings no new snapshot.
      experimentStore.subscribe(
        (next, before) => next.experiment.training !== before.experiment.training && want(),
      ),
    ];
    document.addEventListener('visibilitychange', want);
    want();
    return () => {
      isOver = true;
      created.stop();
      for (const stop of stops) stop();
      document.removeEventListener('visibilitychange', want);
    };
  }, [commands, kind, params, everyMs, atRest]);
  return { ...found, isAsking, again: () => asker.current?.want() };
}
