/**
 * Parser of numbers as people type them: decimal point or comma (0.03 and 0,03), thousands marks (1,000 · 1.000 · 1 000 ·
 * 1’000), a true minus, exponents, Arabic and Persian digits. What can be read in two ways is not guessed.
 */

import type { Failure } from './Failure.ts';
import * as failures from './generated/numberErrors.ts';

export type ReadNumber = { readonly value: number } | { readonly problem: Failure };

interface Wanted {
  /** Only whole numbers make sense, so that a comma before three digits can only mean thousands. */
  readonly whole: boolean;
}

export function readNumber(text: string, { whole }: Wanted): ReadNumber {
  const plain = plainText(text);
  const [, sign, body = '', exponent] = /^([+-]?)([\d.,\u066B\u066C ]+)(?:e([+-]?\d+))?$/i.exec(plain) ?? [];
  if (!/\d/.test(body)) return { problem: failures.noNumber() };
  const readings = readingsOf(body, whole, exponent !== undefined);
  const values = readings.map((digits) => Number(`${sign}${digits}e${exponent ?? 0}`));
  const [first, second] = values;
  if (first === undefined || !values.every(Number.isFinite)) return { problem: failures.noNumber() };
  if (second === undefined) return { value: first };
  // Both as digits alone: marks for thousands would be what is in doubt.
  const doubt = { text: text.trim(), first: String(first), second: String(second) };
  return { problem: failures.twoReadings(doubt) };
}

/** ASCII digits, signs and spaces; marks of writing direction are dropped. */
function plainText(text: string): string {
  return text
    .replace(/[\u200E\u200F\u061C\u2066-\u2069]/g, '')
    .trim()
    .replace(/[\u0660-\u0669\u06F0-\u06F9\uFF10-\uFF19]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
    .replace(/[\u2212\uFE63\uFF0D]/g, '-')
    .replace(/(?<=\d)[\s'\u2019](?=\d)/g, ' ');
}

/** The ways to read digits with marks, each as digits with a decimal point. */
function readingsOf(body: string, whole: boolean, hasExponent: boolean): string[] {
  // The Arabic marks say what they are.
  const arabic = body.replaceAll('\u066C', '');
  if (arabic.includes('\u066B')) {
    return /^\d*\u066B\d*$/.test(arabic) ? [arabic.replace('\u066B', '.')] : [];
  }
  const marks = [...new Set(arabic.match(/[., ]/g) ?? [])];
  const [last] = marks.toSorted((a, b) => arabic.lastIndexOf(b) - arabic.lastIndexOf(a));
  if (last === undefined) return [arabic];
  const rest = marks.filter((mark) => mark !== last);
  if (rest.length > 1) return [];
  const decimal = last === ' ' ? null : asDecimal(arabic, last, rest[0]);
  const thousands = rest.length > 0 ? null : asThousands(arabic, last);
  if (decimal === null || thousands === null) return [decimal ?? thousands].filter((one) => one !== null);
  // Three digits after one mark. The screen itself writes 1.234 for a fraction.
  if (hasExponent || (last === '.' && !whole)) return [decimal];
  if (last === ',' && whole) return [thousands];
  return [decimal, thousands];
}

function asDecimal(body: string, mark: string, thousandsMark: string | undefined): string | null {
  const [before = '', after = '', ...more] = body.split(mark);
  if (more.length > 0 || /\D/.test(after) || before + after === '') return null;
  const digits = thousandsMark === undefined ? before : asThousands(before, thousandsMark);
  return digits === null ? null : `${digits}.${after}`;
}

function asThousands(body: string, mark: string): string | null {
  const [first = '', ...groups] = body.split(mark);
  const isGrouped = /^[1-9]\d{0,2}$/.test(first) && groups.every((group) => /^\d{3}$/.test(group));
  return isGrouped ? first + groups.join('') : null;
}
