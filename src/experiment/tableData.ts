/**
 * A table of one's own in an experiment: columns, target, and all cells as a text of two base64url characters each, row by row, the
 * target last. A number is kept as one of 4,096 steps of its column: exactly where its decimals allow it, else within half a step,
 * 1/8,190 of the column's range. A category is kept by its place in the list.
 */
import type { TableSet } from '#datasets/DataSet.ts';
import { XOR_COLUMNS } from '#datasets/own/xorColumns.ts';
import { labelOfSet } from '#datasets/registry.ts';
import { TABLE } from '#datasets/start.ts';
import * as say from '#messages/generated/ownData.ts';
import type { DataSpec } from './experiment.ts';
import { LIMITS } from './limits.ts';

export type TableSpec = NonNullable<DataSpec['table']>;
export type TableColumn = TableSpec['target'];

/** Steps of a number's range. */
export const LEVELS = 4_096;
const CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

export const isCategory = (column: TableColumn): column is TableColumn & { values: string[] } =>
  'values' in column;

/** Inputs that a column makes: one a category, or one number. */
export const widthOf = (column: TableColumn): number => (isCategory(column) ? column.values.length : 1);

export const rowCount = ({ content, columns }: Pick<TableSpec, 'content' | 'columns'>): number =>
  Math.floor(content.length / 2 / (columns.length + 1));

/** One cell: a level of its column. */
export const packLevel = (level: number): string =>
  CHARACTERS.charAt(Math.floor(level / 64)) + CHARACTERS.charAt(level % 64);

/** Levels [rows · (columns + 1)]. */
export function tableLevels({ content }: Pick<TableSpec, 'content'>): Uint16Array {
  const levels = new Uint16Array(content.length / 2);
  for (let i = 0; i < levels.length; i++) {
    levels[i] = digit(content.charCodeAt(2 * i)) * 64 + digit(content.charCodeAt(2 * i + 1));
  }
  return levels;
}

/**
 * The number that a level stands for, with the decimals of its column: twelve digits of the larger of minimum and distance from it, so
 * that −19.99 + 1,999 · 0.01 is 0 and not 3.6e−15.
 */
export function numberAt(
  { min, step }: { readonly min: number; readonly step: number },
  level: number,
): number {
  const value = min + level * step;
  const decimals = 11 - Math.floor(Math.log10(Math.max(Math.abs(min), level * step)));
  return Number(decimals >= 0 && decimals <= 100 ? value.toFixed(decimals) : value.toPrecision(12));
}

/** Why this is no table; null where it is. */
export function tableFault({ columns, target, content }: TableSpec): 'cells' | 'width' | 'rows' | null {
  if (columns.reduce((sum, column) => sum + widthOf(column), 0) > LIMITS.tableColumns.max) return 'width';
  const width = columns.length + 1;
  if (!/^[\w-]*$/.test(content) || content.length % (2 * width) !== 0) return 'cells';
  if (content.length < 4 * width) return 'rows';
  const most = [...columns, target].map((column) => (isCategory(column) ? column.values.length : LEVELS));
  return tableLevels({ content }).every((level, i) => level < most[i % width]!) ? null : 'cells';
}

export function tableFacts(spec: TableSpec): TableSet<'table'> {
  const { name, columns, target } = spec;
  const classes = isCategory(target) ? target.values : [];
  const rows = rowCount(spec);
  let samples: ReturnType<typeof ownSamples> | null = null;
  return {
    name: 'table',
    label: labelOfSet('table'),
    about: say.table({ name, rows }),
    kind: 'table',
    group: 'Tables',
    task: classes.length === 0 ? 'regression' : classes.length === 2 ? 'binary' : 'multiclass',
    classes,
    columns: columns.map((column) => column.name),
    samples: { default: rows, min: 2, max: rows },
    hasNoise: false,
    noise: null,
    start: TABLE,
    thumb: { columns: [0, Math.min(1, columns.length - 1)] },
    rows: '',
    // Asked for by the training, the list of columns and their plane.
    ownSamples: () => (samples ??= ownSamples(spec)),
  };
}

/** Least and largest value of a target of numbers, and its steps; null for classes. */
export function targetRange(
  spec: TableSpec,
): { readonly min: number; readonly max: number; readonly step: number } | null {
  const { target, columns } = spec;
  if (isCategory(target)) return null;
  const width = columns.length + 1;
  const most = tableLevels(spec).reduce((m, each, i) => (i % width === width - 1 ? Math.max(m, each) : m), 0);
  return { min: target.min, max: numberAt(target, most), step: target.step };
}

/** Cells as numbers; categories as their place; a value to learn from −1 to 1 over the table's range. */
function ownSamples(spec: TableSpec): { count: number; raw: Float32Array; labels: Float32Array } {
  const { columns, target } = spec;
  const levels = tableLevels(spec);
  const count = rowCount(spec);
  const width = columns.length;
  const raw = new Float32Array(count * width);
  const labels = new Float32Array(count);
  const most = isCategory(target)
    ? 0
    : levels.reduce((m, each, i) => (i % (width + 1) === width ? Math.max(m, each) : m), 0);
  columns.forEach((column, c) => {
    for (let row = 0; row < count; row++) {
      const level = levels[row * (width + 1) + c]!;
      raw[row * width + c] = isCategory(column) ? level : numberAt(column, level);
    }
  });
  for (let row = 0; row < count; row++) {
    const level = levels[row * (width + 1) + width]!;
    labels[row] = isCategory(target) ? level : most === 0 ? 0 : (2 * level) / most - 1;
  }
  return { count, raw, labels };
}

function digit(code: number): number {
  if (code >= 97) return code - 71;
  if (code === 95) return 63;
  if (code >= 65) return code - 65;
  return code === 45 ? 62 : code + 4;
}

/** XOR, until a table is imported. */
export const DEFAULT_TABLE: TableSpec = {
  ...XOR_COLUMNS,
  content: [0, 0, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0].map(packLevel).join(''),
};
