/**
 * Reads a table of comma-separated values into data of one's own: finds separator, header, decimals and the kind of each column,
 * leaves out or fills what is missing, and counts and names what it could not use. Pure.
 */
import { packLevel, LEVELS, type TableColumn, type TableSpec } from '#experiment/tableData.ts';
import { LIMITS } from '#experiment/limits.ts';
import { failed, type Failure } from '#messages/Failure.ts';
import * as failures from '#messages/generated/tableErrors.ts';
import { createRandom, STREAMS } from '#nn/Random.ts';
import type { ColumnReport, ColumnUse, TableOptions, TableReport } from '#protocol/tables.ts';
import { hasDecimalComma, isMissing, readNumber } from './readNumber.ts';
import { guessSeparator, MOST_COLUMNS, splitRows, type TextRow } from './splitRows.ts';
import { stepsOf } from './stepsOf.ts';

const MOST_PROBLEMS = 20;
/** A column is of numbers where this share of its cells are. */
const NUMBER_SHARE = 0.9;
/** Different words beyond which a column is no category unless asked. */
const MOST_GUESSED_WORDS = 30;
/** Numbers of so few whole values are classes, unless asked otherwise. */
const MOST_GUESSED_CLASSES = 10;

export function readTable(
  text: string,
  options: TableOptions = {},
  onProgress: (share: number) => void = () => undefined,
): { table: TableSpec; report: TableReport } {
  const separator = options.separator ?? guessSeparator(text);
  const all: TextRow[] = [];
  splitRows(text.replace(/^\uFEFF/, ''), separator, (row) => all.push(row), onProgress);
  const [first] = all;
  if (!first) throw failed(failures.empty());
  const width = first.cells.length;
  if (width > MOST_COLUMNS) throw failed(failures.tooManyColumns({ count: width, most: MOST_COLUMNS }));
  const header = options.header ?? isHeader(all);
  const names = columnNames(header ? first.cells : first.cells.map(() => ''));
  const rows = header ? all.slice(1) : all;
  if (rows.length === 0) throw failed(failures.noRows());

  const problems: { row: number; message: string }[] = [];
  let dropped = 0;
  const drop = ({ row }: TextRow, { text: message }: Failure): void => {
    dropped += 1;
    if (problems.length < MOST_PROBLEMS) problems.push({ row, message });
  };
  const whole = rows.filter((row) => {
    const { cells, isBroken } = row;
    if (isBroken) drop(row, failures.rowQuote({ row: row.row }));
    else if (cells.length !== width)
      drop(row, failures.rowLength({ row: row.row, count: cells.length, expected: width }));
    return !isBroken && cells.length === width;
  });
  const decimal =
    separator !== ',' && hasDecimalComma(whole.slice(0, 500).flatMap(({ cells }) => cells)) ? ',' : '.';

  const asked = options.columns ?? {};
  for (const name of [...Object.keys(asked), ...(options.target === undefined ? [] : [options.target])]) {
    if (!names.includes(name)) throw failed(failures.unknownColumn({ name, names: names.join(', ') }));
  }
  const guesses = names.map((_, c) => guessColumn(whole, c, decimal));
  const target = targetOf(names, guesses, options);
  const uses = names.map(
    (name, c) => asked[name] ?? (c === target && guesses[c]!.use === 'ignore' ? 'category' : guesses[c]!.use),
  );
  const targetName = names[target]!;
  if (asked[targetName] === 'ignore') throw failed(failures.targetIgnored({ name: targetName }));
  const task =
    options.task ?? (uses[target] === 'category' || guesses[target]!.isFewWholes ? 'classes' : 'values');
  if (task === 'values' && uses[target] === 'category')
    throw failed(failures.targetNoNumber({ name: targetName }));
  if (task === 'classes') uses[target] = 'category';
  const inputs = names.map((_, c) => c).filter((c) => c !== target && uses[c] !== 'ignore');
  if (inputs.length === 0) throw failed(failures.noInputs());

  const read = (cells: readonly string[], c: number): number | string => {
    const cell = cells[c]!;
    return uses[c] === 'category' ? cell.trim() : readNumber(cell, decimal);
  };
  const fill = new Map(
    inputs.map((c) => [c, fillingOf(whole, c, uses[c]!, decimal, options.missing ?? 'drop')]),
  );
  const used: (number | string)[][] = [];
  for (const row of whole) {
    const values = valuesOf(row);
    if (values) used.push(values);
  }
  if (used.length < 2) throw failed(failures.tooFewRows({ count: used.length }));
  const room = Math.floor(LIMITS.tableCells / (inputs.length + 1));
  const kept = used.length > room ? sampled(used, room) : used;

  const places = [...inputs, target];
  const packed = places.map((c, place) =>
    columnOf(
      c,
      kept.map((row) => row[place]!),
    ),
  );
  checkWidths(packed.slice(0, -1).map(({ column }) => column));
  const content = kept.map((_, r) => packed.map(({ levels }) => packLevel(levels[r]!)).join('')).join('');
  const reports = names.map((name, c): ColumnReport => {
    const place = places.indexOf(c);
    const missing = whole.reduce((sum, { cells }) => sum + Number(isMissing(cells[c]!)), 0);
    const base = { name, use: uses[c]!, isTarget: c === target, missing };
    return place < 0
      ? { ...base, use: 'ignore', holds: { values: [] }, loss: 0 }
      : { ...base, ...packed[place]!.told };
  });
  return {
    table: {
      name: (options.name ?? 'table').slice(0, LIMITS.titleLength),
      columns: packed.slice(0, -1).map(({ column }) => column),
      target: packed.at(-1)!.column,
      content,
    },
    report: {
      separator,
      decimal,
      header,
      rows: rows.length,
      used: kept.length,
      dropped,
      beyond: used.length - kept.length,
      task,
      columns: reports,
      problems,
    },
  };

  /** Inputs and target of a row; null where one cannot be used, which is noted. */
  function valuesOf(row: TextRow): (number | string)[] | null {
    const values: (number | string)[] = [];
    for (const c of [...inputs, target]) {
      const cell = row.cells[c]!;
      const place = { row: row.row, column: names[c]! };
      if (isMissing(cell)) {
        const filling = fill.get(c);
        if (filling === undefined || filling === null) {
          drop(row, failures.missing(place));
          return null;
        }
        values.push(filling);
        continue;
      }
      const value = read(row.cells, c);
      if (typeof value === 'number' && !Number.isFinite(value)) {
        const shown = { ...place, text: cell.trim().slice(0, 40) };
        drop(row, Number.isNaN(value) ? failures.noNumber(shown) : failures.tooBig(shown));
        return null;
      }
      values.push(value);
    }
    return values;
  }

  function columnOf(c: number, values: readonly (number | string)[]) {
    const name = names[c]!.slice(0, LIMITS.titleLength);
    if (uses[c] === 'category') {
      const words = [...new Set(values as string[])].sort((a, b) =>
        a.localeCompare(b, 'en', { numeric: true }),
      );
      if (c === target && words.length < 2) throw failed(failures.oneClass({ name }));
      const most = c === target ? LIMITS.tableClasses.max : LIMITS.tableColumns.max;
      if (words.length > most) {
        throw failed(
          c === target
            ? failures.tooManyClasses({ name, count: words.length, most })
            : failures.tooManyWords({ name, most }),
        );
      }
      const place = new Map(words.map((word, i) => [word, i]));
      const column: TableColumn = { name, values: words.map((word) => word.slice(0, LIMITS.titleLength)) };
      return {
        column,
        levels: values.map((word) => place.get(word as string)!),
        told: { holds: { values: words }, loss: 0 },
      };
    }
    const { min, step, loss, max } = stepsOf(values as number[], LEVELS);
    if (c === target && min === max) throw failed(failures.oneClass({ name }));
    return {
      column: { name, min, step } satisfies TableColumn,
      levels: (values as number[]).map((value) => Math.round((value - min) / step)),
      told: { holds: { min, max }, loss },
    };
  }

  function checkWidths(columns: readonly TableColumn[]): void {
    const widths = columns.map((column) => ('values' in column ? column.values.length : 1));
    const count = widths.reduce((sum, each) => sum + each, 0);
    if (count <= LIMITS.tableColumns.max) return;
    const widest = widths.indexOf(Math.max(...widths));
    const { name } = columns[widest]!;
    throw failed(
      failures.tooManyInputs({ count, name, own: widths[widest]!, most: LIMITS.tableColumns.max }),
    );
  }
}

/** The first row names the columns where it holds no number. */
function isHeader([first]: readonly TextRow[]): boolean {
  if (!first) return false;
  const isNumber = (cell: string): boolean =>
    !Number.isNaN(readNumber(cell, '.')) || !Number.isNaN(readNumber(cell, ','));
  return !first.cells.some((cell) => isNumber(cell));
}

/** Names are told apart by a number; what has none is called by its place. */
function columnNames(cells: readonly string[]): string[] {
  const names: string[] = [];
  cells.forEach((cell, i) => {
    const plain = cell.trim() || `column ${i + 1}`;
    let name = plain;
    for (let n = 2; names.includes(name); n++) name = `${plain} ${n}`;
    names.push(name);
  });
  return names;
}

interface Guess {
  readonly use: ColumnUse;
  /** Few whole numbers, which are rather classes than values. */
  readonly isFewWholes: boolean;
}

function guessColumn(rows: readonly TextRow[], c: number, decimal: '.' | ','): Guess {
  let present = 0;
  let numbers = 0;
  let isWhole = true;
  const words = new Set<string>();
  for (const { cells } of rows) {
    const cell = cells[c]!;
    if (isMissing(cell)) continue;
    present += 1;
    if (words.size <= MOST_GUESSED_WORDS) words.add(cell.trim());
    const value = readNumber(cell, decimal);
    if (Number.isNaN(value)) continue;
    numbers += 1;
    isWhole &&= Number.isInteger(value);
  }
  if (present === 0) return { use: 'ignore', isFewWholes: false };
  if (numbers >= NUMBER_SHARE * present) {
    return { use: 'number', isFewWholes: isWhole && words.size <= MOST_GUESSED_CLASSES };
  }
  return { use: words.size <= MOST_GUESSED_WORDS ? 'category' : 'ignore', isFewWholes: false };
}

/** The column asked for, or the last that is not left out. */
function targetOf(
  names: readonly string[],
  guesses: readonly Guess[],
  { target, columns }: TableOptions,
): number {
  if (target !== undefined) return names.indexOf(target);
  const last = names.findLastIndex((name, c) => (columns?.[name] ?? guesses[c]!.use) !== 'ignore');
  return last < 0 ? names.length - 1 : last;
}

/** What stands in for a missing value; null where its row is left out. */
function fillingOf(
  rows: readonly TextRow[],
  c: number,
  use: ColumnUse,
  decimal: '.' | ',',
  rule: NonNullable<TableOptions['missing']>,
): number | string | null {
  if (rule === 'drop') return null;
  const present = rows.map(({ cells }) => cells[c]!).filter((cell) => !isMissing(cell));
  const values =
    use === 'category'
      ? present.map((cell) => cell.trim())
      : present.map((cell) => readNumber(cell, decimal));
  const sound = values.filter((value) => typeof value === 'string' || Number.isFinite(value));
  if (sound.length === 0) return null;
  if (rule === 'mean' && use === 'number') {
    return (sound as number[]).reduce((sum, value) => sum + value / sound.length, 0);
  }
  const counts = new Map<number | string, number>();
  for (const value of sound) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce((best, each) => (each[1] > best[1] ? each : best))[0];
}

/** So many rows, spread over the whole table, the same every time, in their order. */
function sampled<T>(rows: readonly T[], room: number): T[] {
  const chosen = createRandom(1, STREAMS.order).order(rows.length).subarray(0, room).sort();
  return Array.from(chosen, (i) => rows[i]!);
}
