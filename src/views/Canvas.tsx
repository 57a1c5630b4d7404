/**
 * A canvas filled by a painter: sized by its CSS box, sharp at any pixel ratio, repainted at most once per frame when a feed,
 * the theme, the box, the pixel ratio or its painter changes. React renders it once; fast data bypasses React.
 */
import { useEffect, useLayoutEffect, useRef, type CSSProperties, type RefObject } from 'react';
import type { Theme } from '#canvas/theme.ts';
import type { Feed } from '#state/Feed.ts';
import { drawCanvas, type Paint } from './drawCanvas.ts';
import { cancelDraw, drawInFrame } from './frameQueue.ts';
import { onPixelRatio } from './pixelRatio.ts';
import { useTheme } from './useTheme.ts';

export type { Paint };

interface CanvasProps {
  /** A new function means new data: memoise it, or each render repaints. */
  readonly paint: Paint;
  readonly feeds?: readonly Pick<Feed<unknown>, 'subscribe'>[];
  /** Accessible name of the picture; empty for decoration. */
  readonly label: string;
  /** Id of the element that holds its values. */
  readonly describedBy?: string | undefined;
  readonly className?: string | undefined;
  readonly style?: CSSProperties | undefined;
}

export function Canvas({ paint, feeds = NO_FEEDS, label, describedBy, className, style }: CanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  usePainter(canvas, paint, feeds);
  const described =
    label === ''
      ? { 'aria-hidden': true }
      : { role: 'img', 'aria-label': label, 'aria-describedby': describedBy };
  return <canvas ref={canvas} className={className} style={style} {...described} />;
}
const NO_FEEDS: CanvasProps['feeds'] = [];

/** Keeps `canvas` painted; for views with their own canvas element (pointer handlers, several layers). */
export function usePainter(
  canvas: RefObject<HTMLCanvasElement | null>,
  paint: Paint,
  feeds: readonly Pick<Feed<unknown>, 'subscribe'>[] = [],
): void {
  const theme = useTheme();
  const painter = useRef<Painter | null>(null);
  useLayoutEffect(() => {
    const element = canvas.current;
    if (!element) return undefined;
    const created = createPainter(element);
    painter.current = created;
    return () => created.destroy();
  }, [canvas]);
  useLayoutEffect(() => painter.current?.update(paint, theme), [paint, theme]);
  useEffect(() => {
    const stops = feeds.map((feed) => feed.subscribe(() => painter.current?.schedule()));
    return () => stops.forEach((stop) => stop());
    // Callers pass an array literal; its members are the dependencies.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, feeds);
}

interface Painter {
  update(paint: Paint, theme: Theme): void;
  schedule(): void;
  destroy(): void;
}

function createPainter(canvas: HTMLCanvasElement): Painter {
  let paint: Paint | null = null;
  let theme: Theme | null = null;
  let isDrawn = false;
  const draw = (): void => {
    if (!paint || !theme) return;
    drawCanvas(canvas, paint, theme);
    isDrawn = true;
  };
  const schedule = (): void => drawInFrame(draw, !isDrawn);
  // A resize clears nothing until the next draw, so it waits for the frame, too.
  const observer = new ResizeObserver(schedule);
  observer.observe(canvas);
  const stopRatio = onPixelRatio(schedule);
  return {
    update(nextPaint, nextTheme) {
      paint = nextPaint;
      theme = nextTheme;
      schedule();
    },
    schedule,
    destroy() {
      cancelDraw(draw);
      observer.disconnect();
      stopRatio();
    },
  };
}
