/** Messages between the page and the worker that reads a table. */
import type { PreviewRow, ReadTable, TableLook, TableOptions } from '#experiment/tableReading.ts';

/** Ending the worker ends what it does. */
export interface TableCalls {
  /** Reads a table at once, by the options and what is guessed. */
  read: { params: { readonly source: string | Blob; readonly options: TableOptions }; result: ReadTable };
  /** Takes a text or a file, for the calls below. */
  open: { params: { readonly source: string | Blob }; result: { readonly characters: number } };
  /** What the columns hold, and what would become of the table with these options. */
  look: { params: TableOptions; result: TableLook };
  /** Rows of the last look, in their order in the file; `from` counts from 0, without the header. */
  rows: { params: { readonly from: number; readonly count: number }; result: readonly PreviewRow[] };
  /** All that could not be used, as CSV. */
  problems: { params: TableOptions; result: string };
  /** The table, ready for the experiment. */
  take: { params: TableOptions; result: ReadTable };
}

export interface TableEvents {
  /** Share of the text that has been read, and the rows in it. */
  progressed: { readonly share: number; readonly rows: number };
}
