/** Where imported tables came from, so that their columns can be changed without choosing the file again. */
import { isCategory, type TableSpec } from '#experiment/tableData.ts';
import type { TableOptions } from '#experiment/tableReading.ts';
import { hashText } from '#nn/hashText.ts';

export interface TableOrigin {
  readonly source: string | Blob;
  readonly options: TableOptions;
}

/** Files are handles, pasted texts are kept whole. */
const MOST_KEPT = 3;
const kept = new Map<string, TableOrigin>();
/** Made once for each table: columns, names of classes and all cells. */
const prints = new WeakMap<TableSpec, string>();

export function keepTableOrigin(table: TableSpec, origin: TableOrigin): void {
  const print = printOf(table);
  kept.delete(print);
  kept.set(print, origin);
  const [oldest] = kept.keys();
  if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
}

/** The content decides: an address brings an equal table back as another object. */
export const tableOriginOf = (table: TableSpec): TableOrigin | null => kept.get(printOf(table)) ?? null;

function printOf(table: TableSpec): string {
  const known = prints.get(table);
  if (known !== undefined) return known;
  const { name, columns, target, content } = table;
  const head = [...columns, target].map((column) => [
    column.name,
    isCategory(column) ? column.values : [column.min, column.step],
  ]);
  const print = `${hashText(content)} ${content.length} ${JSON.stringify([name, head])}`;
  prints.set(table, print);
  return print;
}
