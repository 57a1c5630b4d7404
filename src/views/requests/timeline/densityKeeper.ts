/**
 * Keeps the grid behind a timeline without single bars, and builds another only when it must: when the zoom has passed
 * a power of two, the lanes in view are others, or the view has left the stretch of time that the grid covers.
 */
import { createDensitySheet } from '../../../paint/timeline/densitySheet.ts';
import { clientsInView, type TimelineLayout } from '../../../paint/timeline/timelineLayout.ts';
import type { TimelineScene } from '../../../paint/timeline/TimelineScene.ts';
import type { TimeSpan } from '../../../paint/timeline/timeSpan.ts';
import { TimelineGrid, type GridFrame } from '../../../trace/timelineGrid.ts';
import type { TimelineIndex } from '../../../trace/timelineIndex.ts';

/** Lanes come and go by so many, lest each step of scrolling builds anew. */
const LANE_BLOCK = 32;

export function createDensityKeeper(): {
  of(index: TimelineIndex, layout: TimelineLayout, span: TimeSpan): NonNullable<TimelineScene['density']>;
  clear(): void;
} {
  const sheet = createDensitySheet();
  let grid: TimelineGrid | null = null;
  return {
    of(index, layout, span) {
      const frame = frameFor(layout, span);
      const endMs = span.fromMs + span.spanMs;
      if (!grid || !isSame(grid.frame, frame) || !covers(grid, index, span)) {
        grid = new TimelineGrid(index, frame, endMs + span.spanMs * 0.25);
      }
      // Following the run must not push a view of the past out of the grid.
      const keptMs = frame.columns * frame.sliceMs;
      if (Math.max(index.endMs, endMs) - keptMs < span.fromMs) grid.follow(endMs);
      return { grid, sheet };
    },
    clear() {
      grid = null;
    },
  };
}

function frameFor(layout: TimelineLayout, span: TimeSpan): GridFrame {
  const msPerPx = span.spanMs / (layout.right - layout.left);
  const sliceMs = 2 ** Math.floor(Math.log2(msPerPx));
  const inView = span.spanMs / sliceMs;
  const seen = clientsInView(layout);
  const shared = layout.clientsPerRow > 1;
  const firstClient = shared ? 0 : Math.floor(seen.from / LANE_BLOCK) * LANE_BLOCK;
  const clients = (shared ? layout.clients : seen.to) - firstClient;
  return {
    sliceMs,
    columns: 2 ** Math.ceil(Math.log2(inView * 1.5)),
    instances: layout.instances,
    firstClient,
    clients: Math.ceil(clients / LANE_BLOCK) * LANE_BLOCK,
    clientsPerRow: layout.clientsPerRow,
  };
}

const isSame = (a: GridFrame, b: GridFrame): boolean =>
  (Object.keys(a) as (keyof GridFrame)[]).every((key) => a[key] === b[key]);

function covers(grid: TimelineGrid, index: TimelineIndex, { fromMs, spanMs }: TimeSpan): boolean {
  const needsTo = Math.min(fromMs + spanMs, index.endMs);
  const isNewest = grid.toMs >= index.endMs - spanMs;
  return grid.fromMs <= Math.max(0, fromMs) && (grid.toMs >= needsTo || isNewest);
}
