/**
 * Measures the resolution of a clock. Browsers coarsen `performance.now()` against timing attacks: Chromium to 0.1 ms
 * (5 µs where the page is isolated), Firefox and WebKit to 1 ms, Firefox with fingerprinting protection to 16.7 ms. A
 * duration, the difference of two such times, is known to about one step.
 */

/** Steps to observe. The smallest counts: one may look longer when the thread was suspended. */
const STEPS = 6;
/** A clock of 16.7 ms takes three steps in this time. */
const MOST_MS = 60;
/** Ends the search on a clock that does not advance. */
const MOST_READS = 5_000_000;

/** The smallest step between two values of `nowMs`, in ms; 0 where none was seen. */
export function measureClockStep(nowMs: () => number = () => performance.now()): number {
  const startMs = nowMs();
  let lastMs = startMs;
  let smallestMs = Infinity;
  for (let steps = 0, reads = 0; steps < STEPS && lastMs - startMs < MOST_MS && reads < MOST_READS; reads++) {
    const now = nowMs();
    if (now <= lastMs) continue;
    smallestMs = Math.min(smallestMs, now - lastMs);
    lastMs = now;
    steps += 1;
  }
  return smallestMs === Infinity ? 0 : Number(smallestMs.toPrecision(6));
}

/**
 * Whether the stages of a request can be told apart: each lies between two readings of the clock, so below two steps
 * the clock alone decides which stage gets the time.
 */
export function hasStages(lifeMs: number, clockStepMs: number): boolean {
  // Times are sums of steps: without a margin, rounding would decide at exactly two of them.
  return lifeMs > 1.999 * clockStepMs;
}
