/**
 * Keeps the grid behind a timeline without single bars, and builds another only when it must: when the zoom has passed
 * a power of two, the lanes in view are others, or the view has left the stretch of time that the grid covers. Building
 * is spread over frames; meanwhile the picture before it stays, stretched to the new view.
 */
import { createDensitySheet, type DensitySheet } from '../../../paint/timeline/densitySheet.ts';
import { clientsInView, type TimelineLayout } from '../../../paint/timeline/timelineLayout.ts';
import type { TimeSpan } from '../../../paint/timeline/timeSpan.ts';
import type { Theme } from '../../../paint/theme.ts';
import { TimelineGrid, type GridFrame } from '../../../trace/timelineGrid.ts';
import type { TimelineIndex } from '../../../trace/timelineIndex.ts';

/** Lanes come and go by so many, lest each step of scrolling builds anew. */
const LANE_BLOCK = 32;
/** Of a frame's 16 ms, what building may take; it looks at the clock after each part. */
const BUILD_MS = 2.5;
const PART_REQUESTS = 2_048;
const PART_CELLS = 8_192;

interface Density {
  readonly grid: TimelineGrid;
  readonly sheet: DensitySheet;
}

export interface DensityKeeper {
  /** The picture for this view, or the one before while it is being built. */
  of(index: TimelineIndex, layout: TimelineLayout, span: TimeSpan, theme: Theme): DensitySheet;
  readonly isBuilding: boolean;
  clear(): void;
}

export function createDensityKeeper(): DensityKeeper {
  let shown: Density | null = null;
  let next: (Density & { isFilled: boolean }) | null = null;
  // Two sheets take turns, so that no canvas is made while zooming.
  let spare = createDensitySheet();

  function build(theme: Theme): void {
    if (!next) return;
    const untilMs = performance.now() + BUILD_MS;
    const columns = Math.ceil(PART_CELLS / next.grid.rows);
    do {
      if (!next.isFilled) next.isFilled = next.grid.fill(PART_REQUESTS);
      else if (next.sheet.take(next.grid, theme, columns)) {
        spare = shown?.sheet ?? createDensitySheet();
        shown = next;
        next = null;
        return;
      }
    } while (performance.now() < untilMs);
  }

  return {
    of(index, layout, span, theme) {
      const frame = frameFor(layout, span);
      const endMs = span.fromMs + span.spanMs;
      const fits = (grid: TimelineGrid): boolean => isSame(grid.frame, frame) && covers(grid, index, span);
      if (shown && fits(shown.grid)) next = null;
      else if (!next || !fits(next.grid)) {
        const grid = new TimelineGrid(index, frame, endMs + span.spanMs * 0.25);
        next = { grid, sheet: spare, isFilled: false };
      }
      build(theme);
      if (!shown) return spare;
      // Following the run must not push a view of the past out of the grid.
      const keptMs = shown.grid.frame.columns * shown.grid.frame.sliceMs;
      if (Math.max(index.endMs, endMs) - keptMs < span.fromMs) shown.grid.follow(endMs);
      shown.sheet.take(shown.grid, theme);
      return shown.sheet;
    },
    get isBuilding() {
      return next !== null;
    },
    clear() {
      shown = next = null;
      spare = createDensitySheet();
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
