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

test('what was never in a batch, or not answered, costs nothing', () => {
  const ring = new TraceRing(8);
  const block = createTrace(2);
  block.outcomes[0] = OUTCOMES.indexOf('rejected');
  ring.add(block);
  expect(batchCosts(ring)).toEqual([]);
});
