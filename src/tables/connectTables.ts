/** A worker that reads one table, on the page. It ends with what it was asked for, or when that is aborted. */
import { failed } from '#messages/Failure.ts';
import { tooLarge } from '#messages/generated/tableErrors.ts';
import { connectCaller, type Caller } from '#protocol/Call.ts';
import { openWorker } from '#protocol/openWorker.ts';
import type { TableCalls, TableEvents } from '#protocol/tables.ts';

/** Bytes of a file, or characters of a text. */
const MOST_BYTES = 50_000_000;

export interface ReadSettings {
  /** Share of the text that has been read, and the rows in it. */
  readonly onProgress?: ((share: number, rows: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

interface TableWorker {
  readonly caller: Caller<TableCalls, TableEvents>;
  /** Rejects when the worker died or the signal aborts. */
  orEnded<T>(work: Promise<T>): Promise<T>;
  close(): void;
}

/** @throws Error with a sentence for the reader for what is too large; the signal's reason when it has been aborted */
export function connectTables(source: string | Blob, { onProgress, signal }: ReadSettings): TableWorker {
  signal?.throwIfAborted();
  const size = typeof source === 'string' ? source.length : source.size;
  if (size > MOST_BYTES) throw failed(tooLarge({ size, most: MOST_BYTES }));
  let reject = (_reason: unknown): void => undefined;
  const ended = new Promise<never>((_, fail) => (reject = fail));
  ended.catch(() => undefined);
  const { endpoint, close } = openWorker(
    () => new Worker(new URL('./tables.worker.ts', import.meta.url), { type: 'module', name: 'tables' }),
    'tables',
    (error) => reject(error),
  );
  const abort = (): void => {
    reject(signal?.reason);
    close();
  };
  signal?.addEventListener('abort', abort);
  const caller = connectCaller<TableCalls, TableEvents>(endpoint);
  if (onProgress) caller.on('progressed', ({ share, rows }) => onProgress(share, rows));
  return {
    caller,
    orEnded: (work) => Promise.race([work, ended]),
    close() {
      signal?.removeEventListener('abort', abort);
      close();
    },
  };
}
