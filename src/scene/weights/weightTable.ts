/**
 * Weights and biases of one layer as a table: a column for each unit, a row for the biases and one for whatever a weight comes
 * from. Rows are numbered as they stand in the network: 0 is the bias, 1 the first input.
 */
import * as say from '#messages/generated/weights.ts';
import { settingText, singleDigits, fixedText } from '#messages/numberText.ts';
import { layerOffsets } from '#nn/NetworkShape.ts';
import { unitName, type NameSources } from '../network/unitNames.ts';

export interface WeightTable {
  readonly layer: number;
  /** Rows, the one of the biases among them. */
  readonly rows: number;
  readonly columns: number;
  rowName(row: number): string;
  /** Short, for the head of a column. */
  columnName(column: number): string;
  /** The whole name of a cell, for messages and screen readers. */
  cellName(row: number, column: number): string;
  /** Index of a cell in the flat parameters. */
  index(row: number, column: number): number;
}

/** What a weight comes from; null for the bias. */
export const fromOfRow = (row: number): number | null => (row === 0 ? null : row - 1);

export function weightTable(names: NameSources, layer: number): WeightTable {
  const { shape, outputNames } = names;
  const { inputs, units, kernelOffset, biasOffset } = layerOffsets(shape)[layer]!;
  const isOutput = layer === shape.layers.length - 1;
  const rowName = (row: number): string => (row === 0 ? say.bias() : unitName(names, layer - 1, row - 1));
  return {
    layer,
    rows: inputs + 1,
    columns: units,
    rowName,
    columnName: (column) =>
      isOutput ? (outputNames[column] ?? unitName(names, layer, column)) : say.unit({ unit: column + 1 }),
    cellName(row, column) {
      const to = unitName(names, layer, column);
      return row === 0 ? say.biasCell({ to }) : say.cell({ from: rowName(row), to });
    },
    index: (row, column) => (row === 0 ? biasOffset : kernelOffset + (row - 1) * units) + column,
  };
}

/** Four decimals, so that digits keep their places; an exponent where they would all be zero. */
export function weightText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (value === 0 || Math.abs(value) >= 1e-4) return fixedText(value, 4);
  return value.toExponential(2).replaceAll('-', '−');
}

/** Every digit of a weight, as it is edited. */
export const wholeText = (value: number): string => settingText(singleDigits(value));

/** The column that rows are sorted by, or their own order. */
export interface Sorting {
  readonly column: number;
  readonly descending: boolean;
}

/** Rows as they are shown. The bias is no weight: it stays on top. NaN comes last. */
export function sortedRows(
  table: WeightTable,
  parameters: ArrayLike<number>,
  sorting: Sorting | null,
): number[] {
  const rows = Array.from({ length: table.rows }, (_, row) => row);
  if (sorting === null) return rows;
  const { column, descending } = sorting;
  const sign = descending ? -1 : 1;
  const value = (row: number): number => parameters[table.index(row, column)] ?? Number.NaN;
  return [
    0,
    ...rows.slice(1).sort((a, b) => {
      const [left, right] = [value(a), value(b)];
      if (Number.isNaN(left) || Number.isNaN(right))
        return Number(Number.isNaN(left)) - Number(Number.isNaN(right));
      return sign * (left - right) || a - b;
    }),
  ];
}

/** The sorting after a click on the head of a column: smallest first, largest first, none. */
export function nextSorting(sorting: Sorting | null, column: number): Sorting | null {
  if (sorting?.column !== column) return { column, descending: false };
  return sorting.descending ? null : { column, descending: true };
}

/** The table as a spreadsheet reads it: tabs between cells, names in the first row and column, every digit. */
export function tableText(
  table: WeightTable,
  parameters: ArrayLike<number>,
  order: readonly number[],
): string {
  const columns = Array.from({ length: table.columns }, (_, column) => column);
  const plain = (value: number): string => wholeText(value).replaceAll('−', '-');
  return [
    [say.from(), ...columns.map((column) => table.columnName(column))],
    ...order.map((row) => [
      table.rowName(row),
      ...columns.map((column) => plain(parameters[table.index(row, column)] ?? Number.NaN)),
    ]),
  ]
    .map((cells) => cells.join('\t'))
    .join('\n');
}
