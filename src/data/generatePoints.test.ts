import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PlaneSet } from '#datasets/DataSet.ts';
import { DATA_SETS } from '#datasets/registry.ts';
import { checkerboard } from '#datasets/sets/checkerboard.ts';
import { circle } from '#datasets/sets/circle.ts';
import { gaussians } from '#datasets/sets/gaussians.ts';
import { moons } from '#datasets/sets/moons.ts';
import { hillsHeight, multiGaussian } from '#datasets/sets/multiGaussian.ts';
import { plane, planeHeight } from '#datasets/sets/plane.ts';
import { RINGS, rings } from '#datasets/sets/rings.ts';
import { ripple, rippleHeight } from '#datasets/sets/ripple.ts';
import { spiral } from '#datasets/sets/spiral.ts';
import { xor } from '#datasets/sets/xor.ts';
import { LIMITS } from '#experiment/limits.ts';
import { generatePoints, type Samples } from './generatePoints.ts';

const PLANES = Object.values(DATA_SETS).filter((set) => set.kind === 'plane');
const seed = fc.integer(LIMITS.seed);
const noise = fc.double({ ...LIMITS.noise, noNaN: true });

function points({ raw, labels }: Samples): { x1: number; x2: number; r: number; label: number }[] {
  return Array.from(labels, (label, i) => {
    const [x1 = NaN, x2 = NaN] = raw.subarray(2 * i, 2 * i + 2);
    return { x1, x2, r: Math.hypot(x1, x2), label };
  });
}
const still = (set: PlaneSet, count = 2_000) => points(generatePoints(set, count, 0, 7));
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

test.each(PLANES)(
  '$name: any seed and noise give the wanted number of points, in the square, with known labels',
  (set) => {
    fc.assert(
      fc.property(seed, noise, fc.integer({ min: 10, max: 200 }), (aSeed, aNoise, count) => {
        const samples = generatePoints(set, count, aNoise, aSeed);
        expect(samples.count).toBe(count);
        expect(samples.raw).toHaveLength(2 * count);
        expect(samples.raw.every((x) => Math.abs(x) <= 6)).toBe(true);
        const classes = set.classes.length;
        if (classes > 0) {
          expect(
            samples.labels.every((label) => Number.isInteger(label) && label >= 0 && label < classes),
          ).toBe(true);
        } else {
          expect(samples.labels.every((value) => Math.abs(value) <= 2.2)).toBe(true);
        }
        expect(generatePoints(set, count, aNoise, aSeed)).toEqual(samples);
      }),
      { numRuns: 40 },
    );
  },
  30_000,
);

test.each(PLANES)('$name: classes are even, and another seed moves the points', (set) => {
  const samples = generatePoints(set, 3_000, 0, 1);
  const classes = set.classes.length;
  for (let label = 0; label < classes; label++) {
    const share = samples.labels.filter((each) => each === label).length / 3_000;
    expect(Math.abs(share - 1 / classes)).toBeLessThan(0.04);
  }
  // The spiral without noise is the same for every seed, as in TensorFlow Playground.
  if (set !== spiral) expect(generatePoints(set, 3_000, 0, 2).raw).not.toEqual(samples.raw);
});

describe('distributions without noise', () => {
  test('circle: a disc of radius 2.5 in a ring from 3.5 to 5, evenly filled along the radius', () => {
    const inner = still(circle).filter((p) => p.label === 1);
    const outer = still(circle).filter((p) => p.label === 0);
    expect(Math.max(...inner.map((p) => p.r))).toBeLessThanOrEqual(2.5);
    expect(Math.min(...outer.map((p) => p.r))).toBeGreaterThanOrEqual(3.5 - 1e-5);
    expect(Math.max(...outer.map((p) => p.r))).toBeLessThanOrEqual(5 + 1e-5);
    expect(mean(inner.map((p) => p.r))).toBeCloseTo(1.25, 1);
    expect(mean(outer.map((p) => p.r))).toBeCloseTo(4.25, 1);
  });
  test('xor: class 1 where the signs agree; 0.3 free on both sides of the axes, up to 5.3', () => {
    for (const { x1, x2, label } of still(xor)) {
      expect(label).toBe(x1 * x2 >= 0 ? 1 : 0);
      for (const x of [x1, x2]) {
        expect(Math.abs(x)).toBeGreaterThanOrEqual(0.3 - 1e-6);
        expect(Math.abs(x)).toBeLessThanOrEqual(5.3 + 1e-6);
      }
    }
  });
  test('gaussians: clouds round ±(2, 2) of variance 0.5', () => {
    for (const [label, centre] of [
      [1, 2],
      [0, -2],
    ] as const) {
      const xs = still(gaussians, 8_000).flatMap((p) => (p.label === label ? [p.x1, p.x2] : []));
      expect(mean(xs)).toBeCloseTo(centre, 1);
      expect(mean(xs.map((x) => (x - centre) ** 2))).toBeCloseTo(0.5, 1);
    }
  });
  test('spiral: the arms are each other mirrored at the centre, out to radius 5 in 1¾ turns', () => {
    const all = still(spiral, 500);
    const arms = [all.slice(0, 250), all.slice(250)];
    arms[0]?.forEach((p, i) => {
      expect(p.label).toBe(1);
      expect(p.r).toBeCloseTo((i / 250) * 5, 5);
      expect(p.x1).toBeCloseTo(p.r * Math.sin((1.75 * 2 * Math.PI * i) / 250), 4);
      expect(arms[1]?.[i]?.x1).toBeCloseTo(-p.x1, 5);
      expect(arms[1]?.[i]?.x2).toBeCloseTo(-p.x2, 5);
      expect(arms[1]?.[i]?.label).toBe(0);
    });
  });
  test('rings: every point lies in a ring of its class', () => {
    for (const { r, label } of still(rings)) {
      expect(RINGS.some((ring) => ring.label === label && r > ring.from - 1e-5 && r < ring.to + 1e-5)).toBe(
        true,
      );
    }
  });
  test('checkerboard: squares of side 3 take turns', () => {
    const squares = new Map<string, number>();
    for (const { x1, x2, label } of still(checkerboard)) {
      const [column, row] = [Math.floor((x1 + 6) / 3), Math.floor((x2 + 6) / 3)];
      expect(label).toBe((column + row) % 2);
      squares.set(`${column},${row}`, (squares.get(`${column},${row}`) ?? 0) + 1);
    }
    expect(squares.size).toBe(16);
  });
  test('moons: half circles of radius 3 round the middles of their openings', () => {
    for (const { x1, x2, label } of still(moons)) {
      const side = label === 1 ? 1 : -1;
      expect(Math.hypot(x1 + side * 1.5, x2 + side * 0.75)).toBeCloseTo(3, 4);
    }
  });
  test.each([
    [plane, planeHeight],
    [multiGaussian, hillsHeight],
    [ripple, rippleHeight],
  ] as const)('$0.name: the label is the height at the point', (set, height) => {
    for (const { x1, x2, label } of still(set)) expect(label).toBeCloseTo(height(x1, x2), 5);
  });
  test('hills stand where they should', () => {
    expect(hillsHeight(-4, 2.5)).toBe(1);
    expect(hillsHeight(0, 2.5)).toBe(-1);
    expect(hillsHeight(0, -2.5)).toBe(1);
    expect(hillsHeight(0, 0)).toBe(0);
    expect(hillsHeight(-4, 3.5)).toBeCloseTo(0.5, 12);
  });
});

test('noise confuses labels of the circle and leaves its points where they are', () => {
  const clean = generatePoints(circle, 1_000, 0, 3);
  const noisy = generatePoints(circle, 1_000, 0.5, 3);
  expect(noisy.raw).toEqual(clean.raw);
  const flipped = noisy.labels.filter((label, i) => label !== clean.labels[i]).length;
  expect(flipped).toBeGreaterThan(100);
  expect(flipped).toBeLessThan(500);
});

/** Links hold seeds, not points: these sums must never change, or old links would show other data. */
test.each(PLANES.map((set) => [set.name, set] as const))('%s keeps its points for ever', (_name, set) => {
  const { raw, labels } = generatePoints(set, 100, 0.1, 42);
  const bytes = [...new Uint8Array(raw.buffer), ...new Uint8Array(labels.buffer)];
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  expect(hash).toMatchSnapshot();
});
