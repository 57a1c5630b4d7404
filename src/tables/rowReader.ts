/** Cells and rows as a plan uses them: the one place that says whether a row can be used. */
import type { PreviewRow, TableOptions } from '#experiment/tableReading.ts';
import type { Failure } from '#messages/Failure.ts';
import * as failures from '#messages/generated/tableErrors.ts';
import { fillingOf } from './fillingOf.ts';
import { guessFault } from './guessFault.ts';
import type { TablePlan } from './planTable.ts';
import { isMissing, readNumber } from './readNumber.ts';
import type { TextRow } from './splitRows.ts';
import { rowFault, type TableText } from './tableText.ts';

/** Characters of a cell that are shown. */
const MOST_SHOWN = 60;

export interface RowProblem {
  readonly row: number;
  /** The column, where it is one cell that is wrong. */
  readonly column: string | null;
  readonly what: Failure;
}

export interface RowReader {
  /** Inputs and target of a row; or why it cannot be used. */
  valuesOf(row: TextRow): readonly (number | string)[] | Omit<RowProblem, 'row'>;
  /** A row as it is shown, with a mark for each cell. */
  previewOf(row: TextRow): PreviewRow;
}

/** What stands in for missing values is worked out once. */
export function rowReader(
  { whole, names, decimal }: TableText,
  { uses, target, inputs }: TablePlan,
  { missing = 'drop' }: TableOptions,
): RowReader {
  const places = [...inputs, target];
  const fills = places.map((c) => (c === target ? null : fillingOf(whole, c, uses[c]!, decimal, missing)));

  /** Null where nothing is there; not finite where a number should be. */
  function read(cell: string, c: number): number | string | null {
    if (isMissing(cell)) return null;
    return uses[c] === 'number' ? readNumber(cell, decimal) : cell.trim();
  }

  function valuesOf(row: TextRow): ReturnType<RowReader['valuesOf']> {
    const fault = rowFault(row, names.length);
    if (fault) return { column: null, what: fault };
    const values: (number | string)[] = [];
    let firstMissing = -1;
    let lacking = 0;
    for (let place = 0; place < places.length; place++) {
      const c = places[place]!;
      const cell = row.cells[c]!;
      const value = read(cell, c) ?? fills[place]!;
      if (value === null) {
        if (lacking === 0) firstMissing = c;
        lacking += 1;
      } else if (isWrong(value)) {
        return { column: names[c]!, what: guessFault(cell, decimal) };
      } else values.push(value);
    }
    if (lacking === 0) return values;
    return lacking === 1
      ? { column: names[firstMissing]!, what: failures.missing() }
      : { column: null, what: failures.missingMany({ count: lacking }) };
  }

  return {
    valuesOf,
    previewOf(row) {
      const cells = names.map((_, c) => row.cells[c]?.trim() ?? '');
      const marks = cells.map((cell, c) => {
        const value = read(cell, c);
        return value === null ? 'missing' : isWrong(value) ? 'wrong' : 'ok';
      });
      return { row: row.row, cells: cells.map(shortened), marks, isUsed: !('what' in valuesOf(row)) };
    },
  };
}

const isWrong = (value: number | string): boolean => typeof value === 'number' && !Number.isFinite(value);

const shortened = (cell: string): string =>
  cell.length > MOST_SHOWN ? `${cell.slice(0, MOST_SHOWN - 1)}…` : cell;
