/** Read back as a camera does: module by module, format, mask, bits, text. */
import { expect, test } from 'vitest';
import { qrPicture, type QrPicture } from './qrPicture.ts';

const QUIET = 4;

/** Dark modules without the quiet zone. */
function modulesOf({ size, path }: QrPicture): boolean[][] {
  const rows = Array.from({ length: size }, () => Array.from({ length: size }, () => false));
  for (const [, x, y, count] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let i = 0; i < Number(count); i++) rows[Number(y)]![Number(x) + i] = true;
  }
  for (const edge of [0, 1, 2, 3, size - 4, size - 1]) expect(rows[edge]!.includes(true)).toBe(false);
  return rows.slice(QUIET, -QUIET).map((row) => row.slice(QUIET, -QUIET));
}

const MASKS: readonly ((y: number, x: number) => boolean)[] = [
  (y, x) => (x + y) % 2 === 0,
  (y) => y % 2 === 0,
  (_, x) => x % 3 === 0,
  (y, x) => (x + y) % 3 === 0,
  (y, x) => (Math.floor(y / 2) + Math.floor(x / 3)) % 2 === 0,
  (y, x) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (y, x) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (y, x) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

/** Of versions 2 to 5, level L: one block, so that the data stand in order; one alignment pattern. */
function readSmall(modules: boolean[][]): string {
  const n = modules.length;
  const isFunction = (y: number, x: number): boolean =>
    (y < 9 && x < 9) ||
    (y < 9 && x >= n - 8) ||
    (y >= n - 8 && x < 9) ||
    y === 6 ||
    x === 6 ||
    (Math.abs(y - (n - 7)) <= 2 && Math.abs(x - (n - 7)) <= 2);
  const format = [0, 1, 2, 3, 4].reduce((bits, x) => bits * 2 + Number(modules[8]![x]), 0) ^ 0b10101;
  expect(format >> 3).toBe(0b01);
  const mask = MASKS[format & 7]!;
  const bits: number[] = [];
  for (let right = n - 1, up = true; right > 0; right -= 2, up = !up) {
    if (right === 6) right = 5;
    for (let i = 0; i < n; i++) {
      const y = up ? n - 1 - i : i;
      for (const x of [right, right - 1]) {
        if (!isFunction(y, x)) bits.push(Number(modules[y]![x]! !== mask(y, x)));
      }
    }
  }
  const take = (count: number): number => bits.splice(0, count).reduce((value, bit) => value * 2 + bit, 0);
  expect(take(4)).toBe(0b0100);
  const count = take(8);
  return new TextDecoder().decode(Uint8Array.from({ length: count }, () => take(8)));
}

test.each([
  'https://fanout.test/#v1.q1YqSy0qzszPU7Iy0lFKSSxJVLKqVipOLVGyUiouyCxKzFGqrQUA',
  'https://example.org/fanout/#v3.abcdefghijklmnopqrstuvwxyz-_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcde',
])('a code holds the link: %s', (link) => {
  expect(readSmall(modulesOf(qrPicture(link)!))).toBe(link);
});

test('the longest that a code holds, and one more', () => {
  const text = (length: number): string => `https://x/#${'a'.repeat(length - 11)}`;
  expect(qrPicture(text(2_953))!.size).toBe(177 + 2 * QUIET);
  expect(qrPicture(text(2_954))).toBeNull();
  expect(qrPicture('ü'.repeat(1_477))).toBeNull();
});
