/** Moments of the page's life at which work can start without being felt. */

/** A hidden tab paints nothing and has no animation frames: then this is long enough. */
const NO_PAINT_MS = 300;

/** After the first frame has been handed to the screen. */
export function afterFirstPaint(): Promise<void> {
  return new Promise((resolve) => {
    // A task posted from inside a frame runs when the frame has been painted.
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, NO_PAINT_MS);
  });
}

/** When the page has nothing else to do, or soon anyway. Safari before 26 has no idle callback. */
export function whenIdle(work: () => unknown): void {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(() => void work(), { timeout: 1_000 });
  else setTimeout(() => void work(), 200);
}
