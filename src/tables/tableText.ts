/** The rows of a text with what is guessed of its form: separator, header, decimal mark. */
import { failed, type Failure } from '#messages/Failure.ts';
import * as failures from '#messages/generated/tableErrors.ts';
import type { TableOptions } from '#experiment/tableReading.ts';
import { hasDecimalComma, readNumber } from './readNumber.ts';
import { guessSeparator, MOST_COLUMNS, splitRows, type TextRow } from './splitRows.ts';
import { uniqueNames } from './uniqueNames.ts';

/** Rows by which the decimal mark is guessed. */
const GUESSED_ROWS = 500;

export interface TableText {
  readonly separator: string;
  readonly decimal: '.' | ',';
  readonly header: boolean;
  readonly names: readonly string[];
  /** All rows without the header. */
  readonly rows: readonly TextRow[];
  /** Those that have a cell for each column. */
  readonly whole: readonly TextRow[];
}

/** All rows of a text; the header, if it has one, is the first. */
export interface SplitText {
  readonly separator: string;
  readonly rows: readonly TextRow[];
}

export type OnProgress = (share: number, rows: number) => void;

/** @throws Error with a sentence for what is no table at all */
export function splitText(
  text: string,
  asked: string | undefined,
  onProgress: OnProgress = () => undefined,
): SplitText {
  if (isBinary(text)) throw failed(failures.notText());
  const separator = asked ?? guessSeparator(text);
  const rows: TextRow[] = [];
  splitRows(
    text.replace(/^\uFEFF/, ''),
    separator,
    (row) => rows.push(row),
    (share) => onProgress(share, rows.length),
  );
  const [first] = rows;
  if (!first) throw failed(failures.empty());
  const width = first.cells.length;
  if (width > MOST_COLUMNS) throw failed(failures.tooManyColumns({ count: width, most: MOST_COLUMNS }));
  return { separator, rows };
}

/** @throws Error with a sentence where there is a header alone */
export function tableText({ separator, rows: all }: SplitText, options: TableOptions): TableText {
  const [first] = all;
  const cells = first!.cells;
  const header = options.header ?? isHeader(cells);
  const rows = header ? all.slice(1) : all;
  if (rows.length === 0) throw failed(failures.noRows());
  const whole = rows.filter((row) => rowFault(row, cells.length) === null);
  const sample = whole.slice(0, GUESSED_ROWS).flatMap((row) => row.cells);
  return {
    separator,
    decimal: options.decimal ?? (separator !== ',' && hasDecimalComma(sample) ? ',' : '.'),
    header,
    names: columnNames(header ? cells : cells.map(() => '')),
    rows,
    whole,
  };
}

/** What is wrong with a row as a whole; null for nothing. */
export function rowFault({ cells, isBroken }: TextRow, width: number): Failure | null {
  if (isBroken) return failures.rowQuote();
  return cells.length === width ? null : failures.rowLength({ count: cells.length, expected: width });
}

/** Bytes of a picture or an archive (.xlsx) have many control characters; a text has one by accident. */
function isBinary(text: string): boolean {
  const start = text.slice(0, 4_096);
  let controls = 0;
  for (let i = 0; i < start.length; i++) {
    const code = start.charCodeAt(i);
    if (code < 32 && code !== 9 && code !== 10 && code !== 13) controls += 1;
  }
  return controls > 0.05 * start.length;
}

/** The first row names the columns where it holds no number. */
function isHeader(first: readonly string[]): boolean {
  const isNumber = (cell: string): boolean =>
    !Number.isNaN(readNumber(cell, '.')) || !Number.isNaN(readNumber(cell, ','));
  return !first.some((cell) => isNumber(cell));
}

/** What has no name is called by its place. */
const columnNames = (cells: readonly string[]): string[] =>
  uniqueNames(cells.map((cell, i) => cell.trim() || `column ${i + 1}`));
