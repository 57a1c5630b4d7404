/**
 * The clock of server and load generator, so that every rule about waiting can be tested on a virtual one. Times are
 * milliseconds of `performance.timeOrigin + performance.now()`, the same base on the page and in workers.
 */
export interface Clock {
  nowMs(): number;
  /** Runs `callback` in a task of its own, after messages that already wait. */
  soon(callback: () => void): void;
  /** A plain timer, which may be milliseconds late. @returns a function that cancels it */
  after(delayMs: number, callback: () => void): () => void;
  /** As precise as possible, never before `timeMs`. @returns a function that cancels it */
  at(timeMs: number, callback: () => void): () => void;
}

/** Timers may be this late when the thread is idle; the rest of a precise wait is spent in `fineSleep`. */
const TIMER_SLACK_MS = 2;

/** ES2024; missing in older Firefox. */
interface WaitAsync {
  waitAsync(
    word: Int32Array,
    index: number,
    value: number,
    timeoutMs: number,
  ): { async: boolean; value: unknown };
}

/**
 * Sleeps for a fraction of a millisecond without blocking: `Atomics.waitAsync` on a word that is never notified ends
 * by its timeout, which is not clamped to whole milliseconds or to the 4 ms of nested timers (late by 0.1 ms in
 * Chromium 156). Shared WebAssembly memory needs no cross-origin isolation as long as it stays in its thread. Null
 * where it is not supported; Firefox rounds timeouts down to whole milliseconds, and a timeout of 0 ms ends without a
 * turn of the event loop.
 */
function fineSleep(): ((ms: number) => Promise<unknown> | null) | null {
  try {
    const word = new Int32Array(new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true }).buffer);
    const { waitAsync } = Atomics as Partial<WaitAsync>;
    if (!waitAsync) return null;
    return (ms) => {
      const wait = waitAsync(word, 0, 0, ms);
      return wait.async ? Promise.resolve(wait.value) : null;
    };
  } catch {
    return null;
  }
}

export function createClock(): Clock {
  // Reading it costs as much as `performance.now()`, and it never changes.
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
  const sleep = fineSleep();
  return {
    nowMs,
    soon,
    after,
    at(timeMs, callback) {
      let cancelTimer = (): void => {};
      let cancelled = false;
      // A timer set by a timer is clamped to 4 ms; one set from a message task is not, hence the turns of the event
      // loop. Without `fineSleep` they also spend the end of the wait, at the cost of a busy thread.
      const turn = (): void => {
        if (cancelled) return;
        const leftMs = timeMs - nowMs();
        if (leftMs <= 0) callback();
        else if (leftMs > TIMER_SLACK_MS) cancelTimer = after(leftMs - TIMER_SLACK_MS, () => soon(turn));
        else {
          const slept = sleep?.(leftMs);
          if (slept) void slept.then(turn);
          else soon(turn);
        }
      };
      soon(turn);
      return () => {
        cancelled = true;
        cancelTimer();
      };
    },
  };
}
