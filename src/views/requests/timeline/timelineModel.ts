/**
 * What a timeline shows and how it answers to pointer and keys, without React: fast data comes from `traceFeed` when a
 * frame is painted, and only what stands in words (mode, tooltip, pinned request) is published.
 */
import type { Theme } from '../../../paint/theme.ts';
import { createHatch } from '../../../paint/timeline/hatch.ts';
import { paintTimeline } from '../../../paint/timeline/paintTimeline.ts';
import { batchMates, neighbour, timeAt, timelineHit } from '../../../paint/timeline/timelineHit.ts';
import { laneY, timelineLayout, type TimelineLayout } from '../../../paint/timeline/timelineLayout.ts';
import { isDetailed, type Marked } from '../../../paint/timeline/TimelineScene.ts';
import { kept, readableSpanMs, zoomed, type TimeSpan } from '../../../paint/timeline/timeSpan.ts';
import { createFeed, type Feed } from '../../../state/Feed.ts';
import { traceFeed } from '../../../state/feeds.ts';
import { timelineExcerpt } from '../../../trace/timelineExcerpt.ts';
import { TimelineIndex } from '../../../trace/timelineIndex.ts';
import { createDensityKeeper } from './densityKeeper.ts';
import { placeOfId } from '../../../trace/findRequest.ts';
import { requestStory, type RequestStory } from './requestStory.ts';
import { createTimelineClock, isPaged } from './timelineClock.ts';
import { medianLifeMs, nearestMiddle } from './timelineLookups.ts';

/** What the pane says in words. */
export interface TimelineWords {
  readonly isEmpty: boolean;
  readonly isRunning: boolean;
  readonly isLive: boolean;
  readonly isPaged: boolean;
  readonly spanMs: number;
  readonly clients: number;
  /** Clients do not all fit, or share rows so that they do. */
  readonly lanes: 'fit' | 'scroll' | 'shared';
  readonly hovered: {
    readonly story: RequestStory;
    readonly isBatch: boolean;
    readonly x: number;
    readonly y: number;
  } | null;
  readonly pinned: RequestStory | null;
}

const FIRST: TimelineWords = {
  isEmpty: true,
  isRunning: false,
  isLive: true,
  isPaged: false,
  spanMs: 20,
  clients: 0,
  lanes: 'fit',
  hovered: null,
  pinned: null,
};
const ADAPT_MS = 800;
const NOBODY: Marked = { hovered: -1, pinned: -1, mates: new Set() };

export interface TimelineModel {
  readonly words: Feed<TimelineWords>;
  /** Tells that the picture must be painted anew. */
  readonly news: Feed<null>;
  /** Paints a frame; true while the next one will differ by itself. */
  paint(context: CanvasRenderingContext2D, widthPx: number, heightPx: number, theme: Theme): boolean;
  zoom(factor: number, x?: number): void;
  pan(dxPx: number, dyPx: number): void;
  setLive(live: boolean): void;
  /** The whole run and all clients. */
  fit(): void;
  shareRows(shared: boolean): void;
  hover(x: number, y: number): void;
  leave(): void;
  /** Pins what lies at a point (nothing there: unpins), or what is in the middle. */
  pin(x?: number, y?: number): void;
  /** Pins a request by its number, as it was pinned elsewhere; without effect where it is not kept. */
  pinId(id: number): void;
  unpin(): void;
  /** Goes from the pinned request to the next; false where none is pinned. */
  stepPinned(alongTime: -1 | 0 | 1, acrossLanes: -1 | 0 | 1): boolean;
}

export function createTimelineModel(reducedMotion: () => boolean): TimelineModel {
  const words = createFeed<TimelineWords>(FIRST);
  const news = createFeed<null>(null);
  const clock = createTimelineClock();
  const hatchOf = createHatch();
  const densities = createDensityKeeper();
  let newest = new TimelineIndex(traceFeed.latest.ring);
  /** What is shown: the newest, or what was kept of it when the picture stood still and the run went on. */
  let index = newest;
  let heldAt = 0;
  let startedAt = 0;
  let span: TimeSpan = { fromMs: 0, spanMs: FIRST.spanMs };
  let chosenSpan = false;
  let live = true;
  let allClients = false;
  let scrollPx = 0;
  let layout: TimelineLayout = timelineLayout(800, 300, { instances: 1, clients: 1, allClients, scrollPx });
  let marked: Marked = NOBODY;
  let adaptedAtMs = -Infinity;

  const say = (part: Partial<TimelineWords>): void => {
    const now = words.latest;
    const changed = (Object.keys(part) as (keyof TimelineWords)[]).some((key) => part[key] !== now[key]);
    if (changed) words.publish({ ...now, ...part });
  };
  const repaint = (): void => news.publish(null);

  function takeNews(): void {
    const trace = traceFeed.latest;
    if (trace.startedAt !== startedAt || trace.ring !== newest.ring) {
      // Another run: its ring begins anew.
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
    // The run is about to overwrite what is looked at.
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
    marked = NOBODY;
    say({ hovered: null, pinned: null });
  }

  /** Until somebody zooms, the span follows the length of the requests: seldom, and only where it is far off. */
  function adaptSpan(): void {
    const nowMs = performance.now();
    if (chosenSpan || nowMs - adaptedAtMs < ADAPT_MS || index.ring.total === 0) return;
    adaptedAtMs = nowMs;
    const wanted = readableSpanMs(medianLifeMs(index));
    if (wanted > span.spanMs * 2.1 || wanted < span.spanMs / 2.1) span = { ...span, spanMs: wanted };
  }

  function mark(n: number): void {
    const story = n < 0 ? null : requestStory(index, n);
    if (!story) {
      unpin();
      return;
    }
    marked = { ...marked, pinned: n, mates: new Set(batchMates(index, n)) };
    say({ pinned: story, hovered: null });
    repaint();
  }
  function unpin(): void {
    marked = NOBODY;
    say({ pinned: null });
    repaint();
  }
  function stand(): void {
    if (live) heldAt = newest.ring.total;
    live = false;
    say({ isLive: false });
  }

  return {
    words,
    news,
    paint(context, widthPx, heightPx, theme) {
      takeNews();
      const { running } = traceFeed.latest;
      const reduced = reducedMotion();
      const nowMs = performance.timeOrigin + performance.now() - startedAt;
      if (live) {
        adaptSpan();
        const { endMs, keptFromMs } = index;
        span = clock.span({ nowMs, endMs, keptFromMs, running }, span.spanMs, reduced);
      }
      layout = timelineLayout(widthPx, heightPx, { ...index, allClients, scrollPx });
      scrollPx = layout.scrollPx;
      const density = isDetailed(index, layout, span) ? null : densities.of(index, layout, span, theme);
      const offsetPx = (-span.fromMs / span.spanMs) * (layout.right - layout.left);
      const hatch = hatchOf(context, theme.segBatch, offsetPx);
      paintTimeline(context, widthPx, { index, layout, span, density, hatch, marked }, theme);
      say({
        isEmpty: index.ring.total === 0,
        isRunning: running,
        isLive: live,
        isPaged: isPaged(span.spanMs, reduced),
        spanMs: span.spanMs,
        clients: index.clients,
        lanes: allClients ? 'shared' : layout.mostScrollPx > 0 ? 'scroll' : 'fit',
      });
      return (running && live) || (density !== null && densities.isBuilding);
    },
    zoom(factor, x = live ? layout.right : (layout.left + layout.right) / 2) {
      chosenSpan = true;
      const next = zoomed(span, factor, timeAt(layout, span, x));
      // Live, the newest keeps its place whatever the pointer is on.
      span = live
        ? { fromMs: span.fromMs + span.spanMs - next.spanMs, spanMs: next.spanMs }
        : kept(next, index.endMs);
      repaint();
    },
    pan(dxPx, dyPx) {
      if (dxPx !== 0) {
        stand();
        const fromMs = span.fromMs - (dxPx / (layout.right - layout.left)) * span.spanMs;
        span = kept({ ...span, fromMs }, index.endMs);
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
      say({ isLive: true });
      repaint();
    },
    fit() {
      const first = index.ring.total > index.ring.first ? index.firstMs : 0;
      chosenSpan = true;
      allClients = true;
      span = { fromMs: first, spanMs: Math.max(1, (index.endMs - first) * 1.02) };
      stand();
      repaint();
    },
    shareRows(shared) {
      allClients = shared;
      repaint();
    },
    hover(x, y) {
      const hit = timelineHit(index, layout, span, x, y);
      const story = hit && requestStory(index, hit.n);
      marked = { ...marked, hovered: hit && !hit.isBatch ? hit.n : -1 };
      say({ hovered: story ? { story, isBatch: hit.isBatch, x, y } : null });
      repaint();
    },
    leave() {
      if (!words.latest.hovered) return;
      marked = { ...marked, hovered: -1 };
      say({ hovered: null });
      repaint();
    },
    pin(x, y) {
      stand();
      const hit =
        x === undefined || y === undefined
          ? nearestMiddle(index, layout, span)
          : (timelineHit(index, layout, span, x, y)?.n ?? -1);
      mark(hit);
    },
    pinId(id) {
      takeNews();
      const n = placeOfId(index.ring, id);
      if (n < 0) return;
      stand();
      mark(n);
      bringIntoView(n);
    },
    unpin,
    stepPinned(alongTime, acrossLanes) {
      if (marked.pinned < 0) return false;
      const next = neighbour(index, marked.pinned, alongTime, acrossLanes);
      if (next === null) return true;
      mark(next);
      bringIntoView(next);
      return true;
    },
  };

  function bringIntoView(n: number): void {
    const { ring } = index;
    const at = ring.place(n);
    const [from, to] = [ring.columns.sentMs[at]!, ring.columns.deliveredMs[at]!];
    if (from < span.fromMs || to > span.fromMs + span.spanMs) {
      span = kept({ ...span, fromMs: (from + to) / 2 - span.spanMs / 2 }, index.endMs);
    }
    const y = laneY(layout, ring.columns.clients[at]!);
    if (y < layout.laneTop) scrollPx -= layout.laneTop - y;
    if (y + layout.lanePitch > layout.bottom) scrollPx += y + layout.lanePitch - layout.bottom;
  }
}
