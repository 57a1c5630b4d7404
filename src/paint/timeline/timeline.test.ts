/** The timeline's geometry, what can be hit on it, and its pictures by their draw commands. */
import { describe, expect, test } from 'vitest';
import { rejectedTrace, simulateRing } from '../../trace/testing/simulateTrace.ts';
import { TimelineIndex } from '../../trace/timelineIndex.ts';
import { OUTCOMES } from '../../trace/outcomes.ts';
import { startMs } from '../../trace/timelineSegments.ts';
import { recordingContext, type Recording } from '../testing/recordingContext.ts';
import { testTheme } from '../testing/testTheme.ts';
import { paintTimeline } from './paintTimeline.ts';
import { batchMates, neighbour, timelineHit } from './timelineHit.ts';
import { clientsInView, laneAt, laneY, timelineLayout } from './timelineLayout.ts';
import { isDetailed, timeScale, type Marked, type TimelineScene } from './TimelineScene.ts';
import { kept, readableSpanMs, timeTicks, zoomed, type TimeSpan } from './timeSpan.ts';

const RUN = { clients: 12, instances: 2, maxBatchSize: 8, requests: 512 };
const SPAN: TimeSpan = { fromMs: 20, spanMs: 20 };
const NOBODY: Marked = { hovered: -1, pinned: -1, mates: new Set() };

function simulated(): { index: TimelineIndex; scene: TimelineScene } {
  const index = new TimelineIndex(simulateRing(RUN));
  index.take();
  const layout = timelineLayout(800, 320, { ...index, allClients: false, scrollPx: 0 });
  return { index, scene: { index, layout, span: SPAN, density: null, hatch: 'hatch', marked: NOBODY } };
}
function painted(scene: TimelineScene): Recording {
  const recording = recordingContext();
  paintTimeline(recording.context, 800, scene, testTheme);
  return recording;
}
const filled = (recording: Recording, color: unknown): number =>
  recording.named('fillRect').filter(({ fillStyle }) => fillStyle === color).length;

describe('time', () => {
  test('what the pointer is on keeps its place while zooming', () => {
    const around = 27;
    const next = zoomed(SPAN, 0.5, around);
    expect(next.spanMs).toBe(10);
    expect((around - next.fromMs) / next.spanMs).toBeCloseTo((around - SPAN.fromMs) / SPAN.spanMs);
    expect(zoomed(SPAN, 1e-9, around).spanMs).toBe(0.5);
    expect(zoomed(SPAN, 1e9, around).spanMs).toBe(600_000);
  });
  test('the run cannot be panned out of view', () => {
    expect(kept({ fromMs: -100, spanMs: 20 }, 500)).toEqual({ fromMs: -10, spanMs: 20 });
    expect(kept({ fromMs: 900, spanMs: 20 }, 500)).toEqual({ fromMs: 490, spanMs: 20 });
  });
  test('a readable span is round and holds eight requests', () => {
    expect(readableSpanMs(3.49)).toBe(30);
    expect(readableSpanMs(120)).toBe(1_000);
  });
  test('ticks count ms from a round time, or seconds from the start; the unit stands once', () => {
    expect(timeTicks({ fromMs: 3_203, spanMs: 28 }, 5)).toEqual({
      baseText: '3.2\u2009s',
      ticks: [
        { ms: 3_210, text: '+10' },
        { ms: 3_220, text: '+20' },
        { ms: 3_230, text: '+30\u2009ms' },
      ],
    });
    expect(timeTicks({ fromMs: 0, spanMs: 4_000 }, 5).ticks.map(({ text }) => text)).toEqual([
      '0',
      '1',
      '2',
      '3',
      '4\u2009s',
    ]);
    expect(timeTicks({ fromMs: 0, spanMs: 1 }, 3).ticks.map(({ text }) => text)).toEqual([
      '0.0',
      '0.5',
      '1.0\u2009ms',
    ]);
  });
});

describe('lanes', () => {
  const needs = { instances: 2, clients: 24, allClients: false, scrollPx: 0 };
  test('a few clients fill the height, many scroll, and all can be seen by sharing rows', () => {
    const few = timelineLayout(800, 380, needs);
    expect(few.mostScrollPx).toBe(0);
    expect(laneY(few, 23) + few.lanePitch).toBeLessThanOrEqual(few.bottom + 1e-9);
    const many = timelineLayout(800, 380, { ...needs, clients: 1_024, scrollPx: 1e9 });
    expect(many.scrollPx).toBe(many.mostScrollPx);
    expect(laneY(many, 1_023) + many.lanePitch).toBeCloseTo(many.bottom);
    expect(clientsInView(many).to).toBe(1_024);
    const all = timelineLayout(800, 380, { ...needs, clients: 1_024, allClients: true });
    expect(all.clientsPerRow).toBeGreaterThan(1);
    expect(all.mostScrollPx).toBe(0);
    expect(clientsInView(all)).toEqual({ from: 0, to: 1_024 });
  });
  test('every lane is found at its own height', () => {
    for (const clients of [1, 24, 700]) {
      const layout = timelineLayout(800, 380, { ...needs, clients, scrollPx: 33 });
      const { from, to } = clientsInView(layout);
      for (let client = from + 1; client < to - 1; client++) {
        const y = laneY(layout, client) + layout.lanePitch / 2;
        expect(laneAt(layout, y)).toEqual({ kind: 'client', lane: client });
      }
      expect(laneAt(layout, layout.instancePitch * 1.5)).toEqual({ kind: 'instance', lane: 1 });
      expect(laneAt(layout, layout.bottom + 5)).toBeNull();
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
      const y = laneY(scene.layout, columns.clients[place]!) + 4;
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
  test('mates are all of a batch; the keys reach the next of a client and the next client', () => {
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
    index.forEach(SPAN.fromMs, SPAN.fromMs + SPAN.spanMs, (_, place) => {
      requests += 1;
      batches.set(index.ring.columns.batches[place]!, index.ring.columns.batchSizes[place]!);
    });
    expect(filled(recording, testTheme.segCompute)).toBe(requests + batches.size);
    expect(filled(recording, 'hatch')).toBeGreaterThan(0);
    const sizes = new Set(recording.texts().filter((text) => text.startsWith('×')));
    for (const size of sizes) expect([...batches.values()].map((size) => `×${size}`)).toContain(size);
    expect(recording.texts()).toEqual(expect.arrayContaining(['Instance 1', 'Instance 2', 'Client 1']));
  });
  test('a batch whose lanes are all out of view has no bracket', () => {
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
    expect(ring.columns.batchedMs[128]).toBeLessThan(SPAN.fromMs + SPAN.spanMs);
    for (let n = 0; n < RUN.requests; n++)
      if (ring.columns.batches[n] === batch) ring.columns.clients[n] = 500;
    expect(brackets()).toBe(before - 1);
  });
  test('what did not end well has a second sign', () => {
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
  test('a pinned request is framed, its mates stay strong, the rest is faint', () => {
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
  test('bars where they can be told apart, densities where not', () => {
    const { index, scene } = simulated();
    expect(isDetailed(index, scene.layout, SPAN)).toBe(true);
    const crowded = new TimelineIndex(
      simulateRing({ ...RUN, clients: 64, maxBatchSize: 64, requests: 8_192 }),
    );
    crowded.take();
    const layout = timelineLayout(800, 620, { ...crowded, allClients: false, scrollPx: 0 });
    expect(isDetailed(crowded, layout, { fromMs: 0, spanMs: 1_000 })).toBe(false);
    expect(isDetailed(crowded, layout, { fromMs: 100, spanMs: 10 })).toBe(true);
  });
  test('before any load there are lanes and an axis', () => {
    const index = new TimelineIndex(simulateRing({ ...RUN, requests: 1 }));
    const layout = timelineLayout(800, 320, { ...index, allClients: false, scrollPx: 0 });
    const scene = { index, layout, span: SPAN, density: null, hatch: 'hatch', marked: NOBODY };
    expect(painted(scene).texts()).toEqual(expect.arrayContaining(['Instance 1', 'Client 1', '40\u2009ms']));
  });
});
