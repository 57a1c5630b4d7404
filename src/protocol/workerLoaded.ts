/**
 * The first message of every worker: its code has loaded and serves calls. An error before it means that a file is
 * missing, which a retry may fix; one after it is a bug.
 */
export const WORKER_LOADED = { event: 'workerLoaded', detail: null } as const;

export const isWorkerLoaded = (message: unknown): boolean =>
  typeof message === 'object' &&
  message !== null &&
  (message as { readonly event?: unknown }).event === WORKER_LOADED.event;
