/** Weights, gradients and ratios in a table: three significant digits, an exponent for the very small and large. */
import { fixedText } from '#messages/numberText.ts';

export function smallText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  const size = Math.abs(value);
  if (size === 0 || !Number.isFinite(value)) return fixedText(value, 0);
  if (size < 5e-4 || size >= 100_000) {
    return value.toExponential(1).replace('e+', 'e').replaceAll('-', '−');
  }
  return fixedText(value, Math.max(0, Math.min(5, 2 - Math.floor(Math.log10(size)))));
}
