/**
 * A canvas that a painter fills: sized by its CSS box, sharp at any pixel ratio, repainted at most once a frame when
 * a feed has news, the theme changes, the box is resized or its painter changes. React renders it once; the fast
 * data goes past React.
 */
import { useEffect, useLayoutEffect, useRef, type CSSProperties, type RefObject } from 'react';
import type { Feed } from '../state/Feed.ts';
import type { Theme } from '../paint/theme.ts';
import { drawCanvas, type Paint } from './drawCanvas.ts';
import { useTheme } from './useTheme.ts';

export type { Paint };

interface CanvasProps {
  /** A new function means new data: memoise it, or each render repaints. */
  readonly paint: Paint;
  readonly feeds?: readonly Pick<Feed<unknown>, 'subscribe'>[];
  /** What the picture shows, for screen readers; empty for decoration. */
  readonly label: string;
  readonly className?: string | undefined;
  readonly style?: CSSProperties | undefined;
}

export function Canvas({ paint, feeds = NO_FEEDS, label, className, style }: CanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  usePainter(canvas, paint, feeds);
  const described = label === '' ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label };
  return <canvas ref={canvas} className={className} style={style} {...described} />;
}
const NO_FEEDS: CanvasProps['feeds'] = [];

/** Keeps `canvas` painted; for views that bring their own canvas element (pointer handlers, several layers). */
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
    // The list is spelt inline by callers; its members are what matters.
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
  let frame = 0;
  const draw = (): void => {
    frame = 0;
    if (paint && theme) drawCanvas(canvas, paint, theme);
  };
  const schedule = (): void => {
    frame ||= requestAnimationFrame(draw);
  };
  // A resize clears nothing until the next draw, so drawing waits for the frame like everything else.
  const observer = new ResizeObserver(schedule);
  observer.observe(canvas);
  return {
    update(nextPaint, nextTheme) {
      paint = nextPaint;
      theme = nextTheme;
      schedule();
    },
    schedule,
    destroy() {
      cancelAnimationFrame(frame);
      observer.disconnect();
    },
  };
}
