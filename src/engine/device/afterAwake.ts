/**
 * A timeout that excludes time in which this thread was suspended: browsers freeze the workers of a hidden tab, and machines
 * sleep; what was waited for was frozen, too. It counts ticks; a tick that is far too late marks such a gap and does not count.
 */

interface Timers {
  nowMs(): number;
  /** Returns a function that cancels. */
  after(delayMs: number, callback: () => void): () => void;
}

const TICK_MS = 1_000;
/** Longer than a busy machine keeps a thread waiting. */
const SUSPENDED_MS = 1_000;

/** @returns a function that cancels the timeout */
export function afterAwake(timers: Timers, limitMs: number, callback: () => void): () => void {
  let cancel = (): void => undefined;
  const wait = (restMs: number): void => {
    const dueMs = Math.min(restMs, TICK_MS);
    const startMs = timers.nowMs();
    cancel = timers.after(dueMs, () => {
      const isSuspended = timers.nowMs() - startMs - dueMs > SUSPENDED_MS;
      const leftMs = isSuspended ? restMs : restMs - dueMs;
      if (leftMs > 0) wait(leftMs);
      else callback();
    });
  };
  wait(limitMs);
  return () => cancel();
}
