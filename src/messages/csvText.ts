/**
 * Texts as cells of comma-separated values (RFC 4180), for every CSV that Fanout writes. Spreadsheets run a text that begins with =, +, -,
 * @ or a control character as a formula (CSV injection, CWE-1236): `csvText` puts an apostrophe before it. Numbers are written as they are.
 */

const RUNS = /^[=+\-@\t\r\n]/;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * A text for a file that people open in a spreadsheet.
 * @example
 * csvText('=1+1') // "'=1+1"
 * csvText('a, b') // '"a, b"'
 */
export const csvText = (text: string): string =>
  csvQuoted(RUNS.test(text) && !NUMBER.test(text) ? `'${text}` : text);

/** The very text, in quotes where it has to be: for a file that Fanout itself reads again. */
export const csvQuoted = (text: string): string =>
  /[",;\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
