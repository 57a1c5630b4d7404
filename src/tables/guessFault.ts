/** Why a cell of a number column is no number, with a guess at what was meant. */
import type { Failure } from '#messages/Failure.ts';
import * as failures from '#messages/generated/tableErrors.ts';
import { readNumber } from './readNumber.ts';

const MOST_SHOWN = 40;

/** @param cell not missing, and no finite number by `readNumber` */
export function guessFault(cell: string, decimal: '.' | ','): Failure {
  const whole = cell.trim();
  const text = whole.length > MOST_SHOWN ? `${whole.slice(0, MOST_SHOWN - 1)}…` : whole;
  const isNumber = (other: string): boolean => Number.isFinite(readNumber(other, decimal));
  if (!Number.isNaN(readNumber(whole, decimal))) return failures.tooBig({ text });
  if (/\d/.test(whole)) {
    if (/^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\b/.test(whole)) return failures.noNumberDate({ text });
    if (/^[+-]?\d{1,3}([,.'\s\u00a0\u202f]\d{3})+([.,]\d+)?$/.test(whole))
      return failures.noNumberGroups({ text });
    if (decimal === '.' && isNumber(whole.replace(',', '.'))) return failures.noNumberComma({ text });
    if (/o/i.test(whole) && isNumber(whole.replace(/o/gi, '0'))) return failures.noNumberZero({ text });
    if (/[lI]/.test(whole) && isNumber(whole.replace(/[lI]/g, '1'))) return failures.noNumberOne({ text });
    const [, before = '', number = '', after = ''] = /^([^\d+\-.,]*)(.*\d)(\D*)$/.exec(whole) ?? [];
    const unit = `${before.trim()}${after.trim()}`;
    if (unit !== '' && unit.length < 6 && isNumber(number)) return failures.noNumberUnit({ text, unit });
  }
  return failures.noNumber({ text });
}
