import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { principalComponents, project } from './principalComponents.ts';
import { createRandom } from './Random.ts';

describe('known cases', () => {
  test('a line has one direction', () => {
    const { mean, axes, shares } = principalComponents([0, 0, 1, 1, 2, 2], 3, 2);
    expect([...mean]).toEqual([1, 1]);
    expect(axes).toHaveLength(1);
    expect(axes[0]![0]).toBeCloseTo(Math.SQRT1_2, 12);
    expect(axes[0]![1]).toBeCloseTo(Math.SQRT1_2, 12);
    expect(shares[0]).toBeCloseTo(1, 12);
  });

  test('a cross along two axes has these, the longer first', () => {
    const rows = [3, 0, 0, -3, 0, 0, 0, 0, 2, 0, 0, -2].map((x) => x + 5);
    const { axes, shares } = principalComponents(rows, 4, 3);
    expect([...axes[0]!].map((x) => Math.abs(Math.round(x * 1e9) / 1e9))).toEqual([1, 0, 0]);
    expect([...axes[1]!].map((x) => Math.abs(Math.round(x * 1e9) / 1e9))).toEqual([0, 0, 1]);
    expect(shares[0]).toBeCloseTo(9 / 13, 12);
    expect(shares[1]).toBeCloseTo(4 / 13, 12);
  });

  test('the covariance [[2, 1], [1, 2]] has 3 and 1 along the diagonals', () => {
    // Points at ±√3 along (1, 1)/√2 and ±1 along (1, −1)/√2.
    const [a, b] = [Math.sqrt(3 / 2), Math.SQRT1_2];
    const { axes, shares } = principalComponents([a, a, -a, -a, b, -b, -b, b], 4, 2);
    expect(shares.map((share) => share * 4)).toEqual([expect.closeTo(3, 10), expect.closeTo(1, 10)]);
    expect(axes[0]![0]! * axes[0]![1]!).toBeCloseTo(0.5, 10);
    expect(axes[1]![0]! * axes[1]![1]!).toBeCloseTo(-0.5, 10);
  });

  test('variances that differ by a thousandth are told apart, in many dimensions', () => {
    const random = createRandom(7, 40);
    const width = 400;
    // Orthogonal columns of ±1 (Walsh), so that the covariance is diagonal.
    const walsh = (n: number, k: number): number =>
      (-1) ** [...(n & k).toString(2)].filter((bit) => bit === '1').length;
    const rows = new Float64Array(32 * width);
    for (let n = 0; n < 32; n++) {
      rows[n * width + 3] = walsh(n, 1) * 1.001;
      rows[n * width + 200] = walsh(n, 2);
      for (let i = 300; i < 320; i++)
        rows[n * width + i] = walsh(n, 3 + (i % 20)) * 0.01 * random.uniform(0.5, 1);
    }
    const { axes } = principalComponents(rows, 32, width);
    expect(axes[0]![3]).toBeCloseTo(1, 5);
    expect(axes[1]![200]).toBeCloseTo(1, 5);
  });

  test('equal rows have no direction', () => {
    expect(principalComponents([1, 2, 1, 2], 2, 2)).toMatchObject({ axes: [], shares: [] });
  });
});

test('axes are orthonormal, and no other pair holds more of the variance', () => {
  const shapes = fc.tuple(
    fc.integer({ min: 3, max: 25 }),
    fc.integer({ min: 3, max: 25 }),
    fc.integer({ min: 1, max: 1e6 }),
  );
  fc.assert(
    fc.property(shapes, ([count, width, seed]) => {
      const random = createRandom(seed, 41);
      const rows = Float64Array.from({ length: count * width }, (_, i) => random.normal(0, 1 + (i % width)));
      const found = principalComponents(rows, count, width);
      const [a, b] = found.axes;
      const inner = (x: Float64Array, y: Float64Array): number =>
        x.reduce((sum, value, i) => sum + value * y[i]!, 0);
      expect(inner(a!, a!)).toBeCloseTo(1, 8);
      expect(Math.abs(inner(a!, b!))).toBeLessThan(1e-6);
      const spread = (points: Float32Array, axes: number): number =>
        points.reduce((sum, x) => sum + x * x, 0) / axes;
      const best = spread(project(rows, count, found), 1);
      for (let trial = 0; trial < 5; trial++) {
        const u = Float64Array.from({ length: width }, () => random.normal(0, 1));
        const w = Float64Array.from({ length: width }, () => random.normal(0, 1));
        const unit = (x: Float64Array): Float64Array => x.map((value) => value / Math.sqrt(inner(x, x)));
        const first = unit(u);
        const second = unit(w.map((value, i) => value - inner(w, first) * first[i]!));
        const other = spread(project(rows, count, { mean: found.mean, axes: [first, second] }), 1);
        expect(other).toBeLessThanOrEqual(best * (1 + 1e-6));
      }
    }),
    { numRuns: 40 },
  );
});
