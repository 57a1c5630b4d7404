import { expect, test } from 'vitest';
import { findById, findInCell, findSlowest } from './findRequest.ts';
import { ringOf, sampleTrace } from './testing/sampleTrace.ts';

const trace = sampleTrace({ count: 3_000, lossShare: 0.1 });
const ring = ringOf(trace, 2_048);
const kept = [...trace.ids.keys()].slice(-2_048).filter((i) => trace.outcomes[i] === 0);
const latency = (i: number): number => (trace.deliveredMs[i] ?? 0) - (trace.plannedMs[i] ?? 0);

test('a cell gives one of its own ok requests, and nothing where it is empty', () => {
  for (const i of kept.slice(0, 300)) {
    const delivered = trace.deliveredMs[i] ?? 0;
    const cell = {
      fromMs: delivered - 1,
      toMs: delivered + 1,
      lowMs: latency(i) * 0.9,
      highMs: latency(i) * 1.1,
    };
    const found = findInCell(ring, cell);
    expect(found).not.toBeNull();
    expect(found?.deliveredMs).toBeGreaterThanOrEqual(cell.fromMs);
    expect(found?.deliveredMs).toBeLessThan(cell.toMs);
    expect(found?.latencyMs).toBeGreaterThanOrEqual(cell.lowMs);
    expect(found?.latencyMs).toBeLessThan(cell.highMs);
  }
  expect(findInCell(ring, { fromMs: 0, toMs: 1e9, lowMs: 1e7, highMs: Infinity })).toBeNull();
});

test('the slowest is the slowest of what the ring still holds', () => {
  const slowest = kept.reduce((a, b) => (latency(b) > latency(a) ? b : a));
  expect(findSlowest(ring)?.id).toBe(trace.ids[slowest]);
  const to = trace.deliveredMs[slowest] ?? 0;
  expect(findSlowest(ring, 0, to)?.latencyMs).toBeLessThanOrEqual(latency(slowest));
  expect(findSlowest(ring, 1e9)).toBeNull();
});

test('a number is found as long as the ring holds it', () => {
  const last = trace.ids.length - 1;
  expect(findById(ring, trace.ids[last] ?? 0)).toMatchObject({
    id: trace.ids[last],
    latencyMs: latency(last),
  });
  expect(findById(ring, trace.ids[0] ?? 0)).toBeNull();
});
