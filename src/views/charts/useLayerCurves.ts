/** Gradient and step of each layer over the run: computed by the engine while they are shown, at most once a second. */
import { useEffect, useState } from 'react';
import { notifyError } from '#commands/notifyError.ts';
import type { LayerCurves } from '#scene/charts/runCharts.ts';
import { timelineFeed } from '#state/feeds.ts';
import { throttledFeed } from '#state/throttledFeed.ts';
import { useCommands } from '../CommandsContext.ts';

const EVERY_MS = 1_000;

export function useLayerCurves(isShown: boolean): LayerCurves | null {
  const commands = useCommands();
  const [curves, setCurves] = useState<LayerCurves | null>(null);
  useEffect(() => {
    if (!isShown) return undefined;
    let isCurrent = true;
    let isAsking = false;
    /** The kept steps that were asked for last: the same ones have the same curves. */
    let asked: string | null = null;
    const ask = async (): Promise<void> => {
      const now = timelineFeed.latest.steps.join();
      if (isAsking || now === asked) return;
      isAsking = true;
      asked = now;
      try {
        const found = await commands.layerCurves();
        if (isCurrent) setCurves(found);
      } catch (error) {
        if (isCurrent) notifyError(error);
      }
      isAsking = false;
      if (isCurrent && asked !== timelineFeed.latest.steps.join()) setTimeout(() => void ask(), EVERY_MS);
    };
    void ask();
    const stop = throttledFeed(timelineFeed, EVERY_MS).subscribe(() => void ask());
    return () => {
      isCurrent = false;
      stop();
    };
  }, [commands, isShown]);
  return curves;
}
