/** A table that stays open for questions while somebody sets how its columns are used. What does not change is not read again. */
import { reasonOf } from '#messages/Failure.ts';
import * as failures from '#messages/generated/tableErrors.ts';
import { csvText } from '#messages/csvText.ts';
import type {
  ColumnFacts,
  PreviewRow,
  TableLook,
  TableOptions,
  TableOutcome,
} from '#experiment/tableReading.ts';
import { packColumns, packTable } from './packTable.ts';
import { planTable, type TablePlan } from './planTable.ts';
import { allFacts, makeTable } from './readTable.ts';
import { rowReader, type RowReader } from './rowReader.ts';
import { splitText, tableText, type OnProgress, type SplitText, type TableText } from './tableText.ts';
import { takeRows } from './takeRows.ts';

/** Problems of a look; all of them come in the list that is saved. */
const SHOWN_PROBLEMS = 200;

export type Desk = ReturnType<typeof openDesk>;

export function openDesk(text: string, onProgress?: OnProgress) {
  let split: (SplitText & { readonly asked: string | undefined }) | null = null;
  let known: { readonly key: string; readonly table: TableText; readonly facts: ColumnFacts[] } | null = null;
  let shown: { readonly table: TableText; readonly reader: RowReader } | null = null;

  /** The rows and what their columns hold, by the options that say how to read them. */
  function read(options: TableOptions) {
    if (split === null || split.asked !== options.separator) {
      split = { ...splitText(text, options.separator, onProgress), asked: options.separator };
      known = null;
    }
    const key = JSON.stringify([options.header, options.decimal]);
    if (known?.key !== key) {
      const table = tableText(split, options);
      known = { key, table, facts: allFacts(table) };
    }
    return known;
  }

  function outcomeOf(
    table: TableText,
    plan: TablePlan,
    reader: RowReader,
  ): TableOutcome | { readonly failure: string } {
    if (plan.fault) return { failure: plan.fault.text };
    const taken = takeRows(table, plan, reader, SHOWN_PROBLEMS);
    const problems = taken.problems.map(({ row, column, what }) => ({
      row,
      what: column === null ? what.text : failures.inColumn({ column, what }).text,
    }));
    try {
      const packed = packColumns(table.names, plan, taken.rows);
      const target = packed.at(-1)!;
      const counts = 'values' in target.column ? target.column.values.map(() => 0) : [];
      if (counts.length > 0) for (const level of target.levels) counts[level]! += 1;
      const sketch = packTable(
        '',
        packed.map((each) => ({ ...each, levels: [0, 0] })),
      );
      const { dropped, beyond, rows } = taken;
      const { holds } = target.told;
      const range = 'min' in holds ? holds : null;
      return { used: rows.length, dropped, beyond, problems, sketch, classCounts: counts, range };
    } catch (error) {
      return { failure: reasonOf(error).text };
    }
  }

  return {
    /** @throws Error with a sentence for what is no table at all */
    look(options: TableOptions): TableLook {
      const { table, facts } = read(options);
      const plan = planTable(table, facts, options);
      const reader = rowReader(table, plan, options);
      shown = { table, reader };
      const { separator, decimal, header, rows } = table;
      const { uses, target, task } = plan;
      const outcome = outcomeOf(table, plan, reader);
      return { separator, decimal, header, rows: rows.length, columns: facts, uses, target, task, outcome };
    },
    rows(from: number, count: number): PreviewRow[] {
      if (!shown) return [];
      const { table, reader } = shown;
      return table.rows.slice(from, from + count).map(reader.previewOf);
    },
    /** As CSV, so that it can be sorted. */
    problems(options: TableOptions): string {
      const { table, facts } = read(options);
      const plan = planTable(table, facts, options);
      const { problems } = takeRows(table, plan, rowReader(table, plan, options), Infinity);
      const lines = problems.map(({ row, column, what }) =>
        [row, csvText(column ?? ''), csvText(what.text)].join(','),
      );
      return `${['row,column,problem', ...lines].join('\r\n')}\r\n`;
    },
    take(options: TableOptions) {
      const { table, facts } = read(options);
      return makeTable(table, facts, options);
    },
  };
}
