/**
 * How many responses are shown. A load shows them live. A burst is too short to be seen, so after it has ended its measured
 * arrivals are replayed in slow motion, by a factor that is on the screen.
 */
import { createFeed } from '#state/Feed.ts';
import { latencyFeed, type LatencyTrace } from '#state/feeds.ts';
import { servingStore } from '#state/servingStore.ts';

export interface Shown {
  /** Number of responses of the trace that are shown, from its start. */
  readonly count: number;
  /** Factor of slow motion; 1 is live or done. */
  readonly slowdown: number;
}

const REPLAY_MS = 2_400;
/** A longer burst was slow enough to be watched live. */
const WATCHABLE_MS = 1_500;
/** Responses of a burst are held back this long, so that a fast one does not flash before its replay. */
const HOLD_MS = 200;
const FACTORS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000];

/** A round factor that slows `spanMs` to about REPLAY_MS. */
export function slowdownFor(spanMs: number): number {
  const wanted = REPLAY_MS / Math.max(spanMs, REPLAY_MS / 5_000);
  return FACTORS.findLast((factor) => factor <= wanted * 1.2) ?? 1;
}

/** Responses of a burst (all sent at 0, so that latency is time of arrival) that had arrived by `atMs`. */
export function arrivedBy(trace: Pick<LatencyTrace, 'count' | 'latencyMs'>, atMs: number): number {
  let [low, high] = [0, trace.count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((trace.latencyMs[middle] ?? 0) <= atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

export const shownFeed = createFeed<Shown>({ count: 0, slowdown: 1 });

/** Keeps `shownFeed` up to date; returns a function that stops it. */
export function followResponses(reducedMotion: boolean): () => void {
  let frame = 0;
  const show = (count: number, slowdown = 1): void => shownFeed.publish({ count, slowdown });
  const live = (): void => {
    const { kind, phase, elapsedMs } = servingStore.getState();
    if (frame !== 0) return;
    const held = kind === 'burst' && phase !== 'idle' && elapsedMs < HOLD_MS && !reducedMotion;
    show(held ? 0 : (latencyFeed.latest?.count ?? 0));
  };
  const replay = (trace: LatencyTrace, spanMs: number): void => {
    const slowdown = slowdownFor(spanMs);
    const startMs = performance.now();
    const tick = (): void => {
      const atMs = (performance.now() - startMs) / slowdown;
      const done = atMs >= spanMs || latencyFeed.latest !== trace;
      frame = done ? 0 : requestAnimationFrame(tick);
      if (latencyFeed.latest !== trace) return live();
      show(done ? trace.count : arrivedBy(trace, atMs), done ? 1 : slowdown);
    };
    frame = requestAnimationFrame(tick);
  };
  const stopFeed = latencyFeed.subscribe(live);
  const stopStore = servingStore.subscribe((now, before) => {
    if (now.phase === before.phase) return;
    if (now.phase !== 'idle') {
      cancelAnimationFrame(frame);
      frame = 0;
      return live();
    }
    const trace = latencyFeed.latest;
    if (!trace || now.kind !== 'burst' || reducedMotion) return live();
    const spanMs = trace.latencyMs[trace.count - 1] ?? 0;
    if (spanMs > 0 && spanMs < WATCHABLE_MS) replay(trace, spanMs);
    else live();
  });
  live();
  return () => {
    cancelAnimationFrame(frame);
    stopFeed();
    stopStore();
  };
}
