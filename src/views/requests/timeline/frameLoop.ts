/**
 * A canvas that moves by itself: repainted each frame as long as its painter asks for the next one, and once for each
 * news otherwise. (`usePainter` of Canvas.tsx repaints on news only.)
 */
import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';
import type { Theme } from '../../../paint/theme.ts';
import type { Feed } from '../../../state/Feed.ts';
import { drawCanvas } from '../../drawCanvas.ts';
import { useTheme } from '../../useTheme.ts';

/** Paints, and tells whether the next frame will look different by itself. */
type PaintFrame = (
  context: CanvasRenderingContext2D,
  widthPx: number,
  heightPx: number,
  theme: Theme,
) => boolean;

/** `paint` must stay the same function from render to render. Frames stand at least `leastMs` apart. */
export function useFrames(
  canvas: RefObject<HTMLCanvasElement | null>,
  paint: PaintFrame,
  feeds: readonly Pick<Feed<unknown>, 'subscribe'>[],
  leastMs = 0,
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
    let frame = 0;
    let drawnMs = -Infinity;
    const draw = (nowMs: number): void => {
      // A frame of the display is never exactly as long as the last.
      if (nowMs - drawnMs < leastMs - 4) {
        frame = requestAnimationFrame(draw);
        return;
      }
      drawnMs = nowMs;
      frame = 0;
      let goesOn = false;
      drawCanvas(
        element,
        (context, widthPx, heightPx, theme) => (goesOn = paint(context, widthPx, heightPx, theme)),
        themeNow.current,
      );
      if (goesOn) frame ||= requestAnimationFrame(draw);
    };
    const ask = (): void => void (frame ||= requestAnimationFrame(draw));
    schedule.current = ask;
    const observer = new ResizeObserver(ask);
    observer.observe(element);
    const stops = feeds.map((feed) => feed.subscribe(ask));
    ask();
    return () => {
      schedule.current = null;
      cancelAnimationFrame(frame);
      observer.disconnect();
      stops.forEach((stop) => stop());
    };
    // The list is spelt inline by callers; its members are what matters.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [canvas, paint, leastMs, ...feeds]);
}
