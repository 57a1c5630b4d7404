/** Rate limit with leading and trailing edge: the first call runs at once, later ones at most every so often, the last always. */

export interface Throttled {
  (): void;
  /** Drops a call that is still to come. */
  stop(): void;
}

/** @param everyMs minimum time between two runs; 0 or less runs every call at once */
export function throttle(run: () => void, everyMs: number): Throttled {
  let ranMs = -Infinity;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const runNow = (): void => {
    timer = undefined;
    ranMs = performance.now();
    run();
  };
  const call = (): void => {
    if (timer !== undefined) return;
    const waitMs = ranMs + everyMs - performance.now();
    if (waitMs <= 0) runNow();
    else timer = setTimeout(runNow, waitMs);
  };
  const stop = (): void => {
    clearTimeout(timer);
    timer = undefined;
  };
  return Object.assign(call, { stop });
}
