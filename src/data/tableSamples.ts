/** The rows of a table as typed arrays. */
import type { TableSet } from '#datasets/DataSet.ts';
import type { Samples } from './generatePoints.ts';

/** Rows in the order of the table, in the units of the measurement: shuffle before splitting. */
export function tableSamples({ rows: text, ownSamples }: Pick<TableSet, 'rows' | 'ownSamples'>): Samples {
  if (ownSamples) return ownSamples();
  const rows = text
    .trim()
    .split(/\s+/)
    .map((row) => row.split(',').map(Number));
  return {
    count: rows.length,
    raw: Float32Array.from(rows.flatMap((row) => row.slice(0, -1))),
    labels: Float32Array.from(rows, (row) => row.at(-1) ?? Number.NaN),
  };
}
