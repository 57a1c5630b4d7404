/** Moments at which work can start without being noticed. */

/** Fallback for a hidden tab, which has no animation frames. */
const NO_PAINT_MS = 300;

/** After the first frame has been painted. */
export function afterFirstPaint(): Promise<void> {
  return new Promise((resolve) => {
    // A task posted from inside a frame runs after the frame has been painted.
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, NO_PAINT_MS);
  });
}

/** When the page is idle, or soon anyway. Safari before 26 has no idle callback. */
export function whenIdle(work: () => unknown): void {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(() => void work(), { timeout: 1_000 });
  else setTimeout(() => void work(), 200);
}
