/**
 * The promise, or a rejection with the signal's reason once it is aborted; the promise's own end is then ignored.
 * @param graceMs after an abort the promise may still settle by itself for this long, with what it has
 */
export function orAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined, graceMs = 0): Promise<T> {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      if (graceMs > 0) setTimeout(reject, graceMs, signal.reason);
      else reject(signal.reason as Error);
    };
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort);
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
