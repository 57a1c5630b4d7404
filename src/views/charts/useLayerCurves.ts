/**
 * Gradient and step of each layer over the run: asked of the engine once for the moments that are kept, and again once there are
 * others, at a humane pace.
 */
import { useEffect, useState } from 'react';
import type { LayerCurves } from '#scene/charts/runCharts.ts';
import { createAsker } from '#scene/inspect/createAsker.ts';
import { experimentStore } from '#state/experimentStore.ts';
import { timelineFeed } from '#state/feeds.ts';
import { shownWeights } from '#state/shownWeights.ts';
import { throttledFeed } from '#state/throttledFeed.ts';
import { trainingStore } from '#state/trainingStore.ts';
import { useCommands } from '../CommandsContext.ts';
import { useThrottledFeed } from '../useThrottledFeed.ts';

const EVERY_MS = 1_000;
const SEEN_MS = 250;

interface AskedCurves {
  readonly curves: LayerCurves | null;
  /** Why there are none, for the reader. */
  readonly problem: string | null;
}

const NONE: AskedCurves = { curves: null, problem: null };

/** The same run at the same kept moments, trained on by the same plan, has the same curves. */
const keptMoments = (): string =>
  [
    shownWeights(),
    timelineFeed.latest.steps.join(),
    JSON.stringify(experimentStore.getState().experiment.training),
  ].join(' ');

/** @param atRest asks nothing while training */
export function useLayerCurves(isShown: boolean, atRest = false): AskedCurves {
  const commands = useCommands();
  const [found, setFound] = useState(NONE);
  const { steps } = useThrottledFeed(timelineFeed, SEEN_MS);
  useEffect(() => {
    if (!isShown) return undefined;
    let isOver = false;
    let asked: string | null = null;
    const ask = async (): Promise<void> => {
      asked = keptMoments();
      try {
        const curves = await commands.layerCurves();
        if (!isOver) setFound({ curves, problem: null });
      } catch (error) {
        const problem = error instanceof Error ? error.message : String(error);
        if (!isOver) setFound({ curves: null, problem });
      }
    };
    const isSeen = (): boolean =>
      document.visibilityState === 'visible' && !(atRest && trainingStore.getState().phase === 'playing');
    const asker = createAsker({ ask, everyMs: EVERY_MS, isSeen });
    const want = (): void => {
      if (keptMoments() !== asked) asker.want();
    };
    const stops = [
      throttledFeed(timelineFeed, EVERY_MS).subscribe(want),
      trainingStore.subscribe((next, before) => next.phase !== before.phase && want()),
      experimentStore.subscribe(
        (next, before) => next.experiment.training !== before.experiment.training && want(),
      ),
    ];
    document.addEventListener('visibilitychange', want);
    want();
    return () => {
      isOver = true;
      asker.stop();
      for (const stop of stops) stop();
      document.removeEventListener('visibilitychange', want);
    };
  }, [commands, isShown, atRest]);
  // Beyond the last kept moment: they are of a run that was there before.
  const isOfRun = (found.curves?.step.at(-1) ?? 0) <= (steps.at(-1) ?? Infinity);
  return isOfRun ? found : NONE;
}
