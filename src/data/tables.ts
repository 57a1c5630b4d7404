/** The tables that come with the page, as typed arrays. */
import type { Samples } from './generatePoints.ts';
import { IRIS_ROWS } from './irisRows.ts';
import { PENGUIN_ROWS } from './penguinRows.ts';

export type TableName = 'iris' | 'penguins';

const ROWS: Readonly<Record<TableName, string>> = { iris: IRIS_ROWS, penguins: PENGUIN_ROWS };

/** Rows class by class, in the units of the measurement: shuffle before you split. */
export function table(set: TableName): Samples {
  const rows = ROWS[set]
    .trim()
    .split(/\s+/)
    .map((row) => row.split(',').map(Number));
  return {
    count: rows.length,
    raw: Float32Array.from(rows.flatMap((row) => row.slice(0, -1))),
    labels: Float32Array.from(rows, (row) => row.at(-1) ?? Number.NaN),
  };
}
