/**
 * Asks the trainer what is wrong with the run: at rest soon after the last news, while training every few seconds, and the less often
 * the longer it takes.
 */
import type { Caller } from '#protocol/Call.ts';
import type { TrainerCalls, TrainerEvents } from '#protocol/trainer.ts';
import { diagnosed, diagnosisForgotten } from '#state/diagnosisStore.ts';
import { snapshotFeed } from '#state/feeds.ts';
import { trainingStore } from '#state/trainingStore.ts';

const REST_MS = 300;
const PLAYING_MS = 5_000;
/** While training it takes at most one part in so many. */
const LEAST_PARTS = 40;

/** @returns a function that stops asking */
export function watchDiagnosis(trainer: Pick<Caller<TrainerCalls, TrainerEvents>, 'call'>): () => void {
  let generation = -1;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isAsking = false;
  let tookMs = 0;

  const isPlaying = (): boolean => trainingStore.getState().phase === 'playing';

  const ask = async (): Promise<void> => {
    timer = undefined;
    const { phase, metrics } = trainingStore.getState();
    // One that diverged in its first epoch is back at its start.
    const hasBegun = phase === 'stopped' || (metrics?.step ?? 0) > 0;
    if (isAsking || !hasBegun || phase === 'starting' || phase === 'loading') return;
    isAsking = true;
    const [of, fromMs] = [generation, performance.now()];
    try {
      const found = await trainer.call('diagnose', undefined);
      if (of === generation) diagnosed(found, isPlaying());
    } catch {
      // Without a device nothing is measured: the screen tells of that elsewhere.
    }
    tookMs = performance.now() - fromMs;
    isAsking = false;
    if (isPlaying()) askLater();
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
