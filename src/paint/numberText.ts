/**
 * Numbers as the screen writes them: a true minus, a comma between thousands, a thin space before a unit, and a dash
 * where there is no number. Fixed decimals, so that digits stay in their places while they run.
 */
const THIN_SPACE = '\u2009';

/** −1,234.50; never a minus before zero. */
export function fixedText(value: number, decimals: number): string {
  if (Number.isNaN(value)) return '–';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  const digits = Math.abs(value).toFixed(decimals);
  const [whole = '0', fraction] = digits.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const sign = value < 0 && Number(digits) !== 0 ? '−' : '';
  return sign + (fraction === undefined ? grouped : `${grouped}.${fraction}`);
}

export function countText(count: number): string {
  return fixedText(count, 0);
}

/** A number with its unit: 3.49 ms. */
export function unitText(value: number, decimals: number, unit: string): string {
  return `${fixedText(value, decimals)}${THIN_SPACE}${unit}`;
}

/** A share as percent: 0.973 is 97.3 %. */
export function percentText(share: number, decimals = 1): string {
  return unitText(share * 100, decimals, '%');
}

/** Three significant figures: rates jump by more than their last digits. */
export function rateText(rate: number): string {
  if (!Number.isFinite(rate) || rate === 0) return fixedText(rate, 0);
  const decimals = 2 - Math.floor(Math.log10(Math.abs(rate)));
  if (decimals > 0) return fixedText(rate, Math.min(3, decimals));
  const unit = 10 ** -decimals;
  return fixedText(Math.round(rate / unit) * unit, 0);
}

/** Decimal units, as downloads are counted. */
export function bytesText(sizeBytes: number): string {
  if (sizeBytes >= 1e6) return unitText(sizeBytes / 1e6, 1, 'MB');
  return unitText(sizeBytes / 1e3, 0, 'kB');
}

/** A setting as a person would write it: no trailing zeros, no binary rounding, 1e−7 for the very small. */
export function settingText(value: number): string {
  return String(Number(value.toPrecision(7))).replaceAll('-', '−');
}
