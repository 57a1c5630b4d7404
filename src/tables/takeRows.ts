/** The rows of a table that can be used as it is planned, and why the others cannot. */
import { LIMITS } from '#experiment/limits.ts';
import { createRandom, STREAMS } from '#nn/Random.ts';
import type { TablePlan } from './planTable.ts';
import type { RowProblem, RowReader } from './rowReader.ts';
import type { TableText } from './tableText.ts';

interface TakenRows {
  /** Inputs and target of each row that is used. */
  readonly rows: readonly (readonly (number | string)[])[];
  readonly dropped: number;
  /** Rows that could be used, but for which there is no room. */
  readonly beyond: number;
  readonly problems: readonly RowProblem[];
}

/** @param mostProblems so many are kept; all are counted */
export function takeRows(
  { rows }: TableText,
  { inputs }: TablePlan,
  { valuesOf }: RowReader,
  mostProblems: number,
): TakenRows {
  const problems: RowProblem[] = [];
  let dropped = 0;
  const used: (readonly (number | string)[])[] = [];
  for (const row of rows) {
    const values = valuesOf(row);
    if (!('what' in values)) {
      used.push(values);
      continue;
    }
    dropped += 1;
    if (problems.length < mostProblems) problems.push({ row: row.row, ...values });
  }
  const room = Math.floor(LIMITS.tableCells / (inputs.length + 1));
  const kept = used.length > room ? sampled(used, room) : used;
  return { rows: kept, dropped, beyond: used.length - kept.length, problems };
}

/** So many rows, spread over the whole table, the same every time, in their order. */
function sampled<T>(rows: readonly T[], room: number): T[] {
  const chosen = createRandom(1, STREAMS.order).order(rows.length).subarray(0, room).sort();
  return Array.from(chosen, (i) => rows[i]!);
}
