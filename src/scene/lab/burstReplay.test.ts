import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arrivedBy, slowdownFor } from './burstReplay.ts';

describe('slowdownFor', () => {
  test('slows a burst to a length that can be followed', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.5, max: 1_500, noNaN: true }), (spanMs) => {
        const shownMs = spanMs * slowdownFor(spanMs);
        expect(shownMs).toBeGreaterThan(900);
        expect(shownMs).toBeLessThan(3_000);
      }),
    );
  });

  test('never shows a slow burst faster than it was', () => {
    expect(slowdownFor(10_000)).toBe(1);
  });
});

test('arrivedBy counts as a plain scan would', () => {
  fc.assert(
    fc.property(
      fc.array(fc.float({ min: 0, max: 100, noNaN: true })),
      fc.float({ min: 0, max: 100, noNaN: true }),
      (times, atMs) => {
        const latencyMs = Float32Array.from(times).sort();
        const plain = latencyMs.filter((time) => time <= atMs).length;
        expect(arrivedBy({ count: latencyMs.length, latencyMs }, atMs)).toBe(plain);
      },
    ),
  );
});
