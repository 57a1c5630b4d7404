import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cos, exp, log, sin } from './steadyMath.ts';

const angle = fc.double({ min: -50, max: 50, noNaN: true });

test('sine and cosine', () => {
  fc.assert(
    fc.property(angle, (x) => {
      expect(Math.abs(sin(x) - Math.sin(x))).toBeLessThan(1e-12);
      expect(Math.abs(cos(x) - Math.cos(x))).toBeLessThan(1e-12);
    }),
  );
});

test('exponential and logarithm', () => {
  fc.assert(
    fc.property(angle, (x) => {
      expect(Math.abs(exp(x) / Math.exp(x) - 1)).toBeLessThan(1e-12);
      expect(Math.abs(log(Math.exp(x)) - x)).toBeLessThan(1e-12);
    }),
  );
  expect(log(1)).toBe(0);
  expect(exp(0)).toBe(1);
});
