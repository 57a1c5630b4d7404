import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bestOf, halvingRungs } from './halvingRungs.ts';

test('each rung keeps half and trains twice as long', () => {
  expect(halvingRungs(8, 80)).toEqual([
    { epoch: 10, keep: 4 },
    { epoch: 20, keep: 2 },
    { epoch: 40, keep: 1 },
  ]);
  expect(halvingRungs(1, 100)).toEqual([]);
  expect(halvingRungs(100, 1)).toEqual([]);
});

test('rungs rise, end before the budget and always leave somebody', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_024 }), fc.integer({ min: 1, max: 100_000 }), (count, epochs) => {
      let before = { epoch: 0, keep: count + 1 };
      for (const rung of halvingRungs(count, epochs)) {
        expect(rung.epoch).toBeGreaterThan(before.epoch);
        expect(rung.epoch).toBeLessThan(epochs);
        expect(rung.keep).toBeGreaterThanOrEqual(1);
        expect(rung.keep).toBeLessThan(before.keep);
        before = rung;
      }
    }),
  );
});

test('the best stay, and a loss that is no number goes first', () => {
  const losses = [NaN, 3, 1, 1, 2].map((loss, id) => ({ id, loss }));
  expect(bestOf(losses, 3)).toEqual([2, 3, 4]);
  expect(bestOf(losses, 5)).toEqual([2, 3, 4, 1, 0]);
});
