/**
 * An answer about the network under way as React state, kept up with training. The last one stays until the next is there, as long as
 * it answers what is asked now, of the weights and data that are shown now; an answer to anything else is never shown.
 */
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Answer, Question, QuestionParams } from '#commands/questions.ts';
import { createAsker } from '#scene/inspect/createAsker.ts';
import { experimentStore } from '#state/experimentStore.ts';
import { dataFeed, snapshotFeed } from '#state/feeds.ts';
import { shownWeights } from '#state/shownWeights.ts';
import { trainingStore } from '#state/trainingStore.ts';
import { useCommands } from '../CommandsContext.ts';
import { useFeed } from '../useFeed.ts';

export interface Asked<T> {
  readonly value: T | null;
  /** Why there is none, for the reader. */
  readonly problem: string | null;
  readonly isAsking: boolean;
  /** The epoch on the screen when it was asked; null without an answer. */
  readonly epoch: number | null;
}

interface AskOptions {
  readonly everyMs?: number;
  /** Only while training rests: for answers that take long. */
  readonly atRest?: boolean;
}

interface Found<T> {
  /** What was asked, and of which weights and data. */
  readonly params: unknown;
  readonly weights: number;
  readonly data: unknown;
  readonly epoch: number | null;
  readonly value: T | null;
  readonly problem: string | null;
}

/** @param params null asks nothing; another object asks anew: memoise it */
export function useAsked<Kind extends Question>(
  kind: Kind,
  params: QuestionParams<Kind> | null,
  { everyMs = 400, atRest = false }: AskOptions = {},
): Asked<Answer<Kind>> {
  const commands = useCommands();
  const [found, setFound] = useState<Found<Answer<Kind>> | null>(null);
  const [isAsking, setAsking] = useState(false);
  const weights = useSyncExternalStore(snapshotFeed.subscribe, shownWeights);
  const data = useFeed(dataFeed);
  useEffect(() => {
    if (params === null) return undefined;
    let isOver = false;
    let askedOf = shownWeights();
    const ask = async (): Promise<void> => {
      setAsking(true);
      askedOf = shownWeights();
      const epoch = snapshotFeed.latest?.metrics.epoch ?? null;
      const about = { params, weights: askedOf, data: dataFeed.latest, epoch };
      let answer: Pick<Found<Answer<Kind>>, 'value' | 'problem'>;
      try {
        answer = { value: await commands.ask(kind, params), problem: null };
      } catch (error) {
        answer = { value: null, problem: error instanceof Error ? error.message : String(error) };
      }
      if (isOver) return;
      setFound({ ...about, ...answer });
      setAsking(false);
    };
    const isSeen = (): boolean =>
      document.visibilityState === 'visible' && !(atRest && trainingStore.getState().phase === 'playing');
    const created = createAsker({ ask, everyMs, isSeen });
    const want = (): void => created.want(askedOf !== shownWeights());
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
  const isAnswer =
    found !== null &&
    params !== null &&
    found.params === params &&
    found.weights === weights &&
    found.data === data;
  const { value, problem, epoch } = isAnswer ? found : NOTHING;
  return { value, problem, epoch, isAsking };
}

const NOTHING = { value: null, problem: null, epoch: null };
