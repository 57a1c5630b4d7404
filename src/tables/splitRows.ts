/** A text as rows of cells: papaparse reads the quotes; the separator is guessed here, because a decimal comma misleads it. */
import Papa from 'papaparse';
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/tableErrors.ts';

/** Those that are rare in text come first: a comma may stand in a number. */
const SEPARATORS = ['\t', ';', '|', ','] as const;
export type Separator = (typeof SEPARATORS)[number];

export const MOST_ROWS = 200_000;
export const MOST_COLUMNS = 256;
const PIECE_CHARACTERS = 1_000_000;
const GUESSED_ROWS = 50;

export interface TextRow {
  /** Place in the file, the header included, from 1. */
  readonly row: number;
  readonly cells: readonly string[];
  /** A quotation mark was not closed in it. */
  readonly isBroken: boolean;
}

/** The first separator by which almost all of the first rows have the same number of cells, and more than one. */
export function guessSeparator(text: string): Separator {
  for (const delimiter of SEPARATORS) {
    const { data } = Papa.parse<string[]>(text.slice(0, 200_000), {
      delimiter,
      preview: GUESSED_ROWS,
      skipEmptyLines: true,
    });
    const [first] = data;
    if (!first || first.length < 2) continue;
    if (data.filter((cells) => cells.length === first.length).length >= 0.8 * data.length) return delimiter;
  }
  return ',';
}

/**
 * Calls `take` with every row that is not empty.
 * @param onProgress the share of the text that has been read, after every piece
 */
export function splitRows(
  text: string,
  separator: string,
  take: (row: TextRow) => void,
  onProgress: (share: number) => void,
): void {
  let row = 0;
  let failure: Error | null = null;
  const settings = {
    delimiter: separator,
    chunkSize: PIECE_CHARACTERS,
    chunk({ data, errors, meta }: Papa.ParseResult<string[]>, parser: Papa.Parser) {
      const broken = new Set(errors.filter(({ type }) => type === 'Quotes').map((error) => error.row));
      try {
        data.forEach((cells, i) => {
          row += 1;
          if (cells.length === 1 && cells[0]!.trim() === '') return;
          if (row > MOST_ROWS + 1) throw failed(failures.tooManyRows({ most: MOST_ROWS }));
          take({ row, cells, isBroken: broken.has(i) });
        });
      } catch (error) {
        failure = error as Error;
        parser.abort();
      }
      onProgress(Math.min(1, meta.cursor / text.length));
    },
  };
  Papa.parse<string[]>(text, settings as Papa.ParseConfig<string[]>);
  if (failure) throw failure as Error;
}
