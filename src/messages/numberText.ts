/**
 * Number formats of the screen: a true minus, a comma between thousands, a narrow no-break space before a unit, and a dash for NaN. Fixed
 * decimals, so that digits keep their positions while values change.
 */
const NARROW_NO_BREAK_SPACE = '\u202f';

let marks = { group: ',', decimal: '.' };

/** The marks of a language between thousands and before decimals; a narrow space where it has a space. */
export function setNumberFormat(tag: string): void {
  const parts = new Intl.NumberFormat(tag, { useGrouping: true }).formatToParts(123_456.5);
  const mark = (type: string): string | undefined => parts.find((part) => part.type === type)?.value;
  marks = { group: mark('group') ?? '', decimal: mark('decimal') ?? '.' };
}

/** −1,234.50; never a minus before zero. */
export function fixedText(value: number, decimals: number): string {
  if (Number.isNaN(value)) return '–';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  const digits = Math.abs(value).toFixed(decimals);
  const [whole = '0', fraction] = digits.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, marks.group);
  const sign = value < 0 && Number(digits) !== 0 ? '−' : '';
  return sign + (fraction === undefined ? grouped : grouped + marks.decimal + fraction);
}

export function countText(count: number): string {
  return fixedText(count, 0);
}

/** A number with its unit: 3.49 ms. */
export function unitText(value: number, decimals: number, unit: string): string {
  return `${fixedText(value, decimals)}${NARROW_NO_BREAK_SPACE}${unit}`;
}

/**
 * A share as percent: 0.973 is 97.3 %. 100 % and 0 % are exact: 0.9997 is 99.97 %, and what is
 * nearer still is “>99.99 %”.
 */
export function percentText(share: number, decimals = 1): string {
  const percent = share * 100;
  const isEnd = (places: number): boolean => [0, 100].includes(Number(percent.toFixed(places)));
  if (!(share > 0 && share < 1) || !isEnd(decimals)) return unitText(percent, decimals, '%');
  const finer = decimals + 1;
  if (!isEnd(finer)) return unitText(percent, finer, '%');
  const step = 10 ** -finer;
  return share < 0.5 ? `<${unitText(step, finer, '%')}` : `>${unitText(100 - step, finer, '%')}`;
}

/** Three significant digits: rates vary by more than the rest. */
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

/** A setting as a person would write it, every digit of it: no trailing zeros, no binary rounding, 1e−7 for the very small. */
export function settingText(value: number): string {
  return String(Number(value.toPrecision(15)))
    .replaceAll('-', '−')
    .replace('.', marks.decimal);
}

/** A float32 in the fewest digits that restore it. */
export function singleDigits(value: number): number {
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === Math.fround(value)) return short;
  }
  return Number(value.toPrecision(9));
}
