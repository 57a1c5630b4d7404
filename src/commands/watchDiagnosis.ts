/**
 * Asks the trainer what is wrong with the run: at rest soon after the last news, while training every few seconds, and the less often
 * the longer it takes. An answer is about one network at one moment of the history; once either is another, it is dropped.
 */
import { momentOf } from '#client/momentOf.ts';
import type { Caller } from '#protocol/Call.ts';
import type { TrainerCalls, TrainerEvents } from '#protocol/trainer.ts';
import { diagnosed, diagnosisForgotten } from '#state/diagnosisStore.ts';
import { experimentStore } from '#state/experimentStore.ts';
import { snapshotFeed } from '#state/feeds.ts';
import { trainingStore } from '#state/trainingStore.ts';
import type { ExperimentSync } from './experimentSync.ts';

const REST_MS = 300;
const PLAYING_MS = 5_000;
/** While training it takes at most one part in so many. */
const LEAST_PARTS = 40;

/** The value of the history on the screen, and the generation of the network that is shown. */
const now = (): string =>
  `${momentOf(experimentStore.getState().experiment)} ${snapshotFeed.latest?.generation}`;

/** @returns a function that stops asking */
export function watchDiagnosis(
  trainer: Pick<Caller<TrainerCalls, TrainerEvents>, 'call'>,
  sync: Pick<ExperimentSync, 'whenTaken'>,
): () => void {
  let generation = -1;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isAsking = false;
  let isDue = false;
  let tookMs = 0;

  const isPlaying = (): boolean => trainingStore.getState().phase === 'playing';

  const ask = async (): Promise<void> => {
    timer = undefined;
    const { phase, metrics } = trainingStore.getState();
    // One that diverged in its first epoch is back at its start.
    const hasBegun = phase === 'stopped' || (metrics?.step ?? 0) > 0;
    isDue = isAsking;
    if (isAsking || !hasBegun || phase === 'starting' || phase === 'loading') return;
    isAsking = true;
    try {
      // Before that the answer would be about the network before the edit.
      await sync.whenTaken();
      const [of, fromMs] = [now(), performance.now()];
      const found = await trainer.call('diagnose', undefined);
      tookMs = performance.now() - fromMs;
      if (of === now()) diagnosed(found, isPlaying());
      else isDue = true;
    } catch {
      // Without a device nothing is measured: the screen tells of that elsewhere.
    }
    isAsking = false;
    if (isPlaying() || isDue) askLater();
  };

  const askLater = (): void => {
    if (isPlaying()) timer ??= setTimeout(ask, Math.max(PLAYING_MS, LEAST_PARTS * tookMs));
    else {
      clearTimeout(timer);
      timer = setTimeout(ask, REST_MS);
    }
  };

  const stops = [
    snapshotFeed.subscribe(() => {
      const snapshot = snapshotFeed.latest;
      if (snapshot && snapshot.generation !== generation) {
        ({ generation } = snapshot);
        diagnosisForgotten(snapshot.metrics.step === 0);
      }
      askLater();
    }),
    // At once: the snapshot of the next network may be a while.
    experimentStore.subscribe(({ experiment }, before) => {
      if (momentOf(experiment) !== momentOf(before.experiment)) diagnosisForgotten(false);
    }),
    trainingStore.subscribe(({ phase }, before) => {
      if (phase === before.phase) return;
      clearTimeout(timer);
      timer = undefined;
      askLater();
    }),
  ];
  return () => {
    for (const stop of stops) stop();
    clearTimeout(timer);
  };
}
