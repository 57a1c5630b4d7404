/** The timeline under pointer and keys: what it shows of a run, what is under a point, and what stays when the run goes on. */
import { beforeEach, expect, test } from 'vitest';
import { recordingContext } from '#canvas/testing/recordingContext.ts';
import { testTheme } from '#canvas/testing/testTheme.ts';
import { trackY, timelineLayout } from '#canvas/timeline/timelineLayout.ts';
import { traceFeed } from '#state/feeds.ts';
import { simulateTrace } from '#trace/testing/simulateTrace.ts';
import { TraceRing } from '#trace/TraceRing.ts';
import { createTimelineModel, type TimelineModel } from './timelineModel.ts';

const RUN = { clients: 12, instances: 2, maxBatchSize: 8, requests: 400 };
const trace = simulateTrace(RUN);
const endMs = Math.max(...trace.deliveredMs);
const [WIDTH, HEIGHT] = [900, 400];
const LAYOUT = timelineLayout(WIDTH, HEIGHT, { ...RUN, allClients: false, scrollPx: 0 });

let runs = 1;
beforeEach(() => {
  globalThis.requestAnimationFrame = () => 0;
  // Node has no canvas to draw the hatching on: the painter then fills with a colour.
  Object.assign(globalThis, { OffscreenCanvas: class { getContext = () => null } }); // prettier-ignore
});

/** A model that shows the whole trace as a run that is over, unless another ring is given. */
function shown(ring = ringOf(0, RUN.requests), running = false): TimelineModel {
  begin(ring, running);
  const model = createTimelineModel(() => false);
  paint(model);
  return model;
}
function begin(ring: TraceRing, running: boolean): void {
  runs += 1;
  // Its clock began a while ago.
  const startedAt = performance.timeOrigin + performance.now() - endMs - runs / 1_000;
  traceFeed.publish({ ...traceFeed.latest, ring, startedAt, running });
}
function ringOf(from: number, to: number, capacity = 512): TraceRing {
  const ring = new TraceRing(capacity);
  add(ring, from, to);
  return ring;
}
function add(ring: TraceRing, from: number, to: number): void {
  const names = Object.keys(trace) as (keyof typeof trace)[];
  ring.add(Object.fromEntries(names.map((name) => [name, trace[name].subarray(from, to)])) as typeof trace);
}
const paint = (model: TimelineModel): boolean =>
  model.paint(recordingContext().context, WIDTH, HEIGHT, testTheme);
/** The viewport of a run that is over ends a little after it. */
const xOf = (model: TimelineModel, ms: number): number => {
  const { durationMs } = model.labels.latest;
  const fromMs = endMs + durationMs * 0.02 - durationMs;
  return LAYOUT.left + ((ms - fromMs) / durationMs) * (LAYOUT.right - LAYOUT.left);
};
const middleOf = (entry: number): number => (trace.sentMs[entry]! + trace.deliveredMs[entry]!) / 2;
const yOf = (entry: number): number => trackY(LAYOUT, trace.clients[entry]!) + LAYOUT.trackPitch / 2;
/** Entries of one client, in order of delivery. */
const entriesOf = (client: number): number[] =>
  [...trace.ids.keys()].filter((i) => trace.clients[i] === client);

test('without a trace it says so, and needs no next frame', () => {
  const model = shown(new TraceRing(1));
  expect(model.labels.latest).toMatchObject({ isEmpty: true, isLive: true, clients: 0, pinned: null });
});

test('a run that is over shows its end, about eight requests long', () => {
  const model = shown();
  const { durationMs, ...labels } = model.labels.latest;
  expect(labels).toMatchObject({
    isEmpty: false,
    isRunning: false,
    isLive: true,
    clients: 12,
    tracks: 'fit',
  });
  const lives = [...trace.ids.keys()].map((i) => trace.deliveredMs[i]! - trace.sentMs[i]!);
  const median = lives.toSorted((a, b) => a - b)[lives.length >> 1]!;
  expect(durationMs / median).toBeGreaterThan(4);
  expect(durationMs / median).toBeLessThan(20);
});

test('the request under the pointer is told, and pinned where it is clicked', () => {
  const model = shown();
  for (const entry of [399, 390, 380]) {
    model.hover(xOf(model, middleOf(entry)), yOf(entry));
    expect(model.labels.latest.hovered).toMatchObject({ isBatch: false, story: { id: trace.ids[entry] } });
  }
  model.leave();
  expect(model.labels.latest.hovered).toBeNull();
  model.pin(xOf(model, middleOf(390)), yOf(390));
  const { pinned, isLive } = model.labels.latest;
  expect(pinned?.id).toBe(trace.ids[390]);
  expect(isLive).toBe(false);
  const mates = [...trace.ids.keys()].filter((i) => trace.batches[i] === trace.batches[390]);
  expect(pinned?.batch?.ids).toEqual(mates.map((i) => trace.ids[i]!).toSorted((a, b) => a - b));
  // Where nothing is, nothing is pinned.
  model.pin(LAYOUT.left + 1, HEIGHT - 2);
  expect(model.labels.latest.pinned).toBeNull();
});

test('over an instance the batch is told', () => {
  const model = shown();
  const y = LAYOUT.instanceTop + (trace.instances[395]! + 0.5) * LAYOUT.instancePitch;
  model.hover(xOf(model, (trace.batchedMs[395]! + trace.computedMs[395]!) / 2), y);
  const { hovered } = model.labels.latest;
  expect(hovered?.isBatch).toBe(true);
  expect(hovered?.story.batch?.number).toBe(trace.batches[395]);
});

test('the arrow keys go along a client and across clients', () => {
  const model = shown();
  expect(model.stepPinned(1, 0)).toBe(false);
  const own = entriesOf(5);
  model.pinId(trace.ids[own[3]!]!);
  expect(model.labels.latest.pinned?.id).toBe(trace.ids[own[3]!]);
  expect(model.stepPinned(1, 0)).toBe(true);
  expect(model.labels.latest.pinned?.id).toBe(trace.ids[own[4]!]);
  model.stepPinned(-1, 0);
  model.stepPinned(0, 1);
  expect(model.labels.latest.pinned?.client).toBe(6);
  model.stepPinned(0, -1);
  expect(model.labels.latest.pinned?.client).toBe(5);
  // At the end of the run it stays, and the key is used all the same.
  model.pinId(trace.ids[own.at(-1)!]!);
  expect(model.stepPinned(1, 0)).toBe(true);
  expect(model.labels.latest.pinned?.id).toBe(trace.ids[own.at(-1)!]);
});

test('an id that is not kept pins nothing', () => {
  const model = shown();
  model.pinId(123_456);
  expect(model.labels.latest).toMatchObject({ pinned: null, isLive: true });
});

test('a pin that is out of sight is brought into view', () => {
  const model = shown();
  const entry = entriesOf(0)[0]!;
  model.pinId(trace.ids[entry]!);
  paint(model);
  // Its middle is the middle of the viewport, as far as the start of the run lets it be.
  const { durationMs } = model.labels.latest;
  const fromMs = Math.max(-durationMs / 2, middleOf(entry) - durationMs / 2);
  const x = LAYOUT.left + ((middleOf(entry) - fromMs) / durationMs) * (LAYOUT.right - LAYOUT.left);
  model.hover(x, yOf(entry));
  expect(model.labels.latest.hovered?.story.id).toBe(trace.ids[entry]);
});

test('zoom keeps the time under the pointer; live it keeps the newest at its place', () => {
  const model = shown();
  const { durationMs } = model.labels.latest;
  model.zoom(0.5);
  paint(model);
  expect(model.labels.latest).toMatchObject({ durationMs: durationMs / 2, isLive: true });
  model.hover(xOf(model, middleOf(399)), yOf(399));
  expect(model.labels.latest.hovered?.story.id).toBe(trace.ids[399]);
  // No longer live: the request under the pointer stays there.
  model.pan(30, 0);
  const x = xOf(model, middleOf(395)) + 30;
  model.hover(x, yOf(395));
  expect(model.labels.latest.hovered?.story.id).toBe(trace.ids[395]);
  model.zoom(0.5, x);
  paint(model);
  model.hover(x, yOf(395));
  expect(model.labels.latest.hovered?.story.id).toBe(trace.ids[395]);
  expect(model.labels.latest).toMatchObject({ durationMs: durationMs / 4, isLive: false });
});

test('the whole run, with all clients, and back', () => {
  const model = shown();
  model.fit();
  paint(model);
  const { durationMs, tracks, isLive } = model.labels.latest;
  expect(durationMs).toBeCloseTo((endMs - Math.min(...trace.sentMs)) * 1.02, 6);
  expect({ tracks, isLive }).toEqual({ tracks: 'shared', isLive: false });
  model.shareRows(false);
  model.setLive(true);
  paint(model);
  expect(model.labels.latest).toMatchObject({ tracks: 'fit', isLive: true });
});

test('many clients scroll, never beyond the last', () => {
  begin(ringOf(0, RUN.requests), false);
  const model = createTimelineModel(() => false);
  const low = (): void => void model.paint(recordingContext().context, WIDTH, 120, testTheme);
  low();
  expect(model.labels.latest.tracks).toBe('scroll');
  model.pan(0, -1e6);
  low();
  const layout = timelineLayout(WIDTH, 120, { ...RUN, allClients: false, scrollPx: 1e6 });
  const last = entriesOf(11).at(-1)!;
  model.hover(xOf(model, middleOf(last)), trackY(layout, 11) + layout.trackPitch / 2);
  expect(model.labels.latest.hovered?.story.client).toBe(11);
});

test('what is held stays, also when the run overwrites it; live again shows the newest', () => {
  const ring = ringOf(0, 128, 128);
  const model = shown(ring, true);
  const id = trace.ids[100]!;
  model.pinId(id);
  const { pinned } = model.labels.latest;
  for (let from = 128; from < 384; from += 32) {
    add(ring, from, from + 32);
    traceFeed.publish({ ...traceFeed.latest });
    paint(model);
  }
  // The ring has lost it, the timeline has not: it steps on from it.
  expect(ring.first).toBeGreaterThan(128);
  expect(model.labels.latest.pinned).toBe(pinned);
  const own = entriesOf(trace.clients[100]!);
  const before = own[own.indexOf(100) - 1]!;
  expect(model.stepPinned(-1, 0)).toBe(true);
  expect(model.labels.latest.pinned?.id).toBe(trace.ids[before]);
  model.setLive(true);
  expect(model.labels.latest).toMatchObject({ pinned: null, isLive: true });
});

test('another run forgets what was pinned, and is live', () => {
  const model = shown();
  model.pinId(trace.ids[300]!);
  begin(ringOf(0, 50), true);
  expect(paint(model)).toBe(true);
  expect(model.labels.latest).toMatchObject({ pinned: null, isLive: true, isRunning: true });
});
