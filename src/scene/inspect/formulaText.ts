/** Numbers of a formula: two decimals, more digits where these would be zeros. */
import { fixedText } from '#messages/numberText.ts';
import { smallText } from './smallText.ts';

export function formulaNumber(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  const size = Math.abs(value);
  return size > 0 && size < 0.095 ? smallText(value) : fixedText(value, 2);
}

/** In brackets where a sign would meet a dot. */
export const factorText = (value: number): string =>
  value < 0 ? `(${formulaNumber(value)})` : formulaNumber(value);
