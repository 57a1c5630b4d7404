/**
 * An animated canvas: repainted frame after frame as long as its painter asks for another, else once for each change of a
 * feed. (`usePainter` of Canvas.tsx repaints on changes only.)
 */
import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';
import type { Theme } from '#canvas/theme.ts';
import type { Feed } from '#state/Feed.ts';
import { throttle } from '#state/throttle.ts';
import { drawCanvas } from './drawCanvas.ts';
import { cancelDraw, drawInFrame } from './frameQueue.ts';
import { onPixelRatio } from './pixelRatio.ts';
import { useTheme } from './useTheme.ts';

/** Paints; returns whether the next frame will differ by itself. */
type PaintFrame = (
  context: CanvasRenderingContext2D,
  widthPx: number,
  heightPx: number,
  theme: Theme,
) => boolean;

/** Frames of a display are not exactly evenly spaced. */
const JITTER_MS = 4;

/**
 * @param paint must stay the same function from render to render
 * @param everyMs minimum time between two frames
 */
export function useFrames(
  canvas: RefObject<HTMLCanvasElement | null>,
  paint: PaintFrame,
  feeds: readonly Pick<Feed<unknown>, 'subscribe'>[],
  everyMs = 0,
): void {
  const theme = useTheme();
  const schedule = useRef<(() => void) | null>(null);
  const themeNow = useRef(theme);
  useLayoutEffect(() => {
    themeNow.current = theme;
    schedule.current?.();
  }, [theme]);
  useEffect(() => {
    const element = canvas.current;
    if (!element) return undefined;
    let isDrawn = false;
    const draw = (): void => {
      isDrawn = true;
      let goesOn = false;
      drawCanvas(
        element,
        (context, widthPx, heightPx, theme) => (goesOn = paint(context, widthPx, heightPx, theme)),
        themeNow.current,
      );
      if (goesOn) ask();
    };
    const ask = throttle(() => drawInFrame(draw, !isDrawn), everyMs - JITTER_MS);
    schedule.current = ask;
    const observer = new ResizeObserver(ask);
    observer.observe(element);
    const stops = [onPixelRatio(ask), ...feeds.map((feed) => feed.subscribe(ask))];
    ask();
    return () => {
      schedule.current = null;
      ask.stop();
      cancelDraw(draw);
      observer.disconnect();
      stops.forEach((stop) => stop());
    };
    // Callers pass an array literal; its members are the dependencies.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [canvas, paint, everyMs, ...feeds]);
}
