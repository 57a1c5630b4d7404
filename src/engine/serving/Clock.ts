/**
 * Time as the serving code sees it, so that every rule about waiting can be tested on a virtual clock. Times are
 * milliseconds of `performance.timeOrigin + performance.now()`: one base for page and workers.
 */
export interface Clock {
  nowMs(): number;
  /** Runs `callback` in a task of its own, after the messages that already wait. */
  soon(callback: () => void): void;
  /** Roughly after `delayMs` (a plain timer, may be milliseconds late). Returns the way to cancel. */
  after(delayMs: number, callback: () => void): () => void;
  /** As near as possible to `timeMs`, never before it. Returns the way to cancel. */
  at(timeMs: number, callback: () => void): () => void;
}

/** Timers may be this late when the thread is idle; the rest of a precise wait is spent in a message loop. */
const TIMER_SLACK_MS = 2;

export function createClock(): Clock {
  // Reading it costs as much as the time itself, and it never changes.
  const { timeOrigin } = performance;
  const nowMs = (): number => timeOrigin + performance.now();
  const { port1, port2 } = new MessageChannel();
  const tasks: (() => void)[] = [];
  port2.onmessage = () => tasks.shift()?.();
  const soon = (callback: () => void): void => {
    tasks.push(callback);
    port1.postMessage(null);
  };
  const after = (delayMs: number, callback: () => void): (() => void) => {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  };
  return {
    nowMs,
    soon,
    after,
    at(timeMs, callback) {
      let cancelTimer = (): void => {};
      let cancelled = false;
      // A timer set by a timer is held back to 4 ms; one set from a message task is not. Hence the turns of the loop.
      const turn = (): void => {
        if (cancelled) return;
        const leftMs = timeMs - nowMs();
        if (leftMs <= 0) callback();
        else if (leftMs > TIMER_SLACK_MS) cancelTimer = after(leftMs - TIMER_SLACK_MS, () => soon(turn));
        else soon(turn);
      };
      soon(turn);
      return () => {
        cancelled = true;
        cancelTimer();
      };
    },
  };
}
