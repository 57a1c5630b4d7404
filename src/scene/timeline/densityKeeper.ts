/**
 * Keeps the density grid of a timeline without single bars, and rebuilds it only when needed: when the zoom passes a power of two,
 * other tracks are visible, or the viewport leaves the grid. Building is spread over frames; meanwhile the previous grid is
 * shown, scaled to the new viewport.
 */
import type { Theme } from '#canvas/theme.ts';
import { createDensitySheet, type DensitySheet } from '#canvas/timeline/densitySheet.ts';
import { clientsInView, type TimelineLayout } from '#canvas/timeline/timelineLayout.ts';
import type { Viewport } from '#canvas/timeline/viewport.ts';
import { TimelineGrid, type GridFrame } from '#trace/timelineGrid.ts';
import type { TimelineIndex } from '#trace/timelineIndex.ts';

/** Tracks are added in groups of so many, so that not every step of scrolling rebuilds the grid. */
const TRACK_BLOCK = 32;
/** Time budget of building within a frame of 16 ms; the clock is checked after each part. */
const BUILD_MS = 2.5;
const PART_REQUESTS = 2_048;
const PART_CELLS = 8_192;

interface Density {
  readonly grid: TimelineGrid;
  readonly sheet: DensitySheet;
}

export interface DensityKeeper {
  /** The sheet for this viewport, or the previous one while it is being built. */
  of(
    index: TimelineIndex,
    layout: TimelineLayout,
    viewport: Viewport,
    clockStepMs: number,
    theme: Theme,
  ): DensitySheet;
  readonly isBuilding: boolean;
  clear(): void;
}

export function createDensityKeeper(): DensityKeeper {
  let shown: Density | null = null;
  let next: (Density & { isFilled: boolean }) | null = null;
  // Double buffering: two sheets alternate, so that no canvas is made while zooming.
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
    of(index, layout, viewport, clockStepMs, theme) {
      const frame = frameFor(layout, viewport, clockStepMs);
      const endMs = viewport.fromMs + viewport.durationMs;
      const fits = (grid: TimelineGrid): boolean =>
        isSame(grid.frame, frame) && covers(grid, index, viewport);
      if (shown && fits(shown.grid)) next = null;
      else if (!next || !fits(next.grid)) {
        const grid = new TimelineGrid(index, frame, endMs + viewport.durationMs * 0.25);
        next = { grid, sheet: spare, isFilled: false };
      }
      build(theme);
      if (!shown) return spare;
      // Following the run must not push the viewport out of the grid.
      const keptMs = shown.grid.frame.columns * shown.grid.frame.sliceMs;
      if (Math.max(index.endMs, endMs) - keptMs < viewport.fromMs) shown.grid.follow(endMs);
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

function frameFor(layout: TimelineLayout, viewport: Viewport, clockStepMs: number): GridFrame {
  const msPerPx = viewport.durationMs / (layout.right - layout.left);
  const sliceMs = 2 ** Math.floor(Math.log2(msPerPx));
  const inView = viewport.durationMs / sliceMs;
  const seen = clientsInView(layout);
  const shared = layout.clientsPerRow > 1;
  const firstClient = shared ? 0 : Math.floor(seen.from / TRACK_BLOCK) * TRACK_BLOCK;
  const clients = (shared ? layout.clients : seen.to) - firstClient;
  return {
    sliceMs,
    columns: 2 ** Math.ceil(Math.log2(inView * 1.5)),
    instances: layout.instances,
    firstClient,
    clients: Math.ceil(clients / TRACK_BLOCK) * TRACK_BLOCK,
    clientsPerRow: layout.clientsPerRow,
    clockStepMs,
  };
}

const isSame = (a: GridFrame, b: GridFrame): boolean =>
  (Object.keys(a) as (keyof GridFrame)[]).every((key) => a[key] === b[key]);

function covers(grid: TimelineGrid, index: TimelineIndex, { fromMs, durationMs }: Viewport): boolean {
  const needsTo = Math.min(fromMs + durationMs, index.endMs);
  const isNewest = grid.toMs >= index.endMs - durationMs;
  return grid.fromMs <= Math.max(0, fromMs) && (grid.toMs >= needsTo || isNewest);
}
