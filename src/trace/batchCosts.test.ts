import { expect, test } from 'vitest';
import { batchCosts } from './batchCosts.ts';
import { OUTCOMES } from './outcomes.ts';
import { createTrace } from './RequestTrace.ts';
import { TraceRing } from './TraceRing.ts';

/** Batches of these sizes and times, a request a row. */
function ringOf(batches: readonly { readonly size: number; readonly ms: number }[]): TraceRing {
  const ring = new TraceRing(64);
  batches.forEach(({ size, ms }, index) => {
    const block = createTrace(size);
    block.batches.fill(index + 1);
    block.batchSizes.fill(size);
    block.batchedMs.fill(10 * index);
    block.readBackMs.fill(10 * index + ms);
    ring.add(block);
  });
  return ring;
}

test('the median of each size, every batch once', () => {
  const ring = ringOf([
    { size: 4, ms: 3 },
    { size: 1, ms: 1 },
    { size: 4, ms: 5 },
    { size: 4, ms: 4 },
  ]);
  expect(batchCosts(ring)).toEqual([
    { size: 1, ms: 1, batches: 1 },
    { size: 4, ms: 4, batches: 3 },
  ]);
});

test('on a coarse clock the mean resolves what no single batch does, and a pause of the machine does not count', () => {
  // Batches of 0.25 ms on a clock of 1 ms: three in four read as 0.
  const times = Array.from({ length: 60 }, (_, index) => (index % 4 === 0 ? 1 : 0));
  const ring = ringOf(times.map((ms) => ({ size: 1, ms })));
  expect(batchCosts(ring)[0]!.ms).toBe(0);
  expect(batchCosts(ring, 1)[0]!.ms).toBeCloseTo(0.25, 9);
  const paused = ringOf(times.map((ms, index) => ({ size: 1, ms: index === 7 ? 900 : ms })));
  expect(batchCosts(paused, 1)[0]!.ms).toBeLessThan(0.5);
  const long = ringOf([12, 14, 90].map((ms) => ({ size: 1, ms })));
  expect(batchCosts(long, 1)[0]!.ms).toBe(14);
});

test('requests without a batch, or without a prediction, cost nothing', () => {
  const ring = new TraceRing(8);
  const block = createTrace(2);
  block.outcomes[0] = OUTCOMES.indexOf('rejected');
  ring.add(block);
  expect(batchCosts(ring)).toEqual([]);
});
