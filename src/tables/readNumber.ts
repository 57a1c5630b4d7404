/** Cells as numbers, strictly: a date, a unit or a letter O among digits is no number. */

const POINT = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const COMMA = /^[+-]?(\d+,?\d*|,\d+)(e[+-]?\d+)?$/i;
/** What people and programs write where they have no value. */
const MISSING = /^(|na|n\/a|nan|null|none|\?|-|–|missing)$/i;

export const isMissing = (text: string): boolean => MISSING.test(text.trim());

/** @returns NaN for what is no number, ±Infinity for one beyond float32 */
export function readNumber(text: string, decimal: '.' | ','): number {
  const trimmed = text.trim().replace(/^[\u2212\u2013]/, '-');
  if (!(decimal === ',' ? COMMA : POINT).test(trimmed)) return Number.NaN;
  const value = Number(decimal === ',' ? trimmed.replace(',', '.') : trimmed);
  return Math.abs(value) > 3.4e38 ? Math.sign(value) * Infinity : value;
}

/** Whether decimals of these cells are marked by a comma: some are, and none by a point. */
export function hasDecimalComma(cells: readonly string[]): boolean {
  return (
    cells.some((cell) => /^\s*[+\-\u2212]?\d*,\d+\s*$/.test(cell)) &&
    !cells.some((cell) => /^\s*[+\-\u2212]?\d*\.\d+\s*$/.test(cell))
  );
}
