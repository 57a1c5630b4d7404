import { expect, it } from 'vitest';
import { softmaxRow } from './softmax.ts';

it('adds up to 1, overflows nowhere and leaves its neighbours alone', () => {
  const z = Float64Array.of(9, 1e4, 1e4, -1e4, 9);
  const a = new Float64Array(5);
  softmaxRow(z, a, 1, 3);
  expect([...a]).toEqual([0, 0.5, 0.5, 0, 0]);
});
