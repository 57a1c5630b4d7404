/** The small picture of a demo: computed on this page with the demo's own seeds, while it is on the screen. */
import { useCallback, useEffect, useMemo, useRef, type RefObject } from 'react';
import { paintLosses } from '#canvas/demos/paintLosses.ts';
import { paintCalls, paintSenders, paintWaits } from '#canvas/demos/paintServing.ts';
import { createMapPainter } from '#canvas/paintPredictionMap.ts';
import { Channel } from '#channel/Channel.ts';
import { DATA_SETS } from '#datasets/registry.ts';
import type { Demo } from '#lessons/demos/Demo.ts';
import * as say from '#messages/generated/gallery.ts';
import { demoRun, trainShown, type ShownDemo } from '#scene/demos/demoRuns.ts';
import { CALLS, closedAnswers, openAnswers } from '#scene/demos/servingPictures.ts';
import { createFeed } from '#state/Feed.ts';
import { Canvas, usePainter, type Paint } from '../Canvas.tsx';
import { SetThumb } from '../data/SetThumb.tsx';

export function DemoPicture({ demo }: { readonly demo: Demo }) {
  switch (demo.picture) {
    case 'map':
    case 'curve':
      return <TrainedPicture demo={demo} />;
    case 'digits':
      return <SetThumb set={DATA_SETS.mnist} />;
    case 'leak':
      return <LeakPicture />;
    default:
      return (
        <Canvas
          className="demo-canvas"
          label=""
          paint={demo.picture === 'stall' ? PAINT_STALL : PAINT_CALLS}
        />
      );
  }
}

function TrainedPicture({ demo }: { readonly demo: Demo }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const shown = demoRun(demo);
  useTrainedWhileSeen(canvas, shown);
  const map = useMemo(() => createMapPainter(), []);
  const paint = useCallback<Paint>(
    (context, widthPx, heightPx, theme) => {
      const { run } = shown;
      if (demo.picture === 'curve') {
        paintLosses(context, widthPx, heightPx, { ...run.losses, most: demo.epochs + 1 }, theme);
        return;
      }
      const picture = run.map();
      if (picture) map.paint(context, widthPx, heightPx, picture, theme);
    },
    [demo, shown, map],
  );
  usePainter(canvas, paint, [shown.feed]);
  return <canvas ref={canvas} className="demo-canvas" aria-hidden />;
}

/** Those that cannot be seen are not trained. */
function useTrainedWhileSeen(canvas: RefObject<HTMLCanvasElement | null>, shown: ShownDemo): void {
  useEffect(() => {
    let stop = (): void => undefined;
    const observer = new IntersectionObserver(([entry]) => {
      stop();
      stop = entry?.isIntersecting === true ? trainShown(shown) : () => undefined;
    });
    if (canvas.current) observer.observe(canvas.current);
    return () => {
      observer.disconnect();
      stop();
    };
  }, [canvas, shown]);
}

const SENDERS = 128;

const blocked = createFeed(SENDERS);

/** Runs the leak itself, with values in place of answers. */
function LeakPicture() {
  useEffect(() => {
    const channel = new Channel<number>();
    // Those that nobody reads stay pending, which is what the picture shows.
    for (let i = 0; i < SENDERS; i++) void channel.send(i).catch(() => undefined);
    void channel.receive().then(() => blocked.publish(channel.blockedSenders));
  }, []);
  return <Canvas className="demo-canvas" paint={PAINT_LEAK} feeds={[blocked]} label="" />;
}

const PAINT_LEAK: Paint = (context, widthPx, heightPx, theme) =>
  paintSenders({ context, widthPx, heightPx, theme }, SENDERS, blocked.latest);

const PAINT_CALLS: Paint = (context, widthPx, heightPx, theme) =>
  paintCalls({ context, widthPx, heightPx, theme }, CALLS, [say.oneByOne(), say.oneBatch()]);

const PAINT_STALL: Paint = (context, widthPx, heightPx, theme) =>
  paintWaits(
    { context, widthPx, heightPx, theme },
    [closedAnswers(), openAnswers()],
    [say.waits(), say.steady()],
  );
