/** How a table of one's own is read: what is asked, what is found, and what would become of it. */
import type { TableSpec } from './tableData.ts';

export interface ReadTable {
  readonly table: TableSpec;
  readonly report: TableReport;
}

export const COLUMN_USES = ['number', 'category', 'ignore'] as const;
export type ColumnUse = (typeof COLUMN_USES)[number];
export const MISSING_RULES = ['drop', 'mean', 'frequent'] as const;

export interface TableOptions {
  /** On the screen and in the link. */
  readonly name?: string;
  readonly separator?: string;
  readonly decimal?: '.' | ',';
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
  readonly problems: readonly TableProblem[];
}

export interface TableProblem {
  /** Place in the file, the header included, from 1. */
  readonly row: number;
  /** With row and column. */
  readonly message: string;
}

/** What a column holds, whatever it is used as. */
export interface ColumnFacts {
  readonly name: string;
  /** What it is taken for, unless it is said otherwise. */
  readonly guess: ColumnUse;
  /** Few whole numbers, which are rather classes than values. */
  readonly isFewWholes: boolean;
  /** Cells without a value; with one; of these, numbers. */
  readonly missing: number;
  readonly present: number;
  readonly numbers: number;
  /** Of the finite numbers, in the decimals given; NaN where there is none. */
  readonly min: number;
  readonly max: number;
  /** Counts of the numbers in equal parts of their range. */
  readonly bars: readonly number[];
  /** The most frequent values with their counts. */
  readonly words: readonly (readonly [word: string, count: number])[];
  /** How many different values there are; one more than the most that a category may have stands for more. */
  readonly different: number;
}

export interface TableLook {
  readonly separator: string;
  readonly decimal: '.' | ',';
  readonly header: boolean;
  /** Without the header. */
  readonly rows: number;
  readonly columns: readonly ColumnFacts[];
  /** What each column is used as with these options. */
  readonly uses: readonly ColumnUse[];
  /** Index of the target. */
  readonly target: number;
  readonly task: 'classes' | 'values';
  /** What the table would become; or why it cannot become one, as a sentence. */
  readonly outcome: TableOutcome | { readonly failure: string };
}

export interface TableOutcome {
  readonly used: number;
  readonly dropped: number;
  /** Rows for which there is no room. */
  readonly beyond: number;
  /** The first of the rows that cannot be used, with what is wrong in words that do not repeat the row. */
  readonly problems: readonly { readonly row: number; readonly what: string }[];
  /** Columns and target, with two rows of no meaning. */
  readonly sketch: TableSpec;
  /** Rows used of each class; empty for values. */
  readonly classCounts: readonly number[];
  /** Of the target's values in the rows used; null for classes. */
  readonly range: { readonly min: number; readonly max: number } | null;
}

export interface PreviewRow {
  readonly row: number;
  readonly cells: readonly string[];
  /** Of each cell: as it should be, nothing there, or not what its column holds. */
  readonly marks: readonly ('ok' | 'missing' | 'wrong')[];
  readonly isUsed: boolean;
}

/** A table that is open for questions. The settings of a call come with it. */
export interface OpenTable {
  readonly characters: number;
  look(options: TableOptions): Promise<TableLook>;
  rows(from: number, count: number): Promise<readonly PreviewRow[]>;
  problems(options: TableOptions): Promise<string>;
  take(options: TableOptions): Promise<ReadTable>;
  close(): void;
}
