/** Where imported tables came from, so that their columns can be changed without choosing the file again. */
import type { TableSpec } from '#experiment/tableData.ts';
import type { TableOptions } from '#experiment/tableReading.ts';

export interface TableOrigin {
  readonly source: string | Blob;
  readonly options: TableOptions;
}

/** Files are handles, pasted texts are kept whole. */
const MOST_KEPT = 3;
const kept: { readonly table: TableSpec; readonly origin: TableOrigin }[] = [];

export function keepTableOrigin(table: TableSpec, origin: TableOrigin): void {
  kept.unshift({ table, origin });
  kept.length = Math.min(kept.length, MOST_KEPT);
}

/** Undo brings back tables as they were, so the content decides. */
export function tableOriginOf({ name, content }: TableSpec): TableOrigin | null {
  return kept.find(({ table }) => table.name === name && table.content === content)?.origin ?? null;
}
