import fc from 'fast-check';
import { expect, test } from 'vitest';
import { halfBits, halfValue, LARGEST_HALF } from './half.ts';

test('each of the 65,536 halves comes back', () => {
  for (let bits = 0; bits < 65_536; bits++) {
    const value = halfValue(bits);
    if (Number.isNaN(value)) expect(halfValue(halfBits(value))).toBeNaN();
    else expect(halfBits(value)).toBe(bits);
  }
});

test('known values', () => {
  expect(
    [0, -0, 1, -2, 0.1, LARGEST_HALF, 65_519, 65_520, 2 ** -24, 2 ** -25, 2 ** -14].map(halfBits),
  ).toEqual([0, 0x8000, 0x3c00, 0xc000, 0x2e66, 0x7bff, 0x7bff, 0x7c00, 1, 0, 0x0400]);
});

test('any single becomes the nearest half, of two as near the even one', () => {
  fc.assert(
    fc.property(fc.float({ min: -70_000, max: 70_000, noNaN: true }), (value) => {
      const bits = halfBits(value);
      const error = Math.abs(halfValue(bits) - value);
      if (Math.abs(value) >= 65_520) {
        expect(halfValue(bits)).toBe(Math.sign(value) * Infinity);
        return;
      }
      for (const near of [bits - 1, bits + 1]) {
        if ((near & 0x7fff) >= 0x7c00 || near < 0 || (near & 0x8000) !== (bits & 0x8000)) continue;
        const other = Math.abs(halfValue(near) - value);
        expect(other).toBeGreaterThanOrEqual(error);
        if (other === error) expect(bits & 1).toBe(0);
      }
    }),
    { numRuns: 20_000 },
  );
});
