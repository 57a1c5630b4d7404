import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shortFloat } from './shortFloat.ts';

test('restores every float32', () => {
  fc.assert(
    fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(Math.fround(Number(shortFloat(value)))).toBe(value + 0);
    }),
    { numRuns: 5_000 },
  );
});

test.each([
  [Math.fround(0.1), '0.1'],
  [Math.fround(16777215), '16777215'],
  [Math.fround(1 / 3), '0.33333334'],
  [0, '0'],
])('%d is written %s', (value, text) => expect(shortFloat(value)).toBe(text));
