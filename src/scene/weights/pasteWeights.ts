/** Parser of numbers pasted from a spreadsheet (TSV: tabs between columns, lines between rows) into the table of weights. */
import type { WeightEdit } from '#commands/Commands.ts';
import * as say from '#messages/generated/weights.ts';
import { readNumber } from '#messages/readNumber.ts';
import { LARGEST_WEIGHT } from '../network/weightAt.ts';
import { fromOfRow, type WeightTable } from './weightTable.ts';

/** A cell by its place on the screen: the row in the order that is shown. */
export interface CellPlace {
  readonly place: number;
  readonly column: number;
}

type Outcome<T> = T | { readonly problem: string };

/** A number that a weight can be. */
export function readWeight(text: string): Outcome<{ readonly value: number }> {
  if (text.trim() === '') return { problem: say.empty() };
  const read = readNumber(text, { whole: false });
  if ('problem' in read) return { problem: read.problem.text };
  if (Math.abs(read.value) <= LARGEST_WEIGHT) return read;
  return { problem: say.beyond({ largest: LARGEST_WEIGHT }) };
}

/** The edits of a whole paste, or what is wrong with it: a half of it is never taken. */
export function pasteWeights(
  table: WeightTable,
  order: readonly number[],
  at: CellPlace,
  text: string,
): Outcome<{ readonly edits: readonly WeightEdit[] }> {
  const pasted = cellsOf(text);
  const isWhole = hasNames(table, order, pasted);
  const lines = isWhole ? pasted.slice(1).map((cells) => cells.slice(1)) : pasted;
  const { place, column } = isWhole ? { place: 0, column: 0 } : at;
  const columns = Math.max(...lines.map((cells) => cells.length));
  const [roomRows, roomColumns] = [order.length - place, table.columns - column];
  if (lines.length > roomRows || columns > roomColumns) {
    const cell = table.cellName(order[place] ?? 0, column);
    return { problem: say.noRoom({ rows: lines.length, columns, cell, roomRows, roomColumns }) };
  }
  const edits: WeightEdit[] = [];
  for (const [down, cells] of lines.entries()) {
    const row = order[place + down]!;
    for (let right = 0; right < columns; right++) {
      const written = cells[right] ?? '';
      const read = readWeight(written);
      if ('problem' in read) {
        const cell = table.cellName(row, column + right);
        return { problem: say.refused({ cell, text: written.trim(), problem: read.problem }) };
      }
      edits.push({ from: fromOfRow(row), to: column + right, value: read.value });
    }
  }
  return { edits };
}

/** A spreadsheet ends its last row, too. */
const cellsOf = (text: string): string[][] =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/\n+$/, '')
    .split('\n')
    .map((line) => line.split('\t'));

/** Whether it is this table with its names, as "Copy as table" gives it. */
function hasNames(table: WeightTable, order: readonly number[], pasted: readonly string[][]): boolean {
  const [head = [], ...lines] = pasted;
  return (
    head.length === table.columns + 1 &&
    lines.length === order.length &&
    head[0] === say.from() &&
    lines.every((cells, place) => cells[0] === table.rowName(order[place]!))
  );
}

/** The cell that a key moves to; null for keys that do not move. */
export function movedBy(
  key: string,
  { place, column }: CellPlace,
  sizes: { readonly rows: number; readonly columns: number; readonly pageRows: number },
  toEnd: boolean,
): CellPlace | null {
  const { rows, columns, pageRows } = sizes;
  const to = (nextPlace: number, nextColumn: number): CellPlace => ({
    place: Math.max(0, Math.min(rows - 1, nextPlace)),
    column: Math.max(0, Math.min(columns - 1, nextColumn)),
  });
  const far = Number.MAX_SAFE_INTEGER;
  switch (key) {
    case 'ArrowUp':
      return to(toEnd ? 0 : place - 1, column);
    case 'ArrowDown':
      return to(toEnd ? far : place + 1, column);
    case 'ArrowLeft':
      return to(place, toEnd ? 0 : column - 1);
    case 'ArrowRight':
      return to(place, toEnd ? far : column + 1);
    case 'PageUp':
      return to(place - pageRows, column);
    case 'PageDown':
      return to(place + pageRows, column);
    case 'Home':
      return to(toEnd ? 0 : place, 0);
    case 'End':
      return to(toEnd ? far : place, far);
    default:
      return null;
  }
}
