/** Segments, index and grid of the timeline, on simulated runs. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createTrace } from './RequestTrace.ts';
import { rejectedTrace, simulateRing, simulateTrace } from './testing/simulateTrace.ts';
import { KINDS, TimelineGrid, type GridFrame } from './timelineGrid.ts';
import { TimelineIndex } from './timelineIndex.ts';
import { SEGMENTS, createBounds, startMs, writeBounds } from './timelineSegments.ts';
import { TraceRing } from './TraceRing.ts';

const RUN = { clients: 12, instances: 2, maxBatchSize: 8, requests: 1_024 };

function indexOf(ring: TraceRing): TimelineIndex {
  const index = new TimelineIndex(ring);
  index.take();
  return index;
}

describe('segments', () => {
  test('follow one another from the planned arrival to delivery, whatever is missing or out of order', () => {
    const time = fc.oneof(fc.double({ min: 0, max: 50, noNaN: true }), fc.constant(Number.NaN));
    fc.assert(
      fc.property(
        fc.array(time, { minLength: 6, maxLength: 6 }),
        ([enqueued, free, batched, computed, sent, planned]) => {
          const trace = createTrace(1);
          trace.plannedMs[0] = planned!;
          trace.sentMs[0] = Number.isNaN(sent!) ? 1 : sent!;
          trace.enqueuedMs[0] = enqueued!;
          trace.freeMs[0] = free!;
          trace.batchedMs[0] = batched!;
          trace.computedMs[0] = computed!;
          trace.deliveredMs[0] = 60;
          const bounds = [...writeBounds(trace, 0, createBounds())];
          expect(bounds).toEqual(bounds.toSorted((a, b) => a - b));
          expect(bounds[0]).toBe(startMs(trace, 0));
          expect(bounds.at(-1)).toBe(60);
        },
      ),
    );
  });
  test('a request that timed out queued to its end, one refused was only on its way', () => {
    const late = rejectedTrace(0, 2, 9);
    late.enqueuedMs[0] = 3;
    expect([...writeBounds(late, 0, createBounds())]).toEqual([2, 3, 9, 9, 9, 9]);
    expect([...writeBounds(rejectedTrace(0, 2, 9), 0, createBounds())]).toEqual([2, 9, 9, 9, 9, 9]);
  });
});

describe('TimelineIndex', () => {
  test('finds what a search through all would find, at any fill of the ring', () => {
    const trace = simulateTrace({ ...RUN, requests: 700 });
    const times = fc.tuple(
      fc.double({ min: -5, max: 260, noNaN: true }),
      fc.double({ min: 0, max: 40, noNaN: true }),
    );
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 233 }), { maxLength: 5 }),
        times,
        (sizes, [from, length]) => {
          const ring = new TraceRing(512);
          const index = new TimelineIndex(ring);
          let at = 0;
          for (const size of sizes) {
            const block = createTrace(Math.min(size, 700 - at));
            for (const name of Object.keys(block) as (keyof typeof block)[]) {
              block[name].set(trace[name].subarray(at, at + block.ids.length) as never);
            }
            at += block.ids.length;
            ring.add(block);
            index.take();
          }
          const found: number[] = [];
          index.forEach(from, from + length, (n) => found.push(n));
          const wanted: number[] = [];
          for (let n = ring.first; n < ring.total; n++) {
            const index = ring.indexOf(n);
            const { deliveredMs } = ring.columns;
            if (deliveredMs[index]! >= from && startMs(ring.columns, index) <= from + length) wanted.push(n);
          }
          expect(found).toEqual(wanted);
          expect(index.atMost(from, from + length)).toBeGreaterThanOrEqual(wanted.length);
        },
      ),
    );
  });
  test('counts clients and instances, and starts over with a cleared ring', () => {
    const ring = simulateRing(RUN);
    const index = indexOf(ring);
    expect([index.clients, index.instances]).toEqual([12, 2]);
    ring.clear();
    ring.add(simulateTrace({ ...RUN, clients: 3, instances: 1, requests: 20 }));
    index.take();
    expect([index.clients, index.instances]).toEqual([3, 1]);
    expect(index.endMs).toBe(ring.columns.deliveredMs[19]);
  });
});

function filledGrid(index: TimelineIndex, frame: GridFrame, endMs: number): TimelineGrid {
  const grid = new TimelineGrid(index, frame, endMs);
  while (!grid.fill(100));
  return grid;
}

describe('TimelineGrid', () => {
  const frame: GridFrame = {
    sliceMs: 0.5,
    columns: 2_048,
    instances: 2,
    firstClient: 0,
    clients: 12,
    clientsPerRow: 1,
    clockStepMs: 0,
  };
  const total = (grid: TimelineGrid, row: number, kind: number): number => {
    let sum = 0;
    for (let column = 0; column < grid.frame.columns; column++) {
      sum += grid.shares[(row * grid.frame.columns + column) * KINDS + kind]!;
    }
    return sum * grid.frame.sliceMs;
  };

  test('holds all the time of every segment of a client, and of each batch once', () => {
    const index = indexOf(simulateRing(RUN));
    const grid = filledGrid(index, frame, index.endMs);
    const { columns } = index.ring;
    const wanted = new Float64Array(KINDS);
    const batches = new Map<number, number>();
    index.forEach(-Infinity, Infinity, (_, index) => {
      if (columns.instances[index] === 1) {
        batches.set(columns.batches[index]!, columns.computedMs[index]! - columns.batchedMs[index]!);
      }
      if (columns.clients[index] !== 5) return;
      const bounds = writeBounds(columns, index, createBounds());
      for (let kind = 0; kind < KINDS; kind++) wanted[kind]! += bounds[kind + 1]! - bounds[kind]!;
    });
    for (let kind = 0; kind < KINDS; kind++) {
      expect(total(grid, frame.instances + 5, kind)).toBeCloseTo(wanted[kind]!, 2);
    }
    const compute = [...batches.values()].reduce((sum, ms) => sum + ms, 0);
    expect(total(grid, 1, SEGMENTS.indexOf('compute'))).toBeCloseTo(compute, 2);
    expect(grid.shares.every((share) => share <= 1.000_01)).toBe(true);
  });
  test('filled block by block while it scrolls, it equals one built at once', () => {
    const trace = simulateTrace(RUN);
    const ring = new TraceRing(1_024);
    const index = new TimelineIndex(ring);
    const small = { ...frame, columns: 128 };
    const grid = filledGrid(index, small, 0);
    for (let at = 0; at < RUN.requests; at += 32) {
      const block = createTrace(32);
      for (const name of Object.keys(block) as (keyof typeof block)[]) {
        block[name].set(trace[name].subarray(at, at + 32) as never);
      }
      ring.add(block);
      index.take();
      grid.follow(0);
    }
    const anew = filledGrid(index, small, grid.toMs - small.sliceMs / 2);
    expect(anew.toMs).toBe(grid.toMs);
    for (const [i, share] of grid.shares.entries()) expect(share).toBeCloseTo(anew.shares[i]!, 4);
  });
  test('clients that share a row share its time', () => {
    const index = indexOf(simulateRing(RUN));
    const alone = filledGrid(index, frame, index.endMs);
    const shared = filledGrid(index, { ...frame, clientsPerRow: 4 }, index.endMs);
    expect(shared.rows).toBe(5);
    const compute = SEGMENTS.indexOf('compute');
    const four = [4, 5, 6, 7].reduce((sum, client) => sum + total(alone, 2 + client, compute), 0);
    expect(total(shared, 3, compute)).toBeCloseTo(four / 4, 2);
  });
  test('says which slices are new', () => {
    const ring = simulateRing({ ...RUN, requests: 64 });
    const index = indexOf(ring);
    const grid = filledGrid(index, frame, index.endMs);
    grid.settle((index.endMs - 9) / frame.sliceMs);
    expect(grid.dirtyFrom * frame.sliceMs).toBeCloseTo(index.endMs - 9);
    grid.settle();
    expect(grid.dirtyFrom).toBe(Infinity);
    const later = rejectedTrace(3, index.endMs + 4, index.endMs + 6);
    ring.add(later);
    index.take();
    grid.follow(0);
    expect(grid.dirtyFrom * frame.sliceMs).toBeLessThanOrEqual(index.endMs - 2);
    expect(grid.dirtyFrom * frame.sliceMs).toBeGreaterThan(index.endMs - 7);
    expect(grid.dirtyTo * frame.sliceMs).toBeGreaterThanOrEqual(index.endMs);
  });
});
