/**
 * An XY chart: drawn by uPlot in the frame in which a feed has news, the theme, the box or the chart changes. Charts
 * that share a link share cursor and selection; a double click shows the whole again.
 */
import { useEffect, useLayoutEffect, useRef } from 'react';
import { nearestIndex, type XRange } from '#canvas/plot/axisScale.ts';
import type { Chart } from '#canvas/plot/Chart.ts';
import type { Theme } from '#canvas/theme.ts';
import type { Feed } from '#state/Feed.ts';
import { cancelDraw, drawInFrame } from '../frameQueue.ts';
import { onPixelRatio } from '../pixelRatio.ts';
import { useTheme } from '../useTheme.ts';
import { createPlot } from './createPlot.ts';
import type { PlotLink } from './plotLink.ts';
import { followPointers } from './plotPointers.ts';
import './Plot.css';

export interface PlotProps {
  /** The chart as it is now; a new function means a new chart: memoise it. */
  readonly chart: (theme: Theme) => Chart;
  readonly feeds?: readonly Pick<Feed<unknown>, 'subscribe'>[];
  /** Accessible name of the canvas. */
  readonly label: string;
  /** Id of the element that holds its values as text. */
  readonly describedBy?: string | undefined;
  readonly className?: string | undefined;
  readonly link: PlotLink;
  /** Names of lines that are switched off. */
  readonly hidden?: ReadonlySet<string>;
  /** Asks to show a part of the x axis, null for the whole. */
  onZoom(range: XRange | null): void;
}

const NO_FEEDS: NonNullable<PlotProps['feeds']> = [];
const NONE_HIDDEN: ReadonlySet<string> = new Set();

export function Plot({
  chart,
  feeds = NO_FEEDS,
  label,
  describedBy,
  className,
  link,
  hidden = NONE_HIDDEN,
  onZoom,
}: PlotProps) {
  const host = useRef<HTMLDivElement>(null);
  const theme = useTheme();
  /** Latest props, for drawings in a later frame. */
  const now = useRef({ chart, theme, hidden, onZoom });
  const redraw = useRef<() => void>(() => undefined);
  useLayoutEffect(() => {
    now.current = { chart, theme, hidden, onZoom };
    redraw.current();
  }, [chart, theme, hidden, onZoom]);
  useLayoutEffect(() => {
    if (!host.current) return undefined;
    const plot = createPlot(host.current, label, describedBy);
    let isDrawn = false;
    const showLink = (): void => {
      plot.setCursor(link.cursor.latest);
      plot.setSelection(link.selection.latest);
    };
    const draw = (): void => {
      const { chart: chartOf, theme: inForce, hidden: off } = now.current;
      plot.update(chartOf(inForce), inForce, off);
      showLink();
      isDrawn = true;
    };
    const schedule = (): void => drawInFrame(draw, !isDrawn);
    redraw.current = schedule;
    const observer = new ResizeObserver(schedule);
    observer.observe(host.current);
    const stops = [
      onPixelRatio(schedule),
      link.cursor.subscribe(showLink),
      link.selection.subscribe(showLink),
      followPointers(host.current, {
        area: () => {
          const shown = plot.shown();
          return shown && { frame: shown.frame, axis: shown.chart.x };
        },
        onCursor: (x) => {
          const points = plot.shown()?.chart.cursorPoints;
          link.cursor.publish(x !== null && points ? nearestIndex(points, x) : x);
        },
        onSelection: (range) => link.selection.publish(range),
        onZoom: (range) => now.current.onZoom(range),
      }),
    ];
    schedule();
    return () => {
      redraw.current = () => undefined;
      cancelDraw(draw);
      observer.disconnect();
      for (const stop of stops) stop();
      plot.destroy();
    };
  }, [label, describedBy, link]);
  useEffect(() => {
    const stops = feeds.map((feed) => feed.subscribe(() => redraw.current()));
    return () => stops.forEach((stop) => stop());
    // The list is spelt inline by callers; its members are what matters.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, feeds);
  return <div ref={host} className={className === undefined ? 'plot' : `plot ${className}`} />;
}
