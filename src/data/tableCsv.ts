/** A table of one's own as CSV, with the options by which it is read again as it is. */
import {
  isCategory,
  numberAt,
  tableLevels,
  type TableColumn,
  type TableSpec,
} from '#experiment/tableData.ts';
import type { TableOptions } from '#experiment/tableReading.ts';
import { csvQuoted } from '#messages/csvText.ts';

export function tableCsv(table: TableSpec): { readonly source: string; readonly options: TableOptions } {
  const all = [...table.columns, table.target];
  const levels = tableLevels(table);
  const lines = [all.map(({ name }) => csvQuoted(name)).join(',')];
  for (let start = 0; start < levels.length; start += all.length) {
    lines.push(all.map((column, c) => cellOf(column, levels[start + c]!)).join(','));
  }
  return {
    source: `${lines.join('\n')}\n`,
    options: {
      name: table.name,
      separator: ',',
      decimal: '.',
      header: true,
      target: table.target.name,
      task: isCategory(table.target) ? 'classes' : 'values',
      columns: Object.fromEntries(all.map((each) => [each.name, isCategory(each) ? 'category' : 'number'])),
    },
  };
}

function cellOf(column: TableColumn, level: number): string {
  return isCategory(column) ? csvQuoted(column.values[level] ?? '') : String(numberAt(column, level));
}
