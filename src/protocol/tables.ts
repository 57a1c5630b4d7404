/** Messages between the page and the worker that reads a table. */
import type { TableSpec } from '#experiment/tableData.ts';

/** What the worker is asked for once; ending the worker ends the reading. */
export interface TableCalls {
  read: {
    params: { readonly source: string | Blob; readonly options: TableOptions };
    result: { readonly table: TableSpec; readonly report: TableReport };
  };
}

export interface TableEvents {
  /** Share of the text that has been read. */
  progressed: { readonly share: number };
}

export const COLUMN_USES = ['number', 'category', 'ignore'] as const;
export type ColumnUse = (typeof COLUMN_USES)[number];
export const MISSING_RULES = ['drop', 'mean', 'frequent'] as const;

export interface TableOptions {
  /** On the screen and in the link. */
  readonly name?: string;
  readonly separator?: string;
  /** Whether the first row names the columns. */
  readonly header?: boolean;
  /** Name of the column to learn; the last one that can be. */
  readonly target?: string;
  readonly task?: 'classes' | 'values';
  /** Kinds by column, where the guess is wrong. */
  readonly columns?: Readonly<Record<string, ColumnUse>>;
  /** Rows without a value are left out; or it is the mean (of a category: the most frequent), or the most frequent value. */
  readonly missing?: (typeof MISSING_RULES)[number];
}

export interface ColumnReport {
  readonly name: string;
  readonly use: ColumnUse;
  readonly isTarget: boolean;
  readonly missing: number;
  /** Different values of a category, or the range of numbers. */
  readonly holds: { readonly values: string[] } | { readonly min: number; readonly max: number };
  /** How far a number may be from what the file has, since it is kept in 4,096 steps; 0 where it is exact. */
  readonly loss: number;
}

export interface TableReport {
  readonly separator: string;
  readonly decimal: '.' | ',';
  readonly header: boolean;
  /** Rows of the file, without the header; of these used, left out, and not taken because there is no room. */
  readonly rows: number;
  readonly used: number;
  readonly dropped: number;
  readonly beyond: number;
  readonly task: 'classes' | 'values';
  readonly columns: readonly ColumnReport[];
  /** The first twenty rows that could not be used, each with its place. */
  readonly problems: readonly { readonly row: number; readonly message: string }[];
}
