/** The borders of `oxlint.config.mjs` name rooms as `#room/…`; a relative import that leaves its room would pass them by. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { ROOMS } from './rooms.mjs';

const SOURCE = join(import.meta.dirname, '../src');
const all = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' });
const files = all.filter((name) => /\.tsx?$/.test(name));
const roomOf = (path: string): string => path.split(/[\\/]/)[0]!;

test('every room of src/ has borders, and every border a room', () => {
  const rooms = readdirSync(SOURCE, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  expect(Object.keys(ROOMS).toSorted()).toEqual(rooms.toSorted());
});

test('a room imports only lower ones', () => {
  const order = Object.keys(ROOMS);
  for (const [room, { imports }] of Object.entries(ROOMS)) {
    const higher = imports.filter((other) => order.indexOf(other) >= order.indexOf(room));
    expect(higher, `${room}/ is below`).toEqual([]);
  }
});

test('relative imports stay in their room', () => {
  const leaving = files.flatMap((file) => {
    const text = readFileSync(join(SOURCE, file), 'utf8');
    return [...text.matchAll(/(?:from|import\(?)\s*'(\.[^']*)'/g)]
      .map(([, path]) => relative(SOURCE, join(SOURCE, dirname(file), path!)))
      .filter((target) => /\.tsx?$/.test(target) && roomOf(target) !== roomOf(file))
      .map((target) => `${file} → ${target}`);
  });
  expect(files.length).toBeGreaterThan(500);
  expect(leaving).toEqual([]);
});

test('no file is longer than 300 lines, style sheets among them', () => {
  const read = all.filter((name) => /\.(tsx?|css)$/.test(name) && !name.includes('generated/'));
  expect(read.filter((name) => name.endsWith('.css')).length).toBeGreaterThan(20);
  const long = read.filter((file) => readFileSync(join(SOURCE, file), 'utf8').split('\n').length > 301);
  expect(long).toEqual([]);
});
