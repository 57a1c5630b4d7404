/** The live view: the interval of a run that it plays, the position of every request in it, and its draw commands. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rejectedTrace, simulateRing } from '#trace/testing/simulateTrace.ts';
import { timelineExcerpt } from '#trace/timelineExcerpt.ts';
import { TimelineIndex } from '#trace/timelineIndex.ts';
import { TraceRing } from '#trace/TraceRing.ts';
import { recordingContext } from '../testing/recordingContext.ts';
import { testTheme } from '../testing/testTheme.ts';
import { followableSlowdown, nextClip, SLOWDOWNS } from './liveClips.ts';
import { dotPosition, liveLayout, STREAMS } from './liveLayout.ts';
import { liveMoment, type DotKind } from './liveMoment.ts';
import { paintLiveView } from './paintLiveView.ts';

const RUN = { clients: 24, instances: 2, maxBatchSize: 16, requests: 512 };
const LAYOUT = liveLayout(800, 100, { maxBatchSize: 16, instances: 2 });
const SLOWDOWN = 400;

function simulated(): TimelineIndex {
  const index = new TimelineIndex(simulateRing(RUN));
  index.take();
  return index;
}

describe('liveLayout', () => {
  test('every dot of a full batch has its own position in its stage', () => {
    const sizes = fc.constantFrom(1, 4, 16, 64, 256, 1_024);
    const shape = fc.tuple(fc.integer({ min: 340, max: 1_200 }), fc.integer({ min: 34, max: 110 }));
    fc.assert(
      fc.property(
        shape,
        sizes,
        fc.integer({ min: 1, max: 8 }),
        ([width, height], maxBatchSize, instances) => {
          const layout = liveLayout(width, height, { maxBatchSize, instances });
          expect(layout.boxes).toHaveLength(instances);
          const places = Math.ceil(maxBatchSize / layout.perDot);
          for (const [grid, left, right] of [
            [layout.batch, layout.edges[1], layout.edges[2]] as const,
            ...layout.boxes.map((box) => [box.dots, box.x, box.x + box.width] as const),
          ]) {
            const last = dotPosition(grid, places - 1);
            expect(grid.pitch).toBeGreaterThanOrEqual(2 * layout.radius);
            expect(dotPosition(grid, 0).x).toBeGreaterThanOrEqual(left);
            expect(dotPosition(grid, Math.min(places, grid.columns) - 1).x).toBeLessThanOrEqual(right);
            expect(last.y).toBeLessThanOrEqual(height);
            expect(dotPosition(grid, 0).y).toBeGreaterThanOrEqual(0);
          }
        },
      ),
    );
  });
});

describe('liveMoment', () => {
  test('every request in progress is one dot in its stage, and is counted there', () => {
    const index = simulated();
    const { columns } = index.ring;
    fc.assert(
      fc.property(fc.double({ min: 1, max: index.endMs - 1, noNaN: true }), (atMs) => {
        const moment = liveMoment(index, atMs, SLOWDOWN, LAYOUT);
        const kinds = new Map<number, DotKind>(moment.dots.map(({ entry, kind }) => [entry, kind]));
        expect(kinds.size).toBe(moment.dots.length);
        const counts = { waiting: 0, gathering: 0, delivered: 0 };
        const busy = new Set<number>();
        for (let entry = 0; entry < RUN.requests; entry++) {
          const time = (
            name: 'sentMs' | 'enqueuedMs' | 'freeMs' | 'batchedMs' | 'computedMs' | 'readBackMs',
          ) => columns[name][entry]!;
          if (columns.deliveredMs[entry]! <= atMs) counts.delivered += 1;
          if (time('sentMs') > atMs) expect(kinds.has(entry)).toBe(false);
          else if (atMs < time('freeMs')) {
            expect(kinds.get(entry)).toBe('queue');
            if (atMs >= time('enqueuedMs')) counts.waiting += 1;
          } else if (atMs < time('batchedMs')) {
            expect(['queue', 'batch']).toContain(kinds.get(entry));
            counts.gathering += 1;
          } else if (atMs < time('readBackMs')) {
            // On its way into the box a dot keeps its colour.
            const isIn = atMs >= time('batchedMs') + 1;
            const kind = atMs < time('computedMs') || !isIn ? 'compute' : 'readBack';
            if (isIn || kind === 'compute') expect(kinds.get(entry)).toBe(kind);
            busy.add(columns.instances[entry]!);
          } else if (atMs < time('readBackMs') + 0.5) expect(kinds.get(entry)).toBe('answer');
        }
        expect(moment).toMatchObject(counts);
        for (const [instance, { batchSize }] of moment.instances.entries()) {
          expect(batchSize > 0).toBe(busy.has(instance));
        }
      }),
    );
  });
  test('a dot in a batch, on the device and on its way out moves continuously', () => {
    const index = simulated();
    const before = new Map<number, { x: number; y: number }>();
    const frameMs = 8 / SLOWDOWN;
    let compared = 0;
    for (let atMs = 20; atMs < 40; atMs += frameMs) {
      const { dots } = liveMoment(index, atMs, SLOWDOWN, LAYOUT);
      for (const { entry, x, y, kind } of dots) {
        const was = before.get(entry);
        before.set(entry, { x, y });
        if (!was || kind === 'queue') continue;
        // A request that joins a batch at the last moment moves fast.
        const { batchedMs, sentMs } = index.ring.columns;
        if (batchedMs[entry]! - sentMs[entry]! < 0.3) continue;
        // Only the step from the device to the start of the curves is a jump.
        const most = kind === 'answer' ? LAYOUT.edges[3] - LAYOUT.edges[2] + 40 : 48;
        expect(Math.hypot(x - was.x, y - was.y)).toBeLessThan(most);
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(1_000);
  });
  test('a rejected request falls out of the queue and disappears', () => {
    const ring = simulateRing({ ...RUN, requests: 64 });
    ring.add(rejectedTrace(3, 60, 60.1));
    const index = new TimelineIndex(ring);
    index.take();
    const lost = (atMs: number) =>
      liveMoment(index, atMs, SLOWDOWN, LAYOUT).dots.filter(({ kind }) => kind === 'lost');
    expect(lost(60.2)).toHaveLength(1);
    expect(lost(60.2 + 1_000 / SLOWDOWN)).toHaveLength(0);
  });
});

describe('clips', () => {
  test('the slowdown is round and makes a batch last a second or two', () => {
    const factor = followableSlowdown(simulated());
    expect(SLOWDOWNS).toContain(factor);
    // A batch of the simulation is computed and read back in 2 to 3 ms.
    expect(factor * 2.5).toBeGreaterThan(600);
    expect(factor * 2.5).toBeLessThan(3_000);
    const refused = new TraceRing(1);
    refused.add(rejectedTrace(0, 1, 2));
    expect(followableSlowdown(new TimelineIndex(refused))).toBe(1);
  });
  test('a run that gets ahead is sampled, and the share is reported', () => {
    const news = { firstMs: 0, running: true, slowdown: 100 };
    const first = nextClip(null, { ...news, endMs: 30 })!;
    expect(first).toMatchObject({ fromMs: 0, toMs: 30, oneIn: 1 });
    const next = nextClip(first, { ...news, endMs: 6_050 })!;
    expect(next).toMatchObject({ fromMs: 6_020, toMs: 6_050, oneIn: 201 });
    expect(nextClip(next, { ...news, endMs: 6_050 })).toBeNull();
    expect(nextClip(next, { ...news, endMs: 6_070 })).toMatchObject({ fromMs: 6_050, toMs: 6_070, oneIn: 1 });
  });
  test('after the run its end is repeated', () => {
    const news = { firstMs: 0, endMs: 4_000, running: false, slowdown: 100 };
    const clip = nextClip(null, news)!;
    expect(clip).toMatchObject({ fromMs: 3_970, oneIn: 1 });
    expect(clip.toMs).toBeGreaterThan(4_000);
    expect(nextClip(clip, news)).toEqual(clip);
    expect(nextClip(null, { ...news, endMs: 0 })).toBeNull();
  });
  test('an excerpt shows the same moments after its ring has been overwritten', () => {
    const ring = simulateRing(RUN);
    const index = new TimelineIndex(ring);
    index.take();
    const whole = liveMoment(index, 30, SLOWDOWN, LAYOUT);
    const excerpt = timelineExcerpt(index, 25, 35, 1_000);
    ring.clear();
    ring.add(simulateRing({ ...RUN, clients: 3 }).columns);
    const kept = liveMoment(excerpt, 30, SLOWDOWN, LAYOUT);
    expect(kept.dots.map(({ x, y, kind }) => ({ x, y, kind }))).toEqual(
      whole.dots.map(({ x, y, kind }) => ({ x, y, kind })),
    );
    expect(timelineExcerpt(index, 0, 1e9, 10).ring.total).toBe(10);
  });
});

describe('paintLiveView', () => {
  const answerStyle = () => ({ mark: 'diamond' as const, color: 'answer' });
  test('dots have the colour of their segment, responses the shape of their class', () => {
    const index = simulated();
    const moment = liveMoment(index, 30, SLOWDOWN, LAYOUT);
    const recording = recordingContext();
    paintLiveView(
      recording.context,
      { layout: LAYOUT, maxBatchSize: 16, clockStepMs: 0, moment, answerStyle },
      testTheme,
    );
    const count = (color: string): number =>
      recording.named('fill').filter(({ fillStyle }) => fillStyle === color).length;
    const dots = (kind: DotKind): number => moment.dots.filter((dot) => dot.kind === kind).length;
    expect(moment.dots.length).toBeGreaterThan(5);
    expect(count(testTheme.segQueue)).toBe(dots('queue'));
    expect(count(testTheme.segBatch)).toBe(dots('batch'));
    expect(count(testTheme.segCompute)).toBe(dots('compute'));
    expect(count(testTheme.segRead)).toBe(dots('readBack'));
    expect(count('answer')).toBe(dots('answer'));
    expect(recording.texts()).toContain('Instance 2');
  });
  test('empty, it shows the curves and the positions of a batch', () => {
    const recording = recordingContext();
    paintLiveView(
      recording.context,
      { layout: LAYOUT, maxBatchSize: 16, clockStepMs: 0, moment: null, answerStyle },
      testTheme,
    );
    expect(recording.named('bezierCurveTo')).toHaveLength(2 * STREAMS);
    expect(recording.named('arc')).toHaveLength(16);
  });
  test('what does not fit is shown as a number', () => {
    const layout = liveLayout(1_000, 40, { maxBatchSize: 1_024, instances: 1 });
    const moment = { ...liveMoment(simulated(), 30, SLOWDOWN, layout), waiting: 5_000, sending: 7 };
    const recording = recordingContext();
    paintLiveView(
      recording.context,
      { layout, maxBatchSize: 1_024, clockStepMs: 0, moment, answerStyle },
      testTheme,
    );
    expect(layout.perDot).toBeGreaterThan(1);
    expect(recording.texts()).toContain(`7 on their way, a dot is ${layout.perDot}`);
    expect(recording.texts().some((text) => text.startsWith('+4,'))).toBe(true);
  });
});
