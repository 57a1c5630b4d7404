import { describe, expect, it } from 'vitest';
import { AGREEMENT_FACTORS, agreementRows, isAllowedRow } from './agreementCase.ts';
import { allowedPairs, coveringArray, pairsIn } from './coveringArray.ts';

describe('coveringArray', () => {
  it('covers every pair, in rows that the constraint allows', () => {
    const factors = { a: ['x', 'y', 'z'], b: [1, 2, 3], c: [0, 1], d: [0, 1] };
    const isAllowed = ({ a, b }: { a?: string | number; b?: string | number }): boolean =>
      !(a === 'x' && b === 3);
    const rows = coveringArray(factors, isAllowed);
    const covered = new Set(rows.flatMap((row) => pairsIn(row)));
    expect([...covered].sort()).toEqual([...allowedPairs(factors, isAllowed).keys()].sort());
    expect(covered.has('a=x&b=3')).toBe(false);
    expect(rows.length).toBeLessThanOrEqual(12);
  });
});

describe('the cases of the agreement tests', () => {
  it('cover all pairs of activation, loss, output, optimiser, width, depth, batch and the rest', () => {
    const covered = new Set(agreementRows().flatMap((row) => pairsIn(row)));
    const expected = [...allowedPairs(AGREEMENT_FACTORS, isAllowedRow).keys()];
    expect(expected.filter((pair) => !covered.has(pair))).toEqual([]);
    // 80 pairs of activation and depth: no array can be shorter.
    expect(agreementRows().length).toBeLessThan(130);
  });
});
