/** The dots of the live view at a moment, against the trace. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rejectedTrace, simulateRing } from '#trace/testing/simulateTrace.ts';
import { timelineExcerpt } from '#trace/timelineExcerpt.ts';
import { TimelineIndex } from '#trace/timelineIndex.ts';
import { PLANE_ROWS } from '../testing/planeRows.ts';
import { createGlide } from './glide.ts';
import { dotPosition, liveLayout } from './liveLayout.ts';
import { liveMoment, type DotKind, type LiveDot } from './liveMoment.ts';

const RUN = { clients: 24, instances: 2, maxBatchSize: 16, requests: 512 };
const LAYOUT = liveLayout(800, 100, { maxBatchSize: 16, instances: 2, hasTiles: false });
const SLOWDOWN = 400;

function simulated(ring = simulateRing(RUN)): TimelineIndex {
  const index = new TimelineIndex(ring);
  index.take();
  return index;
}
const momentAt = (index: TimelineIndex, atMs: number) =>
  liveMoment(index, atMs, SLOWDOWN, LAYOUT, PLANE_ROWS);

test('every request in progress is one dot in its stage, and is counted there', () => {
  const index = simulated();
  const { columns } = index.ring;
  fc.assert(
    fc.property(fc.double({ min: 1, max: index.endMs - 1, noNaN: true }), (atMs) => {
      const moment = momentAt(index, atMs);
      const kinds = new Map<number, DotKind>(moment.dots.map(({ entry, kind }) => [entry, kind]));
      expect(kinds.size).toBe(moment.dots.length);
      const counts = { queued: 0, delivered: 0 };
      const busy = new Set<number>();
      for (let entry = 0; entry < RUN.requests; entry++) {
        const time = (name: 'sentMs' | 'enqueuedMs' | 'batchedMs' | 'computedMs' | 'readBackMs') =>
          columns[name][entry]!;
        // The clocks of load and server may differ: a batch is not formed before its members are queued.
        const batchedMs = Math.max(time('batchedMs'), time('enqueuedMs'));
        if (columns.deliveredMs[entry]! <= atMs) counts.delivered += 1;
        const kind = kinds.get(entry);
        if (time('sentMs') > atMs) expect(kind).toBeUndefined();
        else if (atMs < batchedMs) {
          expect(['sent', 'queue', 'batch']).toContain(kind);
          if (kind !== 'sent') counts.queued += 1;
        } else if (atMs < time('readBackMs')) {
          expect(kind).toBe(atMs < time('computedMs') ? 'compute' : 'readBack');
          busy.add(columns.instances[entry]!);
        } else if (atMs < time('readBackMs') + 0.5) {
          expect(['compute', 'readBack', 'answer']).toContain(kind);
        }
      }
      expect(moment.waiting + moment.gathering).toBe(counts.queued);
      expect(moment.delivered).toBe(counts.delivered);
      for (const instance of busy) expect(moment.instances[instance]!.batchSize).toBeGreaterThan(0);
    }),
  );
});

test('the next batch is the one that is computed next, in its places, and the rest waits behind', () => {
  const index = simulated();
  const { columns } = index.ring;
  let compared = 0;
  for (let atMs = 5; atMs < 60; atMs += 0.37) {
    const { dots, gathering } = momentAt(index, atMs);
    const batchOf = ({ entry }: LiveDot): number => columns.batches[entry]!;
    const next = dots.filter(({ kind }) => kind === 'batch');
    expect(next).toHaveLength(gathering);
    expect(new Set(next.map(batchOf)).size).toBeLessThanOrEqual(1);
    next.forEach(({ x, y }, slot) => expect({ x, y }).toEqual(dotPosition(LAYOUT.batch!, slot)));
    const behind = dots.filter(({ kind }) => kind === 'queue');
    for (const dot of behind) expect(batchOf(dot)).toBeGreaterThan(batchOf(next[0]!));
    compared += next.length;
  }
  expect(compared).toBeGreaterThan(100);
});

test('an answer flies to the cell of its own row, and is told once it is there', () => {
  const index = simulated();
  const last = new Map<number, LiveDot>();
  const told = new Set<number>();
  for (let atMs = 10; atMs < 40; atMs += 4 / SLOWDOWN) {
    const { dots, arrived } = momentAt(index, atMs);
    for (const dot of dots) if (dot.kind === 'answer') last.set(dot.entry, dot);
    for (const entry of arrived) {
      if (told.has(entry) || !last.has(entry)) continue;
      told.add(entry);
      const row = index.ring.columns.rowIndexes[entry]!;
      const { x, y, width, height } = LAYOUT.answers;
      const goal = [
        x + ((PLANE_ROWS.rawRows[2 * row]! + 6) / 12) * width,
        y + ((6 - PLANE_ROWS.rawRows[2 * row + 1]!) / 12) * height,
      ];
      const dot = last.get(entry)!;
      expect(Math.hypot(dot.x - goal[0]!, dot.y - goal[1]!)).toBeLessThan(4);
    }
  }
  expect(told.size).toBeGreaterThan(100);
});

test('no answer arrives before it was delivered', () => {
  const ring = simulateRing(RUN);
  // The last message of the run brings all of its answers at once, long after they were read back.
  ring.columns.deliveredMs.fill(Math.max(...ring.columns.deliveredMs) + 5, 0, ring.total);
  const index = simulated(ring);
  for (let atMs = 5; atMs < index.endMs; atMs += 3) {
    const { arrived, delivered, dots } = momentAt(index, atMs);
    expect([arrived.length, delivered]).toEqual([0, 0]);
    expect(dots.length).toBeGreaterThan(0);
  }
});

test('a rejected request falls out of the queue and disappears', () => {
  const ring = simulateRing({ ...RUN, requests: 64 });
  ring.add(rejectedTrace(3, 60, 60.1));
  const index = simulated(ring);
  const lost = (atMs: number) => momentAt(index, atMs).dots.filter(({ kind }) => kind === 'lost');
  expect(lost(60.2)).toHaveLength(1);
  expect(lost(60.2 + 1_000 / SLOWDOWN)).toHaveLength(0);
});

test('an excerpt shows the same moments after its ring has been overwritten', () => {
  const ring = simulateRing(RUN);
  const index = simulated(ring);
  const places = (moment: ReturnType<typeof momentAt>) =>
    moment.dots.map(({ x, y, kind }) => ({ x, y, kind }));
  const whole = places(momentAt(index, 30));
  const excerpt = timelineExcerpt(index, 25, 35, 1_000);
  ring.clear();
  ring.add(simulateRing({ ...RUN, clients: 3 }).columns);
  expect(places(momentAt(excerpt, 30))).toEqual(whole);
  expect(timelineExcerpt(index, 0, 1e9, 10).ring.total).toBe(10);
});

test('what waits glides, what is on its way does not, and a jump puts each dot at its place', () => {
  const glide = createGlide();
  const dot = (x: number, glides: boolean): LiveDot => ({
    x,
    y: 0,
    kind: 'queue',
    entry: 1,
    opacity: 1,
    glides,
  });
  const move = (x: number, glides: boolean, ms: number) => glide.move([dot(x, glides)], ms)[0]!.x;
  expect(move(0, true, 16)).toBe(0);
  const first = move(100, true, 33);
  expect(first).toBeGreaterThan(20);
  expect(first).toBeLessThan(80);
  // Twice half the time goes as far as once the whole.
  expect(move(100, true, 33)).toBeGreaterThan(first);
  expect(move(200, false, 33)).toBe(200);
  expect(move(0, true, Infinity)).toBe(0);
});
