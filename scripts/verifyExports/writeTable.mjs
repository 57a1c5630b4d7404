/** The table of what was verified, in docs/models.md between two marks. Rows of formats that were not run now stay as they are. */
import { readFile, writeFile } from 'node:fs/promises';

const BEGIN = '<!-- Written by npm run verify:exports, from here -->\n';
const END = '<!-- to here -->\n';
const HEAD = '| format | runtime | networks | largest difference | what was run |\n|---|---|---|---|---|\n';

/** @param {{ label: string, row: object }} verified */
function lineOf({ label, row }) {
  const { runtime, largest, what, missing, failed, networks, refused } = row;
  const cells = [label, '–', '–', '–', ''];
  if (failed) cells[4] = `FAILED: ${failed.slice(0, 200)}`;
  else if (missing) cells[4] = `not run: ${missing}`;
  else {
    cells[1] = runtime;
    cells[2] = refused > 0 ? `${networks} (${refused} do not fit)` : String(networks);
    if (typeof largest === 'number') cells[3] = largest.toPrecision(2);
    cells[4] = what;
  }
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |\n`;
}

/**
 * @param {string} old the lines between the marks
 * @param {readonly { label: string, row: object }[]} verified
 */
export function tableOf(old, verified) {
  const labelOf = (line) => line.split(' | ')[0].replace('| ', '');
  const lines = new Map(
    old
      .replace(HEAD, '')
      .split('\n')
      .filter((line) => line.startsWith('| '))
      .map((line) => [labelOf(line), `${line}\n`]),
  );
  for (const each of verified) lines.set(each.label, lineOf(each));
  return `${HEAD}${[...lines.values()].join('')}`;
}

export async function writeTable(path, verified) {
  const text = await readFile(path, 'utf8');
  const [before, rest] = text.split(BEGIN);
  const [old, after] = rest?.split(END) ?? [];
  if (after === undefined) throw new Error(`${path} lacks the marks between which the table stands.`);
  await writeFile(path, `${before}${BEGIN}${tableOf(old, verified)}${END}${after}`);
}
