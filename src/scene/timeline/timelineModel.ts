/**
 * Model of the timeline, without React: zoom, pan, hover and pin. The trace is read from `traceFeed` when a frame is painted;
 * only labels (mode, tooltip, pinned request) are published.
 */
import type { Theme } from '#canvas/theme.ts';
import { createHatch } from '#canvas/timeline/hatch.ts';
import { paintTimeline } from '#canvas/timeline/paintTimeline.ts';
import { batchMates, neighbour, timeAt, timelineHit } from '#canvas/timeline/timelineHit.ts';
import { trackY, timelineLayout, type TimelineLayout } from '#canvas/timeline/timelineLayout.ts';
import { isDetailed, type Marked } from '#canvas/timeline/TimelineScene.ts';
import { kept, readableDurationMs, zoomed, type Viewport } from '#canvas/timeline/viewport.ts';
import { createFeed, type Feed } from '#state/Feed.ts';
import { traceFeed } from '#state/feeds.ts';
import { servingStore } from '#state/servingStore.ts';
import { indexOfId } from '#trace/findRequest.ts';
import { timelineExcerpt } from '#trace/timelineExcerpt.ts';
import { TimelineIndex } from '#trace/timelineIndex.ts';
import { createDensityKeeper } from './densityKeeper.ts';
import { requestStory, type RequestStory } from './requestStory.ts';
import { createTimelineClock, isPaged } from './timelineClock.ts';
import { medianLifeMs, nearestMiddle } from './timelineLookups.ts';

/** Texts of the pane. */
export interface TimelineLabels {
  readonly isEmpty: boolean;
  readonly isRunning: boolean;
  readonly isLive: boolean;
  readonly isPaged: boolean;
  readonly durationMs: number;
  readonly clients: number;
  /** Whether all clients fit, scroll, or share rows. */
  readonly tracks: 'fit' | 'scroll' | 'shared';
  readonly hovered: {
    readonly story: RequestStory;
    readonly isBatch: boolean;
    readonly x: number;
    readonly y: number;
  } | null;
  readonly pinned: RequestStory | null;
}

const FIRST: TimelineLabels = {
  isEmpty: true,
  isRunning: false,
  isLive: true,
  isPaged: false,
  durationMs: 20,
  clients: 0,
  tracks: 'fit',
  hovered: null,
  pinned: null,
};
const ADAPT_MS = 800;
const NO_MARKS: Marked = { hovered: -1, pinned: -1, mates: new Set() };

export interface TimelineModel {
  readonly labels: Feed<TimelineLabels>;
  /** Requests a repaint. */
  readonly repaints: Feed<null>;
  /** Paints a frame; true if the next one will differ by itself. */
  paint(context: CanvasRenderingContext2D, widthPx: number, heightPx: number, theme: Theme): boolean;
  zoom(factor: number, x?: number): void;
  pan(dxPx: number, dyPx: number): void;
  setLive(live: boolean): void;
  /** Shows the whole run and all clients. */
  fit(): void;
  shareRows(shared: boolean): void;
  hover(x: number, y: number): void;
  leave(): void;
  /** Pins the request at a point (unpins where there is none), or without a point the one in the middle. */
  pin(x?: number, y?: number): void;
  /** Pins a request by its id, as it was pinned in another pane; without effect where it is not kept. */
  pinId(id: number): void;
  unpin(): void;
  /** Moves from the pinned request to a neighbour; false where none is pinned. */
  stepPinned(alongTime: -1 | 0 | 1, acrossTracks: -1 | 0 | 1): boolean;
}

export function createTimelineModel(reducedMotion: () => boolean): TimelineModel {
  const labels = createFeed<TimelineLabels>(FIRST);
  const repaints = createFeed<null>(null);
  const clock = createTimelineClock();
  const hatchOf = createHatch();
  const densities = createDensityKeeper();
  let newest = new TimelineIndex(traceFeed.latest.ring);
  /** The trace on show: the newest, or a copy of it while the timeline is held and the run goes on. */
  let index = newest;
  let heldAt = 0;
  let startedAt = 0;
  let viewport: Viewport = { fromMs: 0, durationMs: FIRST.durationMs };
  let isChosen = false;
  let live = true;
  let allClients = false;
  let scrollPx = 0;
  let layout: TimelineLayout = timelineLayout(800, 300, { instances: 1, clients: 1, allClients, scrollPx });
  let marked: Marked = NO_MARKS;
  let adaptedAtMs = -Infinity;

  const setLabels = (part: Partial<TimelineLabels>): void => {
    const now = labels.latest;
    const changed = (Object.keys(part) as (keyof TimelineLabels)[]).some((key) => part[key] !== now[key]);
    if (changed) labels.publish({ ...now, ...part });
  };
  const repaint = (): void => repaints.publish(null);

  function takeTrace(): void {
    const trace = traceFeed.latest;
    if (trace.startedAt !== startedAt || trace.ring !== newest.ring) {
      // Another run: its ring starts again.
      startedAt = trace.startedAt;
      newest = new TimelineIndex(trace.ring);
      show(newest);
      clock.restart();
      adaptedAtMs = -Infinity;
      live = true;
      scrollPx = 0;
      forget();
    }
    newest.take();
    const { ring } = newest;
    if (live || index !== newest || ring.total - heldAt < ring.columns.ids.length / 4) return;
    // The run is about to overwrite the requests on show.
    const first = ring.first;
    const moved = (n: number): number => (n < first ? -1 : n - first);
    show(timelineExcerpt(newest, -Infinity, Infinity, Infinity));
    const mates = new Set([...marked.mates].map(moved));
    marked = { hovered: moved(marked.hovered), pinned: moved(marked.pinned), mates };
  }

  function show(next: TimelineIndex): void {
    index = next;
    densities.clear();
  }

  function forget(): void {
    marked = NO_MARKS;
    setLabels({ hovered: null, pinned: null });
  }

  /** Before the first zoom the duration follows the length of the requests: rarely, and only where it is far off. */
  function adaptViewport(): void {
    const nowMs = performance.now();
    if (isChosen || nowMs - adaptedAtMs < ADAPT_MS || index.ring.total === 0) return;
    adaptedAtMs = nowMs;
    const wanted = readableDurationMs(medianLifeMs(index));
    if (wanted > viewport.durationMs * 2.1 || wanted < viewport.durationMs / 2.1)
      viewport = { ...viewport, durationMs: wanted };
  }

  function mark(n: number): void {
    const story = n < 0 ? null : requestStory(index, n);
    if (!story) {
      unpin();
      return;
    }
    marked = { ...marked, pinned: n, mates: new Set(batchMates(index, n)) };
    setLabels({ pinned: story, hovered: null });
    repaint();
  }
  function unpin(): void {
    marked = NO_MARKS;
    setLabels({ pinned: null });
    repaint();
  }
  function stand(): void {
    if (live) heldAt = newest.ring.total;
    live = false;
    setLabels({ isLive: false });
  }

  return {
    labels,
    repaints,
    paint(context, widthPx, heightPx, theme) {
      takeTrace();
      const { running } = traceFeed.latest;
      const reduced = reducedMotion();
      const nowMs = performance.timeOrigin + performance.now() - startedAt;
      if (live) {
        adaptViewport();
        const { endMs, keptFromMs } = index;
        viewport = clock.viewport({ nowMs, endMs, keptFromMs, running }, viewport.durationMs, reduced);
      }
      layout = timelineLayout(widthPx, heightPx, { ...index, allClients, scrollPx });
      scrollPx = layout.scrollPx;
      const { clockStepMs } = servingStore.getState();
      const density = isDetailed(index, layout, viewport)
        ? null
        : densities.of(index, layout, viewport, clockStepMs, theme);
      const offsetPx = (-viewport.fromMs / viewport.durationMs) * (layout.right - layout.left);
      const hatch = hatchOf(context, theme.segBatch, offsetPx);
      const scene = { index, layout, viewport, density, hatch, marked, clockStepMs };
      paintTimeline(context, widthPx, scene, theme);
      setLabels({
        isEmpty: index.ring.total === 0,
        isRunning: running,
        isLive: live,
        isPaged: isPaged(viewport.durationMs, reduced),
        durationMs: viewport.durationMs,
        clients: index.clients,
        tracks: allClients ? 'shared' : layout.mostScrollPx > 0 ? 'scroll' : 'fit',
      });
      return (running && live) || (density !== null && densities.isBuilding);
    },
    zoom(factor, x = live ? layout.right : (layout.left + layout.right) / 2) {
      isChosen = true;
      const next = zoomed(viewport, factor, timeAt(layout, viewport, x));
      // Live, the newest keeps its position wherever the pointer is.
      viewport = live
        ? { fromMs: viewport.fromMs + viewport.durationMs - next.durationMs, durationMs: next.durationMs }
        : kept(next, index.endMs);
      repaint();
    },
    pan(dxPx, dyPx) {
      if (dxPx !== 0) {
        stand();
        const fromMs = viewport.fromMs - (dxPx / (layout.right - layout.left)) * viewport.durationMs;
        viewport = kept({ ...viewport, fromMs }, index.endMs);
      }
      scrollPx = Math.max(0, Math.min(layout.mostScrollPx, scrollPx - dyPx));
      repaint();
    },
    setLive(wanted) {
      if (!wanted) return stand();
      live = true;
      if (index !== newest) {
        show(newest);
        unpin();
      }
      clock.restart();
      setLabels({ isLive: true });
      repaint();
    },
    fit() {
      const first = index.ring.total > index.ring.first ? index.firstMs : 0;
      isChosen = true;
      allClients = true;
      viewport = { fromMs: first, durationMs: Math.max(1, (index.endMs - first) * 1.02) };
      stand();
      repaint();
    },
    shareRows(shared) {
      allClients = shared;
      repaint();
    },
    hover(x, y) {
      const hit = timelineHit(index, layout, viewport, x, y);
      const story = hit && requestStory(index, hit.n);
      marked = { ...marked, hovered: hit && !hit.isBatch ? hit.n : -1 };
      setLabels({ hovered: story ? { story, isBatch: hit.isBatch, x, y } : null });
      repaint();
    },
    leave() {
      if (!labels.latest.hovered) return;
      marked = { ...marked, hovered: -1 };
      setLabels({ hovered: null });
      repaint();
    },
    pin(x, y) {
      stand();
      const hit =
        x === undefined || y === undefined
          ? nearestMiddle(index, layout, viewport)
          : (timelineHit(index, layout, viewport, x, y)?.n ?? -1);
      mark(hit);
    },
    pinId(id) {
      takeTrace();
      const n = indexOfId(index.ring, id);
      if (n < 0) return;
      stand();
      mark(n);
      bringIntoView(n);
    },
    unpin,
    stepPinned(alongTime, acrossTracks) {
      if (marked.pinned < 0) return false;
      const next = neighbour(index, marked.pinned, alongTime, acrossTracks);
      if (next === null) return true;
      mark(next);
      bringIntoView(next);
      return true;
    },
  };

  function bringIntoView(n: number): void {
    const { ring } = index;
    const at = ring.indexOf(n);
    const [from, to] = [ring.columns.sentMs[at]!, ring.columns.deliveredMs[at]!];
    if (from < viewport.fromMs || to > viewport.fromMs + viewport.durationMs) {
      viewport = kept({ ...viewport, fromMs: (from + to) / 2 - viewport.durationMs / 2 }, index.endMs);
    }
    const y = trackY(layout, ring.columns.clients[at]!);
    if (y < layout.trackTop) scrollPx -= layout.trackTop - y;
    if (y + layout.trackPitch > layout.bottom) scrollPx += y + layout.trackPitch - layout.bottom;
  }
}
