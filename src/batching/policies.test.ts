/** What the policies learn from batches, and what they do with it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitLine } from './fitLine.ts';
import { adaptiveFit } from './policies/adaptive.ts';
import { aimdLimit } from './policies/aimd.ts';

describe('fitLine', () => {
  it('finds the line that the points are on', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 1_000 }), { minLength: 2, maxLength: 50 }),
        fc.double({ min: 0, max: 5, noNaN: true }),
        fc.double({ min: 0, max: 50, noNaN: true }),
        (sizes, a, b) => {
          const line = fitLine(sizes.map((size) => ({ size, computeMs: a * size + b })));
          expect(line.a).toBeCloseTo(a, 6);
          expect(line.b).toBeCloseTo(b, 4);
        },
      ),
    );
  });

  it('minimises the squares where they are on none', () => {
    const samples = [1, 2, 3].map((size, index) => ({ size, computeMs: [1, 3, 2][index]! }));
    expect(fitLine(samples)).toEqual({ a: 0.5, b: 1 });
  });

  it('takes the solution of smallest norm where all sizes are equal', () => {
    // a·4 + b = 17 with the smallest a² + b²: (a, b) is a multiple of (4, 1).
    const { a, b } = fitLine([
      { size: 4, computeMs: 16 },
      { size: 4, computeMs: 18 },
    ]);
    expect(a).toBeCloseTo(4, 12);
    expect(b).toBeCloseTo(1, 12);
  });
});

describe('adaptive', () => {
  const batch = (size: number, endedMs: number, waitMs: number) => ({
    size,
    computeMs: 0.5 * size + 4,
    waitMs,
    endedMs,
  });
  const waiting = (nowMs: number, length = 2) => ({
    nowMs,
    length,
    oldestMs: 0,
    newestMs: 0,
    freeSinceMs: 0,
  });

  it('waits for nothing before it has seen three batches after the first two', () => {
    const policy = adaptiveFit(8);
    for (const size of [1, 2, 3, 4]) policy.learn?.(batch(size, size, 20));
    expect(policy.size(waiting(0))).toBe(2);
    policy.learn?.(batch(5, 5, 20));
    expect(policy.size(waiting(0))).toBe(0);
  });

  it("goes when n·(w + tick + a) has passed 95 % of the mean wait, BentoML's rule", () => {
    const policy = adaptiveFit(8);
    for (const size of [1, 1, 1, 2, 3]) policy.learn?.(batch(size, size, 20));
    // 2·(w + 1 + 0.5) = 0.95 · 20 at w = 8.
    expect(policy.size(waiting(7.99))).toBe(0);
    expect(policy.wakeMs(waiting(7.99))).toBeCloseTo(8.001, 9);
    expect(policy.size(waiting(8.01))).toBe(2);
    // With more of them waiting it is over sooner: 4·(w + 1.5) = 19 at w = 3.25.
    expect(policy.size(waiting(3.2, 4))).toBe(0);
    expect(policy.size(waiting(3.3, 4))).toBe(4);
    expect(policy.size(waiting(0, 9))).toBe(8);
  });

  it('fits again after 5 s, to the last 50 batches', () => {
    const policy = adaptiveFit(8);
    for (const size of [1, 1, 1, 2, 3]) policy.learn?.(batch(size, size, 20));
    for (let index = 0; index < 60; index += 1) policy.learn?.(batch(1 + (index % 3), 4_000, 0));
    expect(policy.size(waiting(0))).toBe(0);
    policy.learn?.(batch(2, 5_100, 0));
    expect(policy.size(waiting(0))).toBe(2);
  });
});

describe('aimd', () => {
  const limitOf = (policy: ReturnType<typeof aimdLimit>) => policy.fullSize;
  const learn = (policy: ReturnType<typeof aimdLimit>, size: number, computeMs: number): void =>
    policy.learn?.({ size, computeMs, waitMs: 0, endedMs: 0 });

  it('grows by one with every full batch in time, shrinks by a tenth with one that is late', () => {
    const policy = aimdLimit(64, 10);
    for (let count = 0; count < 20; count += 1) learn(policy, limitOf(policy), 5);
    expect(limitOf(policy)).toBe(21);
    learn(policy, 21, 11);
    expect(limitOf(policy)).toBe(18);
    for (let count = 0; count < 100; count += 1) learn(policy, 1, 11);
    expect(limitOf(policy)).toBe(1);
  });

  it('learns nothing of larger batches from a small one, and keeps to the largest', () => {
    const policy = aimdLimit(3, 10);
    for (let count = 0; count < 9; count += 1) learn(policy, limitOf(policy), 1);
    expect(limitOf(policy)).toBe(3);
    const other = aimdLimit(3, 10);
    learn(other, 1, 1);
    learn(other, 1, 1);
    expect(limitOf(other)).toBe(2);
  });

  it('settles round the size whose batches take the goal', () => {
    const policy = aimdLimit(1_000, 10);
    let [sum, count] = [0, 0];
    for (let turn = 0; turn < 2_000; turn += 1) {
      const size = limitOf(policy);
      learn(policy, size, 2 + size * 0.1);
      if (turn < 1_000) continue;
      sum += size;
      count += 1;
    }
    // 80 requests take 10 ms; a saw-tooth between 90 % and 100 % of it.
    expect(sum / count).toBeGreaterThan(72);
    expect(sum / count).toBeLessThan(81);
  });
});
