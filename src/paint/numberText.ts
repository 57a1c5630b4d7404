/**
 * Numbers as the screen writes them: a true minus, a thousands comma, a fixed count of decimals so that digits stay
 * in their places while they run.
 */
const THIN_SPACE = '\u2009';

/** −1.50; with `sign` also +1.50. NaN and infinities are named. */
export function decimalText(value: number, decimals = 2, sign = false): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '−∞';
  const digits = Math.abs(value).toFixed(decimals);
  const isZero = Number(digits) === 0;
  return (value < 0 && !isZero ? '−' : sign && !isZero ? '+' : '') + digits;
}

/** 0.973 → "97.3 %", with a thin space. */
export function percentText(share: number, decimals = 1): string {
  return `${decimalText(share * 100, decimals)}${THIN_SPACE}%`;
}

/** 101770 → "101,770". */
export function countText(count: number): string {
  return String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** Losses range over many powers of ten: three significant digits, never more than four decimals below 0.001. */
export function lossText(loss: number): string {
  if (!Number.isFinite(loss)) return decimalText(loss);
  const size = Math.abs(loss);
  if (size >= 1000) return loss.toExponential(1).replace('e+', 'e').replace('-', '−');
  if (size >= 100) return decimalText(loss, 0);
  if (size >= 10) return decimalText(loss, 1);
  return decimalText(loss, size >= 0.001 || size === 0 ? 3 : 4);
}
