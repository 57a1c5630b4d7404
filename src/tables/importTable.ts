/** Reads a table in a worker of its own: at once, or as one that stays open for questions. */
import type { OpenTable, TableOptions } from '#experiment/tableReading.ts';
import type { TableCalls } from '#protocol/tables.ts';
import { connectTables, type ReadSettings } from './connectTables.ts';

/**
 * @param source the text, or a file
 * @throws Error with a sentence for the reader for what cannot be used; the signal's reason when it aborts. Nothing has changed then
 */
export async function importTable(
  source: string | Blob,
  options: TableOptions,
  settings: ReadSettings = {},
): Promise<TableCalls['read']['result']> {
  const { caller, orEnded, close } = connectTables(source, settings);
  try {
    return await orEnded(caller.call('read', { source, options }));
  } finally {
    close();
  }
}

/** @throws Error as `importTable` does. An open table has to be closed */
export async function openTable(source: string | Blob, settings: ReadSettings = {}): Promise<OpenTable> {
  const { caller, orEnded, close } = connectTables(source, settings);
  try {
    const { characters } = await orEnded(caller.call('open', { source }));
    return {
      characters,
      look: (options) => orEnded(caller.call('look', options)),
      rows: (from, count) => orEnded(caller.call('rows', { from, count })),
      problems: (options) => orEnded(caller.call('problems', options)),
      take: (options) => orEnded(caller.call('take', options)),
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}
