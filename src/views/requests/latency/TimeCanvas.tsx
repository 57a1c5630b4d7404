/** A picture over time that answers to the pointer: hover reads a moment, a click pins a request, a drag zooms in. */
import { useCallback, useEffect, useMemo, useRef, useState, type PointerEvent } from 'react';
import { useStore } from 'zustand';
import { countScale } from '../../../paint/colorScale.ts';
import type { Frame } from '../../../paint/paintChart.ts';
import { latencyCellAt, type LatencyCell, type LatencyMap } from '../../../paint/paintLatencyMap.ts';
import { timeAt, type Stretch } from '../../../paint/timePlot.ts';
import { createFeed } from '../../../state/Feed.ts';
import { traceFeed } from '../../../state/feeds.ts';
import { labStore } from '../../../state/labStore.ts';
import { findById, findInCell, type FoundRequest } from '../../../trace/findRequest.ts';
import { usePainter, type Paint } from '../../Canvas.tsx';
import { useExperiment } from '../../useExperiment.ts';
import { useTheme } from '../../useTheme.ts';
import { momentText } from './momentText.ts';
import type { RunStats } from './runStats.ts';
import {
  latencyMapOf,
  paintTimePicture,
  timeLayout,
  type TimePicture,
  type TimeView,
} from './timePicture.ts';

/** A pointer that has moved this far is dragging. */
const DRAG_PX = 6;
const LABELS: Readonly<Record<TimeView, string>> = {
  map: 'Latency over time',
  lines: 'Percentiles over time',
  rates: 'Throughput, failures, requests in flight and queue depth over time',
};

interface TimeCanvasProps {
  readonly view: TimeView;
  readonly runStats: RunStats;
  readonly stretch: Stretch | null;
  onStretch(stretch: Stretch): void;
  onReadout(words: string | null): void;
}

/** A point of the picture, and what lies there. */
interface Place {
  readonly xPx: number;
  readonly timeMs: number;
  readonly frame: Frame;
  readonly stretch: Stretch;
  readonly map: LatencyMap;
  readonly cell: LatencyCell | null;
}

export function TimeCanvas({ view, runStats, stretch, onStretch, onReadout }: TimeCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const pressedAt = useRef<number | null>(null);
  const pointer = useRef<{ readonly xPx: number; readonly yPx: number } | null>(null);
  const [chosenFeed] = useState(() => createFeed<Stretch | null>(null));
  const goalMs = useExperiment(({ serving }) => serving.latencyGoalMs);
  const pinnedId = useStore(labStore, (state) => state.pinnedId);
  const pinnedOf = useMemo(() => pinnedFinder(pinnedId), [pinnedId]);

  const picture = useCallback((): TimePicture => {
    const trace = traceFeed.latest;
    const stats = runStats(trace, stretch);
    const toMs = Math.max(trace.running ? trace.nowMs : 0, stats.lastMs, 1);
    const pinned = pinnedOf();
    const shown = stretch ?? { fromMs: 0, toMs };
    return { view, stats, stretch: shown, running: trace.running, goalMs, pinned, chosen: chosenFeed.latest };
  }, [view, runStats, stretch, goalMs, pinnedOf, chosenFeed]);

  const theme = useTheme();
  const scale = useMemo(() => countScale(theme), [theme]);
  const paint = useCallback<Paint>(
    (context, widthPx, heightPx, now) => paintTimePicture(context, widthPx, heightPx, picture(), now, scale),
    [picture, scale],
  );
  usePainter(canvas, paint, [traceFeed, chosenFeed]);

  /** Where the pointer is, in the picture as it is now. */
  const under = useCallback((): Place | null => {
    if (!canvas.current || !pointer.current) return null;
    const { clientWidth, clientHeight } = canvas.current;
    const layout = timeLayout(view, clientWidth, clientHeight);
    const frame = layout.main ?? layout.strips[0];
    if (!frame) return null;
    const { xPx, yPx } = pointer.current;
    const now = picture();
    const map = latencyMapOf(now, frame.width);
    const timeMs = timeAt(frame, now.stretch, xPx);
    return { xPx, timeMs, frame, stretch: now.stretch, map, cell: latencyCellAt(frame, map, xPx, yPx) };
  }, [view, picture]);
  const read = useCallback((): void => {
    const place = under();
    onReadout(place && place.map.slices.length > 0 ? momentText(place.map, place.timeMs) : null);
  }, [under, onReadout]);
  // While a run goes on, its picture moves under a pointer that rests.
  useEffect(() => traceFeed.subscribe(() => pointer.current && read()), [read]);

  const onMove = ({ nativeEvent: { offsetX, offsetY } }: PointerEvent<HTMLCanvasElement>): void => {
    pointer.current = { xPx: offsetX, yPx: offsetY };
    const place = under();
    const { current: startPx } = pressedAt;
    if (place && startPx !== null && Math.abs(place.xPx - startPx) >= DRAG_PX) {
      const startMs = timeAt(place.frame, place.stretch, startPx);
      chosenFeed.publish({ fromMs: Math.min(startMs, place.timeMs), toMs: Math.max(startMs, place.timeMs) });
    }
    read();
  };
  const onUp = (): void => {
    const chosen = chosenFeed.latest;
    const pressed = pressedAt.current !== null;
    pressedAt.current = null;
    if (chosen) {
      chosenFeed.publish(null);
      if (chosen.toMs > chosen.fromMs) onStretch(chosen);
      return;
    }
    const cell = pressed && view === 'map' ? under()?.cell : null;
    const found = cell && findInCell(traceFeed.latest.ring, cell);
    if (found) labStore.setState({ pinnedId: found.id });
  };
  const stopChoosing = (): void => {
    pressedAt.current = null;
    pointer.current = null;
    chosenFeed.publish(null);
    onReadout(null);
  };
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={LABELS[view]}
      title={
        view === 'map' ? 'Click a cell to pin one of its requests; drag to zoom in.' : 'Drag to zoom in.'
      }
      onPointerDown={(event) => {
        pressedAt.current = event.nativeEvent.offsetX;
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={onMove}
      onPointerUp={onUp}
      onPointerCancel={stopChoosing}
      onPointerLeave={stopChoosing}
    />
  );
}

/** Finds the pinned request once for each run: looking through the ring costs a millisecond, and it never moves. */
function pinnedFinder(id: number | null): () => FoundRequest | null {
  let found: { readonly startedAt: number; readonly request: FoundRequest } | null = null;
  return () => {
    if (id === null) return null;
    const { ring, startedAt } = traceFeed.latest;
    if (found?.startedAt === startedAt) return found.request;
    const request = findById(ring, id);
    found = request && { startedAt, request };
    return request;
  };
}
