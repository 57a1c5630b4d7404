import { expect, it } from 'vitest';
import { erf } from './gelu.ts';

it('erf is within 1.5e-7 of tabled values', () => {
  for (const [x, value] of [
    [0, 0],
    [0.5, 0.5204998778],
    [1, 0.8427007929],
    [2, 0.995322265],
    [-1, -0.8427007929],
  ] as const) {
    expect(Math.abs(erf(x) - value)).toBeLessThan(1.5e-7);
  }
});
