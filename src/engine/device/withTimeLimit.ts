/** A promise that may never settle gets a limit: browsers have let `requestAdapter` and a wasm start hang for good. */

/** Rejects with `message` after `limitMs`, or with the signal's reason when it aborts, whichever comes first. */
export function withTimeLimit<T>(
  work: Promise<T>,
  limitMs: number,
  message: string,
  signal?: AbortSignal,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal?.reason as Error);
    const timer = setTimeout(() => reject(new Error(message)), limitMs);
    const settle = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    };
    if (signal?.aborted) abort();
    signal?.addEventListener('abort', abort);
    work.then(resolve, reject).finally(settle);
  });
}
