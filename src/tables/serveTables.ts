/** The calls of the worker that reads a table. */
import { bug } from '#messages/bug.ts';
import { serveCalls, type Endpoint } from '#protocol/Call.ts';
import type { TableCalls, TableEvents } from '#protocol/tables.ts';
import { WORKER_LOADED } from '#protocol/workerLoaded.ts';
import { decodeText } from './decodeText.ts';
import { openDesk, type Desk } from './openDesk.ts';
import { readTable } from './readTable.ts';

const textOf = async (source: string | Blob): Promise<string> =>
  typeof source === 'string' ? source : decodeText(new Uint8Array(await source.arrayBuffer()));

export function serveTables(endpoint: Endpoint): void {
  serveCalls<TableCalls, TableEvents>(endpoint, (emit) => {
    const tell = (share: number, rows: number): void => emit('progressed', { share, rows });
    let opened: Desk | null = null;
    const desk = (): Desk => {
      if (!opened) throw bug('no table is open');
      return opened;
    };
    return {
      async read({ source, options }) {
        return readTable(await textOf(source), options, tell);
      },
      async open({ source }) {
        const text = await textOf(source);
        opened = openDesk(text, tell);
        return { characters: text.length };
      },
      look: (options) => desk().look(options),
      rows: ({ from, count }) => desk().rows(from, count),
      problems: (options) => desk().problems(options),
      take: (options) => desk().take(options),
    };
  });
  endpoint.postMessage(WORKER_LOADED, []);
}
