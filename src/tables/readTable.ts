/**
 * Reads a table of comma-separated values into data of one's own: finds separator, header, decimals and the kind of each column,
 * leaves out or fills what is missing, and counts and names what it could not use. Pure.
 */
import type { TableSpec } from '#experiment/tableData.ts';
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/tableErrors.ts';
import type { ColumnFacts, ColumnReport, TableOptions, TableReport } from '#experiment/tableReading.ts';
import { columnFacts } from './columnFacts.ts';
import { packColumns, packTable } from './packTable.ts';
import { planTable } from './planTable.ts';
import { rowReader, type RowProblem } from './rowReader.ts';
import { splitText, tableText, type OnProgress, type TableText } from './tableText.ts';
import { takeRows } from './takeRows.ts';

const MOST_PROBLEMS = 20;

/** @throws Error with a sentence for the reader for what cannot be used */
export function readTable(
  text: string,
  options: TableOptions = {},
  onProgress?: OnProgress,
): { table: TableSpec; report: TableReport } {
  const table = tableText(splitText(text, options.separator, onProgress), options);
  return makeTable(table, allFacts(table), options);
}

export const allFacts = (table: TableText): ColumnFacts[] => table.names.map((_, c) => columnFacts(table, c));

export function makeTable(
  table: TableText,
  facts: readonly ColumnFacts[],
  options: TableOptions,
): { table: TableSpec; report: TableReport } {
  const plan = planTable(table, facts, options);
  if (plan.fault) throw failed(plan.fault);
  const taken = takeRows(table, plan, rowReader(table, plan, options), MOST_PROBLEMS);
  const packed = packColumns(table.names, plan, taken.rows);
  const places = [...plan.inputs, plan.target];
  const columns = facts.map(({ name, missing }, c): ColumnReport => {
    const place = places.indexOf(c);
    const base = { name, isTarget: c === plan.target, missing };
    return place < 0
      ? { ...base, use: 'ignore', holds: { values: [] }, loss: 0 }
      : { ...base, use: plan.uses[c]!, ...packed[place]!.told };
  });
  const { separator, decimal, header, rows } = table;
  return {
    table: packTable(options.name ?? 'table', packed),
    report: {
      separator,
      decimal,
      header,
      rows: rows.length,
      used: taken.rows.length,
      dropped: taken.dropped,
      beyond: taken.beyond,
      task: plan.task,
      columns,
      problems: taken.problems.map((problem) => ({ row: problem.row, message: sentenceOf(problem) })),
    },
  };
}

function sentenceOf({ row, column, what }: RowProblem): string {
  return (column === null ? failures.inRow({ row, what }) : failures.inCell({ row, column, what })).text;
}
