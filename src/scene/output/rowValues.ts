/** A row of a table in its own words and units. */
import {
  isCategory,
  numberAt,
  targetRange,
  type TableColumn,
  type TableSpec,
} from '#experiment/tableData.ts';
import { fixedText, settingText, singleDigits } from '#messages/numberText.ts';

/** @param column of a table of one's own; a given table has numbers with one decimal */
export function cellText(value: number, column: TableColumn | undefined): string {
  if (!column) return fixedText(value, 1);
  return isCategory(column) ? (column.values[value] ?? '–') : settingText(singleDigits(value));
}

/** A value that was learnt as −1 to 1, in the units of the target. */
export function targetText(value: number, table: TableSpec): string {
  const range = targetRange(table);
  if (!range || Number.isNaN(value)) return '–';
  const { min, max, step } = range;
  const inUnits = min + ((value + 1) / 2) * (max - min);
  // As many decimals as the column has.
  const decimals = Math.min(6, Math.max(0, Math.ceil(-Math.log10(step) - 1e-9)));
  return fixedText(numberAt({ min: inUnits, step: 1 }, 0), decimals);
}
