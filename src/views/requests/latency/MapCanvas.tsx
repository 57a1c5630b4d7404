/** The heat map: hover or a finger reads a moment, a click pins a request of the cell, a drag zooms in. */
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import { countScale } from '#canvas/colorScale.ts';
import { latencyCellAt } from '#canvas/paintLatencyMap.ts';
import type { XRange } from '#canvas/plot/axisScale.ts';
import * as say from '#messages/generated/latency.ts';
import { mapFrame, paintMapPicture } from '#scene/latency/mapPicture.ts';
import { timeAxis, type TimeScene } from '#scene/latency/timeCharts.ts';
import type { Feed } from '#state/Feed.ts';
import { traceFeed } from '#state/feeds.ts';
import { labStore } from '#state/labStore.ts';
import { findById, findInCell, type FoundRequest } from '#trace/findRequest.ts';
import { usePainter, type Paint } from '../../Canvas.tsx';
import type { PlotLink } from '../../plot/plotLink.ts';
import { followPointers } from '../../plot/plotPointers.ts';
import { useTheme } from '../../useTheme.ts';

interface MapCanvasProps {
  readonly scene: () => TimeScene;
  readonly feeds: readonly Pick<Feed<unknown>, 'subscribe'>[];
  readonly label: string;
  readonly describedBy: string;
  readonly hasTexts: boolean;
  readonly link: PlotLink;
  onZoom(range: XRange | null): void;
}

export function MapCanvas({ scene, feeds, label, describedBy, hasTexts, link, onZoom }: MapCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const pinnedId = useStore(labStore, (state) => state.pinnedId);
  const pinnedOf = useMemo(() => pinnedFinder(pinnedId), [pinnedId]);
  const theme = useTheme();
  const scale = useMemo(() => countScale(theme), [theme]);
  const paint = useCallback<Paint>(
    (context, widthPx, heightPx, now) => {
      const { map, goalMs } = scene();
      const picture = {
        map,
        goalMs,
        pinned: pinnedOf(),
        hasTexts,
        cursorMs: link.cursor.latest,
        chosen: link.selection.latest,
      };
      paintMapPicture(context, widthPx, heightPx, picture, now, scale);
    },
    [scene, pinnedOf, hasTexts, link, scale],
  );
  usePainter(canvas, paint, [...feeds, link.cursor, link.selection]);
  useEffect(() => {
    const element = canvas.current;
    if (!element) return undefined;
    const frame = () => mapFrame(element.clientWidth, element.clientHeight, hasTexts);
    return followPointers(element, {
      area: () => ({ frame: frame(), axis: timeAxis(scene().interval, hasTexts) }),
      onCursor: (timeMs) => link.cursor.publish(timeMs),
      onSelection: (range) => link.selection.publish(range),
      onZoom,
      onPress: (xPx, yPx) => {
        const cell = latencyCellAt(frame(), scene().map, xPx, yPx);
        const found = cell && findInCell(traceFeed.latest.ring, cell);
        if (found) labStore.setState({ pinnedId: found.id });
      },
    });
  }, [scene, hasTexts, link, onZoom]);
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={label}
      aria-describedby={describedBy}
      title={say.clickPins()}
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
