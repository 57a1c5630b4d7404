/** Weights, activations and losses as text: the diagram's numbers, with a sign and as many digits as say something. */
import { fixedText } from './numberText.ts';

/** −1.50, +1.50, 0.00. NaN is named: a broken weight must be seen. */
export function signedText(value: number, decimals = 2): string {
  if (Number.isNaN(value)) return 'NaN';
  const text = fixedText(value, decimals);
  return value > 0 && Number(value.toFixed(decimals)) !== 0 ? `+${text}` : text;
}

/** Losses range over powers of ten: three decimals as a rule, fewer above 10, an exponent for the very large and small. */
export function lossText(loss: number): string {
  if (Number.isNaN(loss)) return 'NaN';
  const size = Math.abs(loss);
  if (Number.isFinite(loss) && (size >= 10_000 || (size > 0 && size < 1e-4))) {
    return loss.toExponential(1).replace('e+', 'e').replaceAll('-', '−');
  }
  return fixedText(loss, size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.001 || size === 0 ? 3 : 4);
}
