/**
 * Sixty hostile files: what spreadsheets, databases and people write. Each says how many rows can be used, or the words of what
 * is wrong; and where rows cannot be used, the words of the first.
 */
import type { TableOptions } from '#experiment/tableReading.ts';

export interface HostileTable {
  readonly name: string;
  readonly file: string | Uint8Array<ArrayBuffer>;
  readonly options?: TableOptions;
  /** Rows used of rows in the file; or a part of the sentence that refuses it. */
  readonly gives: readonly [used: number, rows: number] | string;
  /** Part of what is said of the first row that cannot be used. */
  readonly problem?: string;
  /** What the columns are taken for, and their names, where that is the point. */
  readonly columns?: readonly string[];
  readonly classes?: readonly string[];
}

const repeat = (count: number, line: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => line(i)).join('');
const latin1 = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(text, (c) => c.charCodeAt(0));
function utf16(text: string, isLittle: boolean): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(2 * text.length + 2));
  [0xfeff, ...Array.from({ length: text.length }, (_, i) => text.charCodeAt(i))].forEach((code, i) =>
    view.setUint16(2 * i, code, isLittle),
  );
  return new Uint8Array(view.buffer);
}
const SMALL = 'a,b,y\n1,2,u\n3,4,v\n5,6,u\n';
const UMLAUTS = 'größe,länge,schön\n1,2,für\n3,4,über\n5,6,für\n';

export const HOSTILE_TABLES: readonly HostileTable[] = [
  // Quotes
  { name: 'all quoted', file: '"a","b","y"\n"1","2","u"\n"3","4","v"\n', gives: [2, 2] },
  { name: 'separator in quotes', file: 'a,y\n1,"u, v"\n2,w\n', gives: [2, 2], classes: ['u, v', 'w'] },
  { name: 'line end in quotes', file: 'a,y\n1,"u\nv"\n2,w\n', gives: [2, 2], classes: ['u\nv', 'w'] },
  { name: 'CRLF in quotes', file: 'a,y\r\n1,"u\r\nv"\r\n2,w\r\n', gives: [2, 2] },
  { name: 'quotes in quotes', file: 'a,y\n1,"say ""hi"""\n2,w\n', gives: [2, 2], classes: ['say "hi"', 'w'] },
  {
    name: 'quote in the middle of a cell',
    file: 'a,y\n1,5" disk\n2,w\n',
    gives: [2, 2],
    classes: ['5" disk', 'w'],
  },
  {
    name: 'quote never closed',
    file: 'a,y\n1,u\n2,v\n3,"w\n4,u\n',
    gives: [2, 3],
    problem: 'Row 4: a quotation mark is not closed.',
  },
  {
    name: 'text after a closed quote',
    file: 'a,y\n1,u\n2,v\n3,"w"x\n',
    gives: [2, 3],
    problem: 'Row 4: a quotation mark is not closed.',
  },
  { name: 'single quotes are letters', file: "a,y\n1,'u'\n2,'v'\n", gives: [2, 2], classes: ["'u'", "'v'"] },
  { name: 'quotes of a word processor', file: 'a,y\n1,“u”\n2,“v”\n', gives: [2, 2], classes: ['“u”', '“v”'] },
  {
    name: 'empty quotes are missing',
    file: 'a,b,y\n1,"",u\n2,3,v\n4,5,u\n',
    gives: [2, 3],
    problem: 'Row 2, b: nothing there.',
  },
  // Separators and decimals
  { name: 'semicolons, decimal comma', file: 'a;y\n1,5;u\n2,5;v\n', gives: [2, 2] },
  { name: 'semicolons, decimal point', file: 'a;y\n1.5;u\n2.5;v\n', gives: [2, 2] },
  { name: 'tabs, decimal comma', file: 'a\ty\n1,5\tu\n2,5\tv\n', gives: [2, 2] },
  {
    name: 'bars, with a comma in the text',
    file: 'a|y\n1|u, w\n2|v\n',
    gives: [2, 2],
    classes: ['u, w', 'v'],
  },
  { name: 'a separator asked for', file: 'a:y\n1:u\n2:v\n', options: { separator: ':' }, gives: [2, 2] },
  {
    name: 'a wrong separator asked for',
    file: SMALL,
    options: { separator: ';' },
    gives: 'The table has one column',
  },
  {
    name: 'a separator at every end',
    file: 'a,y,\n1,u,\n2,v,\n',
    gives: [2, 2],
    columns: ['number', 'category', 'ignore'],
  },
  {
    name: 'blanks after separators',
    file: 'a, b, y\n1, 2, u\n3, 4, v\n',
    gives: [2, 2],
    columns: ['number', 'number', 'category'],
  },
  { name: 'a decimal comma asked for', file: 'a;y\n1;u\n2;v\n', options: { decimal: ',' }, gives: [2, 2] },
  {
    name: 'both decimal marks',
    file: 'a;y\n1,5;u\n2.5;v\n3.5;u\n',
    options: { columns: { a: 'number' } },
    gives: [2, 3],
    problem: 'Is the comma a decimal point?',
  },
  {
    name: 'thousands with commas',
    file: 'a;y\n"1,000.5";u\n2;v\n3;u\n',
    options: { columns: { a: 'number' } },
    gives: [2, 3],
    problem: 'Leave out what separates the thousands.',
  },
  // Line ends, marks, encodings
  { name: 'CRLF', file: SMALL.replaceAll('\n', '\r\n'), gives: [3, 3] },
  { name: 'CR alone', file: SMALL.replaceAll('\n', '\r'), gives: [3, 3] },
  { name: 'no line end at the end', file: SMALL.trimEnd(), gives: [3, 3] },
  { name: 'blank lines everywhere', file: `\n\n${SMALL.replaceAll('\n', '\n\n')}\n \n`, gives: [3, 3] },
  { name: 'mark of byte order', file: `\uFEFF${SMALL}`, gives: [3, 3] },
  { name: 'mark of byte order before a quote', file: '\uFEFF"a","y"\n1,u\n2,v\n', gives: [2, 2] },
  { name: 'UTF-8', file: new TextEncoder().encode(UMLAUTS), gives: [3, 3], classes: ['für', 'über'] },
  { name: 'UTF-16, little end first', file: utf16(UMLAUTS, true), gives: [3, 3], classes: ['für', 'über'] },
  { name: 'UTF-16, big end first', file: utf16(UMLAUTS, false), gives: [3, 3], classes: ['für', 'über'] },
  { name: 'Latin-1', file: latin1(UMLAUTS), gives: [3, 3], classes: ['für', 'über'] },
  { name: 'a zero byte', file: `a,b,y\n1,long enough,u\0\n2,long enough,v\n`, gives: [2, 2] },
  {
    name: 'a picture, not a table',
    file: Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]),
    gives: 'This file holds no text.',
  },
  // Rows and columns
  { name: 'empty', file: '', gives: 'no row holds anything' },
  { name: 'blanks alone', file: ' \n\t\n  \n', gives: 'no row holds anything' },
  { name: 'a header alone', file: 'a,b,y\n', gives: 'a header and no rows' },
  { name: 'one row', file: 'a,y\n1,u\n', gives: 'at least two are needed' },
  { name: 'one column', file: 'a\n1\n2\n3\n', gives: 'The table has one column' },
  {
    name: 'rows too short and too long',
    file: 'a,b,y\n1,2,u\n3\n4,5,v,6\n7,8,v\n',
    gives: [2, 4],
    problem: 'Row 3: 1 cell instead of 3.',
  },
  {
    name: 'a title above the header',
    file: 'Sales of 2024\na,b,y\n1,2,u\n3,4,v\n',
    gives: 'The table has one column',
  },
  {
    name: 'comments at the end',
    file: `${SMALL}# made by hand\n`,
    gives: [3, 4],
    problem: 'Row 5: 1 cell instead of 3.',
  },
  { name: 'no header', file: '1,2,u\n3,4,v\n', gives: [2, 2], columns: ['number', 'number', 'category'] },
  {
    name: 'numbers as header, said so',
    file: '2019,2020,y\n1,2,u\n3,4,v\n',
    options: { header: true },
    gives: [2, 2],
  },
  { name: 'the same header twice', file: 'a,a,a,y\n1,2,3,u\n4,5,6,v\n', gives: [2, 2] },
  { name: 'headers without words', file: ',,\n1,2,u\n3,4,v\n', gives: [2, 2] },
  {
    name: 'headers of the language itself',
    file: '__proto__,constructor,toString\n1,2,u\n3,4,v\n',
    gives: [2, 2],
  },
  { name: 'more columns than are read', file: `${repeat(300, (i) => `c${i},`)}y\n`, gives: '301 columns' },
  {
    name: '256 inputs',
    file: `${repeat(255, (i) => `c${i},`)}y\n${repeat(4, (r) => `${repeat(255, (c) => `${r + c},`)}${r % 2 === 0 ? 'u' : 'v'}\n`)}`,
    gives: [4, 4],
  },
  {
    name: '200,000 rows',
    file: `a,y\n${repeat(200_000, (i) => `${i % 97},${i % 2 === 0 ? 'u' : 'v'}\n`)}`,
    gives: [30_000, 200_000],
  },
  {
    name: 'more rows than are read',
    file: `a,y\n${repeat(200_002, (i) => `${i % 97},u\n`)}`,
    gives: 'more than 200,000 rows',
  },
  // Cells
  { name: 'a constant input', file: 'a,b,y\n7,1,u\n7,2,v\n7,3,u\n', gives: [3, 3] },
  { name: 'a constant target', file: 'a,y\n1,u\n2,u\n', gives: 'the same value in every row' },
  {
    name: 'formulas of a spreadsheet',
    file: 'a,y\n1,=cmd()\n2,"=HYPERLINK(""x"")"\n3,=cmd()\n',
    gives: [3, 3],
    classes: ['=cmd()', '=HYPERLINK("x")'],
  },
  {
    name: 'numbers beyond float32',
    file: 'a,y\n1e309,u\n1,v\n-1e39,u\n2,u\n',
    gives: [2, 4],
    problem: 'Row 2, a: “1e309” is beyond the largest number.',
  },
  {
    name: 'all kinds of missing',
    file: 'a,y\nNA,u\nn/a,u\n?,u\nnull,u\n–,u\n1,u\n2,v\n',
    gives: [2, 7],
    problem: 'Row 2, a: nothing there.',
  },
  {
    name: 'dates',
    file: `when,a,y\n${repeat(40, (i) => `2024-${String((i % 12) + 1).padStart(2, '0')}-${String((i % 28) + 1).padStart(2, '0')},${i},${i % 2}\n`)}`,
    gives: [40, 40],
    columns: ['ignore', 'number', 'category'],
  },
  {
    name: 'dates as numbers, said so',
    file: 'when,y\n2024-01-02,u\n3,v\n4,u\n',
    options: { columns: { when: 'number' } },
    gives: [2, 3],
    problem: 'Is it a date?',
  },
  {
    name: 'numbers with units',
    file: 'a,y\n12 kg,u\n13,v\n14,u\n',
    options: { columns: { a: 'number' } },
    gives: [2, 3],
    problem: 'Leave the “kg” out.',
  },
  {
    name: 'a letter among digits',
    file: `a,y\n${repeat(12, (i) => `${i}.5,u\n`)}2O.6,v\n3,v\n`,
    gives: [13, 14],
    problem: 'Row 14, a: “2O.6” is not a number. Is the O a zero?',
  },
  {
    name: 'true minus and plus signs',
    file: 'a,y\n−1.5,u\n+2,v\n-3,u\n',
    gives: [3, 3],
    columns: ['number', 'category'],
  },
  {
    name: 'more classes than there may be',
    file: `a,y\n${repeat(25, (i) => `${i},w${i}\n`)}`,
    gives: '25 different values',
  },
];
