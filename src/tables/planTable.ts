/** What each column of a table is used as: by the options, else by what it holds. And the rows that can be used so. */
import { LIMITS } from '#experiment/limits.ts';
import { failed, type Failure } from '#messages/Failure.ts';
import * as failures from '#messages/generated/tableErrors.ts';
import { createRandom, STREAMS } from '#nn/Random.ts';
import type { ColumnFacts, ColumnUse, TableOptions } from '#experiment/tableReading.ts';
import { fillingOf } from './fillingOf.ts';
import { guessFault } from './guessFault.ts';
import { isMissing, readNumber } from './readNumber.ts';
import type { TextRow } from './splitRows.ts';
import { rowFault, type TableText } from './tableText.ts';

export interface TablePlan {
  readonly uses: readonly ColumnUse[];
  readonly target: number;
  readonly task: 'classes' | 'values';
  /** Columns that are inputs. */
  readonly inputs: readonly number[];
  /** Why no table can be made so; null where one may. */
  readonly fault: Failure | null;
}

/** @throws Error with a sentence for a column that is not there */
export function planTable(
  { names }: TableText,
  facts: readonly ColumnFacts[],
  options: TableOptions,
): TablePlan {
  const asked = new Map(Object.entries(options.columns ?? {}));
  for (const name of [...asked.keys(), ...(options.target === undefined ? [] : [options.target])]) {
    if (!names.includes(name)) throw failed(failures.unknownColumn({ name, names: names.join(', ') }));
  }
  const wished = facts.map(({ name, guess }) => asked.get(name) ?? guess);
  const target = targetOf(names, wished, options);
  const name = names[target]!;
  const uses = wished.map((use, c) =>
    c === target && use === 'ignore' && asked.get(name) === undefined ? 'category' : use,
  );
  const isWords = uses[target] === 'category';
  const task = options.task ?? (isWords || facts[target]!.isFewWholes ? 'classes' : 'values');
  const inputs = names.map((_, c) => c).filter((c) => c !== target && uses[c] !== 'ignore');
  const fault =
    uses[target] === 'ignore'
      ? failures.targetIgnored({ name })
      : task === 'values' && isWords
        ? failures.targetNoNumber({ name })
        : inputs.length === 0
          ? names.length === 1
            ? failures.oneColumn()
            : failures.noInputs()
          : null;
  if (task === 'classes' && uses[target] === 'number') uses[target] = 'category';
  return { uses, target, task, inputs, fault };
}

export interface TakenRows {
  /** Inputs and target of each row that is used. */
  readonly rows: readonly (number | string)[][];
  readonly dropped: number;
  /** Rows that could be used, but for which there is no room. */
  readonly beyond: number;
  readonly problems: readonly RowProblem[];
}

export interface RowProblem {
  readonly row: number;
  /** The column, where it is one cell that is wrong. */
  readonly column: string | null;
  readonly what: Failure;
}

/** Reads cells as they are used; problems are kept up to `mostProblems`. */
export function takeRows(
  table: TableText,
  { uses, target, inputs }: TablePlan,
  options: TableOptions,
  mostProblems: number,
): TakenRows {
  const { rows, whole, names, decimal } = table;
  const places = [...inputs, target];
  const fills = places.map((c) =>
    c === target ? null : fillingOf(whole, c, uses[c]!, decimal, options.missing ?? 'drop'),
  );
  const problems: RowProblem[] = [];
  let dropped = 0;
  const used: (number | string)[][] = [];
  for (const row of rows) {
    const values = valuesOf(row);
    if (Array.isArray(values)) {
      used.push(values);
      continue;
    }
    dropped += 1;
    if (problems.length < mostProblems) problems.push({ row: row.row, ...values });
  }
  const room = Math.floor(LIMITS.tableCells / places.length);
  const kept = used.length > room ? sampled(used, room) : used;
  return { rows: kept, dropped, beyond: used.length - kept.length, problems };

  function valuesOf(row: TextRow): (number | string)[] | Omit<RowProblem, 'row'> {
    const fault = rowFault(row, names.length);
    if (fault) return { column: null, what: fault };
    const values: (number | string)[] = [];
    let firstMissing = -1;
    let missing = 0;
    for (let place = 0; place < places.length; place++) {
      const c = places[place]!;
      const cell = row.cells[c]!;
      const value = isMissing(cell)
        ? fills[place]!
        : uses[c] === 'category'
          ? cell.trim()
          : readNumber(cell, decimal);
      if (value === null) {
        if (missing === 0) firstMissing = c;
        missing += 1;
      } else if (typeof value === 'number' && !Number.isFinite(value)) {
        return { column: names[c]!, what: guessFault(cell, decimal) };
      } else values.push(value);
    }
    if (missing === 0) return values;
    return missing === 1
      ? { column: names[firstMissing]!, what: failures.missing() }
      : { column: null, what: failures.missingMany({ count: missing }) };
  }
}

/** The column asked for, or the last that is not left out. */
function targetOf(names: readonly string[], uses: readonly ColumnUse[], { target }: TableOptions): number {
  if (target !== undefined) return names.indexOf(target);
  const last = uses.findLastIndex((use) => use !== 'ignore');
  return last < 0 ? names.length - 1 : last;
}

/** So many rows, spread over the whole table, the same every time, in their order. */
function sampled<T>(rows: readonly T[], room: number): T[] {
  const chosen = createRandom(1, STREAMS.order).order(rows.length).subarray(0, room).sort();
  return Array.from(chosen, (i) => rows[i]!);
}
