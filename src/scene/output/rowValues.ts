/** A row of a table in its own words and units, and values of a target as the reader knows them. */
import type { DataSource } from '#experiment/dataFacts.ts';
import {
  DEFAULT_TABLE,
  isCategory,
  numberAt,
  targetRange,
  type TableColumn,
  type TableSpec,
} from '#experiment/tableData.ts';
import { fixedText, settingText, singleDigits } from '#messages/numberText.ts';
import { signedText } from '#messages/valueText.ts';

/** The table of one's own that these data are; undefined for all other data. */
export const ownTable = ({ set, table = DEFAULT_TABLE }: DataSource): TableSpec | undefined =>
  set === 'table' ? table : undefined;

/** @param column of a table of one's own; a given table has numbers with one decimal */
export function cellText(value: number, column: TableColumn | undefined): string {
  if (!column) return fixedText(value, 1);
  return isCategory(column) ? (column.values[value] ?? '–') : settingText(singleDigits(value));
}

/**
 * A target or an answer of regression: in the units of a table of one's own, elsewhere as it was learnt.
 * @param digits decimals where it has no units
 */
export const learntText = (value: number, table: TableSpec | undefined, digits = 2): string =>
  table ? targetText(value, table) : signedText(value, digits);

/** How far an answer is from its target, likewise. */
export function differenceText(difference: number, table: TableSpec | undefined, digits = 3): string {
  const range = table && targetRange(table);
  if (!range) return signedText(difference, digits);
  return signedText((difference / 2) * (range.max - range.min), decimalsOf(range.step));
}

/** A value that was learnt as −1 to 1, in the units of the target. */
function targetText(value: number, table: TableSpec): string {
  const range = targetRange(table);
  if (!range || Number.isNaN(value)) return '–';
  const { min, max, step } = range;
  const inUnits = min + ((value + 1) / 2) * (max - min);
  return fixedText(numberAt({ min: inUnits, step: 1 }, 0), decimalsOf(step));
}

/** As many decimals as the column has. */
const decimalsOf = (step: number): number => Math.min(6, Math.max(0, Math.ceil(-Math.log10(step) - 1e-9)));
