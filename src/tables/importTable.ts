/** Reads a table in a worker of its own, which ends with it. */
import { failed } from '#messages/Failure.ts';
import { tooLarge } from '#messages/generated/tableErrors.ts';
import { connectCaller } from '#protocol/Call.ts';
import { openWorker } from '#protocol/openWorker.ts';
import type { TableCalls, TableEvents, TableOptions } from '#protocol/tables.ts';

/** Bytes of a file, or characters of a text. */
const MOST_BYTES = 50_000_000;

interface ImportSettings {
  /** Share of the text that has been read. */
  readonly onProgress?: ((share: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * @param source the text, or a file
 * @throws Error with a sentence for the reader for what cannot be used; the signal's reason when it aborts. Nothing has changed then
 */
export async function importTable(
  source: string | Blob,
  options: TableOptions,
  { onProgress, signal }: ImportSettings = {},
): Promise<TableCalls['read']['result']> {
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
  const abort = (): void => reject(signal?.reason);
  signal?.addEventListener('abort', abort);
  try {
    const caller = connectCaller<TableCalls, TableEvents>(endpoint);
    if (onProgress) caller.on('progressed', ({ share }) => onProgress(share));
    return await Promise.race([caller.call('read', { source, options }), ended]);
  } finally {
    signal?.removeEventListener('abort', abort);
    close();
  }
}
