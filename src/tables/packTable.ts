/** Rows as data of the experiment: categories by their place, numbers in steps of their column. */
import { LIMITS } from '#experiment/limits.ts';
import { LEVELS, packLevel, type TableColumn, type TableSpec } from '#experiment/tableData.ts';
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/tableErrors.ts';
import type { ColumnReport } from '#experiment/tableReading.ts';
import type { TablePlan } from './planTable.ts';
import { stepsOf } from './stepsOf.ts';
import { cutName, uniqueNames } from './uniqueNames.ts';

interface PackedColumn {
  readonly column: TableColumn;
  /** Of each row. */
  readonly levels: readonly number[];
  readonly told: Pick<ColumnReport, 'holds' | 'loss'>;
}

/**
 * @returns inputs in their order, the target last
 * @throws Error with a sentence where there is nothing to learn, or too much
 */
export function packColumns(
  names: readonly string[],
  { inputs, target, uses }: TablePlan,
  rows: readonly (readonly (number | string)[])[],
): PackedColumn[] {
  if (rows.length < 2) throw failed(failures.tooFewRows({ count: rows.length }));
  const packed = [...inputs, target].map((c, place) => {
    const values = rows.map((row) => row[place]!);
    const name = names[c]!;
    return uses[c] === 'category'
      ? packWords(name, values as string[], c === target)
      : packNumbers(name, values as number[], c === target);
  });
  checkWidths(packed.slice(0, -1).map(({ column }) => column));
  return packed;
}

export function packTable(name: string, packed: readonly PackedColumn[]): TableSpec {
  const rows = packed[0]!.levels;
  return {
    name: cutName(name),
    columns: packed.slice(0, -1).map(({ column }) => column),
    target: packed.at(-1)!.column,
    content: rows.map((_, r) => packed.map(({ levels }) => packLevel(levels[r]!)).join('')).join(''),
  };
}

function packWords(name: string, values: readonly string[], isTarget: boolean): PackedColumn {
  const words = [...new Set(values)];
  if (isTarget && words.length < 2) throw failed(failures.oneClass({ name }));
  const most = isTarget ? LIMITS.tableClasses.max : LIMITS.tableColumns.max;
  if (words.length > most) {
    throw failed(
      isTarget
        ? failures.tooManyClasses({ name, count: words.length, most })
        : failures.tooManyWords({ name, most }),
    );
  }
  words.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const place = new Map(words.map((word, i) => [word, i]));
  return {
    column: { name, values: uniqueNames(words) },
    levels: values.map((word) => place.get(word)!),
    told: { holds: { values: words }, loss: 0 },
  };
}

function packNumbers(name: string, values: readonly number[], isTarget: boolean): PackedColumn {
  const { min, step, loss, max } = stepsOf(values, LEVELS);
  if (isTarget && min === max) throw failed(failures.oneClass({ name }));
  return {
    column: { name, min, step },
    levels: values.map((value) => Math.round((value - min) / step)),
    told: { holds: { min, max }, loss },
  };
}

function checkWidths(columns: readonly TableColumn[]): void {
  const widths = columns.map((column) => ('values' in column ? column.values.length : 1));
  const count = widths.reduce((sum, each) => sum + each, 0);
  if (count <= LIMITS.tableColumns.max) return;
  const widest = widths.indexOf(Math.max(...widths));
  const { name } = columns[widest]!;
  throw failed(failures.tooManyInputs({ count, name, own: widths[widest]!, most: LIMITS.tableColumns.max }));
}
