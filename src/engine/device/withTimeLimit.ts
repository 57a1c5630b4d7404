/** Timeout for a promise that may never settle: `requestAdapter` and the start of wasm have hung in some browsers. */
import { failed, type Failure } from '#messages/Failure.ts';
import { afterAwake } from './afterAwake.ts';

const TIMERS = {
  nowMs: () => performance.now(),
  after(delayMs: number, callback: () => void) {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};

/** Rejects with `late` after `limitMs` in which the thread was not suspended, or with the signal's reason when it aborts, whichever comes first. */
export function withTimeLimit<T>(
  work: Promise<T>,
  limitMs: number,
  late: Failure,
  signal?: AbortSignal,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal?.reason as Error);
    const cancel = afterAwake(TIMERS, limitMs, () => reject(failed(late)));
    const settle = (): void => {
      cancel();
      signal?.removeEventListener('abort', abort);
    };
    if (signal?.aborted) abort();
    signal?.addEventListener('abort', abort);
    work.then(resolve, reject).finally(settle);
  });
}
