/** The present samples as CSV (RFC 4180), so that they can be taken elsewhere and brought back. */
import { factsOf } from '#experiment/dataFacts.ts';
import type { DataSpec, Experiment } from '#experiment/experiment.ts';
import {
  isCategory,
  numberAt,
  targetRange,
  type TableColumn,
  type TableSpec,
} from '#experiment/tableData.ts';
import { csvText } from '#messages/csvText.ts';
import { failed } from '#messages/Failure.ts';
import { imagesMakeNoCsv } from '#messages/generated/dataErrors.ts';
import type { PreparedData, Split } from './PreparedData.ts';
import { shortFloat } from './shortFloat.ts';

/** How the columns of a set are written: a cell is made of the number that the network's data has in its place. */
interface CsvColumns {
  readonly names: readonly string[];
  readonly label: string;
  input(value: number, column: number): string;
  target(label: number): string;
}

/** @throws Error for images */
export function samplesCsv({ data }: Pick<Experiment, 'data'>, prepared: PreparedData): string {
  const columns = columnsOf(data, prepared.classes);
  const head = [...columns.names, columns.label, 'part'].map(csvText).join(',');
  const lines = [head, ...rowsOf('train'), ...rowsOf('test')];
  return `${lines.join('\r\n')}\r\n`;

  function rowsOf(part: 'train' | 'test'): string[] {
    const { count, raw, labels }: Split = prepared[part];
    const width = columns.names.length;
    return Array.from({ length: count }, (_, row) => {
      const values = Array.from({ length: width }, (_each, c) => columns.input(raw[row * width + c]!, c));
      return [...values, columns.target(labels[row]!), part].join(',');
    });
  }
}

function columnsOf(data: DataSpec, classes: readonly string[]): CsvColumns {
  if (data.set === 'table' && data.table) return ownColumns(data.table);
  const facts = factsOf(data);
  if (facts.kind === 'image') throw failed(imagesMakeNoCsv());
  const hasClasses = classes.length > 0;
  return {
    names: facts.columns,
    label: hasClasses ? 'class' : 'value',
    input: shortFloat,
    target: (label) => (hasClasses ? csvText(classes[label] ?? '') : shortFloat(label)),
  };
}

/** A table of one's own in its own words and numbers, with the decimals of its columns. */
function ownColumns(table: TableSpec): CsvColumns {
  const { columns, target } = table;
  const range = targetRange(table);
  return {
    names: columns.map(({ name }) => name),
    label: target.name,
    input: (value, c) => cellOf(columns[c]!, value),
    // Values are learnt from −1 to 1 over their range.
    target: (label) =>
      cellOf(target, range ? range.min + ((label + 1) / 2) * (range.max - range.min) : label),
  };
}

function cellOf(column: TableColumn, value: number): string {
  if (isCategory(column)) return csvText(column.values[value] ?? '');
  return String(numberAt(column, Math.round((value - column.min) / column.step)));
}
