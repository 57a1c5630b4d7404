/** The timeline's geometry, hit testing, and its draw commands. */
import { describe, expect, test } from 'vitest';
import { OUTCOMES } from '#trace/outcomes.ts';
import { rejectedTrace, simulateRing } from '#trace/testing/simulateTrace.ts';
import { TimelineIndex } from '#trace/timelineIndex.ts';
import { startMs } from '#trace/timelineSegments.ts';
import { recordingContext, type Recording } from '../testing/recordingContext.ts';
import { testTheme } from '../testing/testTheme.ts';
import { paintTimeline } from './paintTimeline.ts';
import { batchMates, neighbour, timelineHit } from './timelineHit.ts';
import { clientsInView, trackAt, trackY, timelineLayout } from './timelineLayout.ts';
import { isDetailed, type Marked, type TimelineScene } from './TimelineScene.ts';
import { timeScale, kept, readableDurationMs, timeTicks, zoomed, type Viewport } from './viewport.ts';

const RUN = { clients: 12, instances: 2, maxBatchSize: 8, requests: 512 };
const SPAN: Viewport = { fromMs: 20, durationMs: 20 };
const NO_MARKS: Marked = { hovered: -1, pinned: -1, mates: new Set() };

function simulated(): { index: TimelineIndex; scene: TimelineScene } {
  const index = new TimelineIndex(simulateRing(RUN));
  index.take();
  const layout = timelineLayout(800, 320, { ...index, allClients: false, scrollPx: 0 });
  return {
    index,
    scene: { index, layout, viewport: SPAN, density: null, hatch: 'hatch', marked: NO_MARKS, clockStepMs: 0 },
  };
}
function painted(scene: TimelineScene): Recording {
  const recording = recordingContext();
  paintTimeline(recording.context, 800, scene, testTheme);
  return recording;
}
const filled = (recording: Recording, color: unknown): number =>
  recording.named('fillRect').filter(({ fillStyle }) => fillStyle === color).length;

describe('time', () => {
  test('the point under the pointer stays while zooming', () => {
    const around = 27;
    const next = zoomed(SPAN, 0.5, around);
    expect(next.durationMs).toBe(10);
    expect((around - next.fromMs) / next.durationMs).toBeCloseTo((around - SPAN.fromMs) / SPAN.durationMs);
    expect(zoomed(SPAN, 1e-9, around).durationMs).toBe(0.5);
    expect(zoomed(SPAN, 1e9, around).durationMs).toBe(600_000);
  });
  test('the run cannot be panned out of view', () => {
    expect(kept({ fromMs: -100, durationMs: 20 }, 500)).toEqual({ fromMs: -10, durationMs: 20 });
    expect(kept({ fromMs: 900, durationMs: 20 }, 500)).toEqual({ fromMs: 490, durationMs: 20 });
  });
  test('a readable viewport is round and spans eight requests', () => {
    expect(readableDurationMs(3.49)).toBe(30);
    expect(readableDurationMs(120)).toBe(1_000);
  });
  test('ticks count ms from a round time, or seconds from the start; the unit is written once', () => {
    expect(timeTicks({ fromMs: 3_203, durationMs: 28 }, 5)).toEqual({
      baseText: '3.2\u202fs',
      ticks: [
        { ms: 3_210, text: '+10' },
        { ms: 3_220, text: '+20' },
        { ms: 3_230, text: '+30\u202fms' },
      ],
    });
    expect(timeTicks({ fromMs: 0, durationMs: 4_000 }, 5).ticks.map(({ text }) => text)).toEqual([
      '0',
      '1',
      '2',
      '3',
      '4\u202fs',
    ]);
    expect(timeTicks({ fromMs: 0, durationMs: 1 }, 3).ticks.map(({ text }) => text)).toEqual([
      '0.0',
      '0.5',
      '1.0\u202fms',
    ]);
  });
});

describe('tracks', () => {
  const needs = { instances: 2, clients: 24, allClients: false, scrollPx: 0 };
  test('a few clients fill the height, many scroll, and all can be seen by sharing rows', () => {
    const few = timelineLayout(800, 380, needs);
    expect(few.mostScrollPx).toBe(0);
    expect(trackY(few, 23) + few.trackPitch).toBeLessThanOrEqual(few.bottom + 1e-9);
    const many = timelineLayout(800, 380, { ...needs, clients: 1_024, scrollPx: 1e9 });
    expect(many.scrollPx).toBe(many.mostScrollPx);
    expect(trackY(many, 1_023) + many.trackPitch).toBeCloseTo(many.bottom);
    expect(clientsInView(many).to).toBe(1_024);
    const all = timelineLayout(800, 380, { ...needs, clients: 1_024, allClients: true });
    expect(all.clientsPerRow).toBeGreaterThan(1);
    expect(all.mostScrollPx).toBe(0);
    expect(clientsInView(all)).toEqual({ from: 0, to: 1_024 });
  });
  test('every track is found at its own height', () => {
    for (const clients of [1, 24, 700]) {
      const layout = timelineLayout(800, 380, { ...needs, clients, scrollPx: 33 });
      const { from, to } = clientsInView(layout);
      for (let client = from + 1; client < to - 1; client++) {
        const y = trackY(layout, client) + layout.trackPitch / 2;
        expect(trackAt(layout, y)).toEqual({ kind: 'client', track: client });
      }
      expect(trackAt(layout, layout.instancePitch * 1.5)).toEqual({ kind: 'instance', track: 1 });
      expect(trackAt(layout, layout.bottom + 5)).toBeNull();
    }
  });
});

describe('hits', () => {
  test('every request is hit in the middle of its bar, and nothing beside the plot', () => {
    const { index, scene } = simulated();
    const { columns } = index.ring;
    const x = timeScale(scene.layout, SPAN);
    let tried = 0;
    index.forEach(22, 38, (n, place) => {
      const middle = (startMs(columns, place) + columns.deliveredMs[place]!) / 2;
      const y = trackY(scene.layout, columns.clients[place]!) + 4;
      if (middle < 21 || middle > 39) return;
      tried += 1;
      expect(timelineHit(index, scene.layout, SPAN, x(middle), y)).toEqual({ n, isBatch: false });
    });
    expect(tried).toBeGreaterThan(20);
    expect(timelineHit(index, scene.layout, SPAN, 10, 100)).toBeNull();
  });
  test('on an instance it is the batch that is computed there', () => {
    const { index, scene } = simulated();
    const { columns } = index.ring;
    const x = timeScale(scene.layout, SPAN);
    index.forEach(24, 36, (_, place) => {
      const middle = (columns.batchedMs[place]! + columns.computedMs[place]!) / 2;
      const y = (columns.instances[place]! + 0.5) * scene.layout.instancePitch;
      const hit = timelineHit(index, scene.layout, SPAN, x(middle), y)!;
      expect(hit.isBatch).toBe(true);
      expect(columns.batches[hit.n]).toBe(columns.batches[place]);
    });
  });
  test('mates are all of a batch; the keys reach the next request of a client and the next client', () => {
    const { index } = simulated();
    const { columns } = index.ring;
    for (const n of [40, 200, 300]) {
      const mates = batchMates(index, n);
      expect(mates).toHaveLength(columns.batchSizes[n]!);
      expect(new Set(mates.map((mate) => columns.batches[mate]))).toEqual(new Set([columns.batches[n]]));
      const next = neighbour(index, n, 1, 0)!;
      expect(columns.clients[next]).toBe(columns.clients[n]);
      expect(neighbour(index, next, -1, 0)).toBe(n);
      const client = columns.clients[n]!;
      if (client < 11) expect(columns.clients[neighbour(index, n, 0, 1)!]).toBe(client + 1);
      if (client > 0) expect(columns.clients[neighbour(index, n, 0, -1)!]).toBe(client - 1);
    }
    expect(neighbour(index, 511, 1, 0)).toBeNull();
  });
});

describe('paintTimeline', () => {
  test('each request in view has its bars, each batch its size and bracket', () => {
    const { index, scene } = simulated();
    const recording = painted(scene);
    let requests = 0;
    const batches = new Map<number, number>();
    index.forEach(SPAN.fromMs, SPAN.fromMs + SPAN.durationMs, (_, place) => {
      requests += 1;
      batches.set(index.ring.columns.batches[place]!, index.ring.columns.batchSizes[place]!);
    });
    expect(filled(recording, testTheme.segCompute)).toBe(requests + batches.size);
    expect(filled(recording, 'hatch')).toBeGreaterThan(0);
    const sizes = new Set(recording.texts().filter((text) => text.startsWith('×')));
    for (const size of sizes) expect([...batches.values()].map((size) => `×${size}`)).toContain(size);
    expect(recording.texts()).toEqual(expect.arrayContaining(['Instance 1', 'Instance 2', 'Client 1']));
  });
  test('a batch whose tracks are all out of view has no bracket', () => {
    const { index, scene } = simulated();
    const { ring } = index;
    const brackets = (): number =>
      painted(scene)
        .named('stroke')
        .filter(({ strokeStyle, globalAlpha }) => strokeStyle === testTheme.segCompute && globalAlpha === 0.8)
        .length;
    const before = brackets();
    expect(before).toBeGreaterThan(5);
    const batch = ring.columns.batches[128]!;
    expect(ring.columns.batchedMs[128]).toBeGreaterThan(SPAN.fromMs);
    expect(ring.columns.batchedMs[128]).toBeLessThan(SPAN.fromMs + SPAN.durationMs);
    for (let n = 0; n < RUN.requests; n++)
      if (ring.columns.batches[n] === batch) ring.columns.clients[n] = 500;
    expect(brackets()).toBe(before - 1);
  });
  test('failures have a second sign', () => {
    const { index, scene } = simulated();
    const { ring } = index;
    const crosses = (): number =>
      painted(scene)
        .named('stroke')
        .filter(({ strokeStyle }) => strokeStyle === testTheme.error).length;
    expect(crosses()).toBe(0);
    ring.add(rejectedTrace(3, 30, 31));
    index.take();
    expect(crosses()).toBe(1);
    const before = filled(painted(scene), testTheme.segRead);
    index.forEach(30, 30, (n, place) => {
      if (n < 500) ring.columns.outcomes[place] = OUTCOMES.indexOf('wasted');
    });
    const recording = painted(scene);
    expect(filled(recording, testTheme.segRead)).toBeLessThan(before);
    const dashed = recording.named('strokeRect').filter(({ lineDash }) => lineDash.length > 0);
    expect(dashed.length).toBeGreaterThan(0);
  });
  test('a pinned request is framed, its mates stay strong, the rest is faded', () => {
    const { index, scene } = simulated();
    let pinned = -1;
    index.forEach(30, 30, (n) => (pinned = n));
    const mates = new Set(batchMates(index, pinned));
    const recording = painted({ ...scene, marked: { hovered: -1, pinned, mates } });
    const strong = recording
      .named('fillRect')
      .filter(({ fillStyle, globalAlpha }) => fillStyle === testTheme.segCompute && globalAlpha === 1);
    expect(strong).toHaveLength(mates.size + 1);
    expect(recording.named('strokeRect')).toHaveLength(1);
  });
  test('stages that the clock cannot resolve are not painted', () => {
    const { scene } = simulated();
    const fine = painted(scene);
    expect(filled(fine, testTheme.segRead)).toBeGreaterThan(20);
    const neutral = filled(fine, testTheme.lineControl);
    // Requests of 3 to 6 ms: a clock step of 16.7 ms cannot resolve their stages.
    const coarse = painted({ ...scene, clockStepMs: 16.7 });
    expect(filled(coarse, testTheme.segRead)).toBe(0);
    expect(filled(coarse, testTheme.segCompute)).toBe(0);
    expect(filled(coarse, 'hatch')).toBe(0);
    expect(filled(coarse, testTheme.lineControl)).toBeGreaterThan(neutral);
    // Steps of 0.1 ms are fine enough for all of them.
    expect(filled(painted({ ...scene, clockStepMs: 0.1 }), testTheme.segRead)).toBe(
      filled(fine, testTheme.segRead),
    );
  });
  test('bars where they can be distinguished, densities where not', () => {
    const { index, scene } = simulated();
    expect(isDetailed(index, scene.layout, SPAN)).toBe(true);
    const crowded = new TimelineIndex(
      simulateRing({ ...RUN, clients: 64, maxBatchSize: 64, requests: 8_192 }),
    );
    crowded.take();
    const layout = timelineLayout(800, 620, { ...crowded, allClients: false, scrollPx: 0 });
    expect(isDetailed(crowded, layout, { fromMs: 0, durationMs: 1_000 })).toBe(false);
    expect(isDetailed(crowded, layout, { fromMs: 100, durationMs: 10 })).toBe(true);
  });
  test('before any load there are tracks and an axis', () => {
    const index = new TimelineIndex(simulateRing({ ...RUN, requests: 1 }));
    const layout = timelineLayout(800, 320, { ...index, allClients: false, scrollPx: 0 });
    const scene = {
      index,
      layout,
      viewport: SPAN,
      density: null,
      hatch: 'hatch',
      marked: NO_MARKS,
      clockStepMs: 0,
    };
    expect(painted(scene).texts()).toEqual(expect.arrayContaining(['Instance 1', 'Client 1', '40\u202fms']));
  });
});
