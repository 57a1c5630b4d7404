/** The calls of the worker that reads a table. */
import { serveCalls, type Endpoint } from '#protocol/Call.ts';
import type { TableCalls, TableEvents } from '#protocol/tables.ts';
import { WORKER_LOADED } from '#protocol/workerLoaded.ts';
import { decodeText } from './decodeText.ts';
import { readTable } from './readTable.ts';

export function serveTables(endpoint: Endpoint): void {
  serveCalls<TableCalls, TableEvents>(endpoint, (emit) => ({
    async read({ source, options }) {
      const text =
        typeof source === 'string' ? source : decodeText(new Uint8Array(await source.arrayBuffer()));
      return readTable(text, options, (share) => emit('progressed', { share }));
    },
  }));
  endpoint.postMessage(WORKER_LOADED, []);
}
