/** What becomes of the experiment with a table, in words and numbers. */
import { defaultExperiment } from '#experiment/defaults.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { LIMITS } from '#experiment/limits.ts';
import { networkShape } from '#experiment/networkShape.ts';
import { isCategory, widthOf, type TableSpec } from '#experiment/tableData.ts';
import { switchData } from '#experiment/withDataSet.ts';
import * as say from '#messages/generated/importTable.ts';
import { settingText } from '#messages/numberText.ts';
import type { ColumnFacts, TableLook } from '#experiment/tableReading.ts';
import { typeOf } from './tableSettings.ts';

const SHOWN_DIGITS = 6;

/** The units of each layer, as in 4-8-3. */
export function sizesAfter(experiment: Experiment, table: TableSpec): string {
  const data = defaultExperiment('table', { table }).data;
  const { inputs, layers } = networkShape(switchData(experiment, data));
  return [inputs, ...layers.map(({ units }) => units)].join('-');
}

export function outcomeTitle({ columns, target }: TableSpec): string {
  const inputs = columns.reduce((sum, column) => sum + widthOf(column), 0);
  return isCategory(target)
    ? say.inputsAndClasses({ inputs, classes: target.values.length })
    : say.inputsAndValue({ inputs });
}

export const cellNumber = (value: number): string => settingText(Number(value.toPrecision(SHOWN_DIGITS)));

/** What the column holds as what it is used; null for nothing. */
export function holdsText(look: TableLook, c: number): string {
  const column = look.columns[c]!;
  if (column.present === 0) return say.nothing();
  const isTarget = c === look.target;
  if (typeOf(look, c) === 'number') return rangeText(column);
  const { different } = column;
  // They are counted up to one more than a category may have.
  const most = LIMITS.tableColumns.max;
  if (different > most) return isTarget ? say.moreClasses({ count: most }) : say.moreValues({ count: most });
  return isTarget ? say.classes({ count: different }) : say.values({ count: different });
}

function rangeText({ min, max }: ColumnFacts): string {
  if (Number.isNaN(min)) return say.nothing();
  if (!(max > min)) return say.constant({ value: cellNumber(min) });
  return say.range({ from: cellNumber(min), to: cellNumber(max) });
}

/** Heights from 0 to 1 of the small histogram of a column. */
export function columnBars(look: TableLook, c: number): readonly number[] {
  const { bars, words } = look.columns[c]!;
  const counts = typeOf(look, c) === 'number' ? bars : words.map(([, count]) => count);
  const most = Math.max(1, ...counts);
  return counts.map((count) => count / most);
}

/** Cells that are no numbers although their column is of numbers. */
export function notNumbers(look: TableLook, c: number): number {
  const { present, numbers } = look.columns[c]!;
  return look.uses[c] === 'number' ? present - numbers : 0;
}
