/** What stands in for a missing value. */
import type { ColumnUse, TableOptions } from '#experiment/tableReading.ts';
import { isMissing, readNumber } from './readNumber.ts';
import type { TextRow } from './splitRows.ts';

/** @returns null where a row without a value is left out */
export function fillingOf(
  rows: readonly TextRow[],
  c: number,
  use: ColumnUse,
  decimal: '.' | ',',
  rule: NonNullable<TableOptions['missing']>,
): number | string | null {
  if (rule === 'drop') return null;
  const present = rows.map(({ cells }) => cells[c]!).filter((cell) => !isMissing(cell));
  const values =
    use === 'category'
      ? present.map((cell) => cell.trim())
      : present.map((cell) => readNumber(cell, decimal));
  const sound = values.filter((value) => typeof value === 'string' || Number.isFinite(value));
  if (sound.length === 0) return null;
  if (rule === 'mean' && use === 'number') {
    return (sound as number[]).reduce((sum, value) => sum + value / sound.length, 0);
  }
  const counts = new Map<number | string, number>();
  for (const value of sound) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce((best, each) => (each[1] > best[1] ? each : best))[0];
}
