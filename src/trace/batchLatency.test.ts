import fc from 'fast-check';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { describe, expect, it } from 'vitest';
import { fitBatchCost, meanBatchLatencyMs, type BatchCost } from './batchLatency.ts';

/** The queue of the paper as an event simulation: all that waits when the server is free goes as one batch. */
function simulatedMs({ alphaMs, tauMs }: BatchCost, perSecond: number, count: number): number {
  const random = xoroshiro128plus(5);
  const gapMs = (): number => (-Math.log(1 - uniformFloat64(random)) * 1000) / perSecond;
  let arrivalMs = gapMs();
  let freeMs = 0;
  let totalMs = 0;
  for (let served = 0; served < count;) {
    const startMs = Math.max(freeMs, arrivalMs);
    let size = 0;
    let sumMs = 0;
    for (; arrivalMs <= startMs; arrivalMs += gapMs()) {
      size += 1;
      sumMs += arrivalMs;
    }
    freeMs = startMs + alphaMs * size + tauMs;
    totalMs += size * freeMs - sumMs;
    served += size;
  }
  return totalMs / count;
}

describe('mean latency with dynamic batching', () => {
  it.each([0.05, 0.2, 0.5, 0.8])('is that of a simulation within 3 % at λα = %d', (load) => {
    for (const tauMs of [0.01, 0.05, 0.25, 1, 4, 8, 32]) {
      const cost = { alphaMs: 0.25, tauMs };
      const perSecond = (1000 * load) / cost.alphaMs;
      const ratio = meanBatchLatencyMs(cost, perSecond) / simulatedMs(cost, perSecond, 400_000);
      // Where the two bounds meet neither is tight.
      const arrivalsInTau = (perSecond * tauMs) / 1000;
      const isBetween = arrivalsInTau > 0.1 && arrivalsInTau < 2;
      expect(ratio - 1).toBeGreaterThan(-0.02);
      expect(ratio - 1).toBeLessThan(isBetween ? 0.09 : 0.03);
    }
  });

  it('starts at one batch of one, and has no end where each request takes longer than the next is away', () => {
    const cost = { alphaMs: 0.1, tauMs: 1 };
    expect(meanBatchLatencyMs(cost, 0)).toBeCloseTo(1.1, 9);
    expect(meanBatchLatencyMs(cost, 5_000)).toBeCloseTo(19 / 6, 9);
    expect(meanBatchLatencyMs(cost, 10_000)).toBe(Infinity);
  });
});

describe('the cost of a batch', () => {
  it('is found in any batches that lie on a line', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 64 }), { minLength: 2, maxLength: 40 });
    const ms = fc.double({ min: 0.01, max: 10, noNaN: true });
    fc.assert(
      fc.property(sizes, ms, ms, (drawn, alphaMs, tauMs) => {
        const sums = { count: 0, size: 0, sizeSquared: 0, ms: 0, sizeTimesMs: 0 };
        for (const size of drawn) {
          const time = alphaMs * size + tauMs;
          sums.count += 1;
          sums.size += size;
          sums.sizeSquared += size * size;
          sums.ms += time;
          sums.sizeTimesMs += size * time;
        }
        const fit = fitBatchCost(sums);
        if (new Set(drawn).size === 1) expect(fit).toBeNull();
        else {
          expect(fit!.alphaMs).toBeCloseTo(alphaMs, 6);
          expect(fit!.tauMs).toBeCloseTo(tauMs, 5);
        }
      }),
    );
  });
});
