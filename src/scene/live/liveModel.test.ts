/** The live view plays a trace slower than it was measured: which moment it shows when, and what it says beside it. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PLANE_ROWS } from '#canvas/testing/planeRows.ts';
import { installCanvasStandIns, recordingContext } from '#canvas/testing/recordingContext.ts';
import { testTheme } from '#canvas/testing/testTheme.ts';
import { responsesFeed, traceFeed } from '#state/feeds.ts';
import { servingStore } from '#state/servingStore.ts';
import { OK } from '#trace/outcomes.ts';
import { simulateRing } from '#trace/testing/simulateTrace.ts';
import { TraceRing } from '#trace/TraceRing.ts';
import { createLiveModel, type LiveModel, type LiveSettings } from './liveModel.ts';

const RUN = { clients: 24, instances: 2, maxBatchSize: 16, requests: 512 };
const ring = simulateRing(RUN);
const { columns } = ring;
const entries = [...columns.ids.keys()].slice(0, ring.total);
const endMs = Math.max(...entries.map((i) => columns.deliveredMs[i]!));
const FRAME_MS = 16;
const SETTINGS: LiveSettings = {
  classes: 2,
  classOf: (answer) => answer,
  shares: false,
  rows: PLANE_ROWS,
  maxBatchSize: 16,
  instances: 2,
};

let nextStart = 1;
let reducesMotion = false;
function publish(part: Partial<typeof traceFeed.latest> = {}): void {
  traceFeed.publish({ ...traceFeed.latest, ring, startedAt: nextStart, running: false, ...part });
}
function newModel(settings: Partial<LiveSettings> = {}): LiveModel {
  const model = createLiveModel(() => reducesMotion);
  model.look({ ...SETTINGS, ...settings });
  return model;
}
const frame = (model: LiveModel): boolean => {
  vi.advanceTimersByTime(FRAME_MS);
  return model.paint(recordingContext().context, 800, 100, testTheme);
};
function play(model: LiveModel, forMs: number): void {
  for (let passedMs = 0; passedMs < forMs; passedMs += FRAME_MS) frame(model);
  // Labels come ten times a second.
  vi.advanceTimersByTime(100);
}
const deliveredBy = (ms: number): number =>
  entries.filter((i) => columns.deliveredMs[i]! <= ms && columns.outcomes[i] === OK).length;

class PathStandIn {
  moveTo(): void {}
  arc(): void {}
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] });
  vi.stubGlobal('requestAnimationFrame', () => 0);
  vi.stubGlobal('Path2D', PathStandIn);
  installCanvasStandIns();
  reducesMotion = false;
  nextStart += 1;
  servingStore.setState(servingStore.getInitialState(), true);
  publish({ ring: new TraceRing(1) });
});
afterEach(() => void vi.useRealTimers());

test('without a trace there is nothing to count and no next frame', () => {
  const model = newModel();
  expect(frame(model)).toBe(false);
  expect(model.labels.latest.counts).toBeNull();
  expect(model.progress(10).share).toBe(0);
});

test('a run that is over is played once from its start, and stands still with all answers in', () => {
  const model = newModel();
  publish();
  expect(frame(model)).toBe(true);
  const { slowdown } = model.labels.latest;
  expect(slowdown * endMs).toBeGreaterThan(2_500);
  expect(slowdown * endMs).toBeLessThan(7_000);
  play(model, 2_000);
  const { atMs, counts, isAtEnd } = model.labels.latest;
  expect(atMs).toBeGreaterThan(0);
  expect(isAtEnd).toBe(false);
  expect(counts!.answered).toBe(deliveredBy(atMs));
  play(model, 8_000);
  expect(model.labels.latest).toMatchObject({ isAtEnd: true, hasEnded: true, atMs: endMs });
  expect(model.labels.latest.counts).toEqual({
    waiting: 0,
    gathering: 0,
    computing: 0,
    answered: RUN.requests,
  });
  expect(frame(model)).toBe(false);
  // Played again, it begins at the start.
  model.setPaused(false);
  frame(model);
  vi.advanceTimersByTime(100);
  expect(model.labels.latest).toMatchObject({ isAtEnd: false });
  expect(model.labels.latest.counts!.answered).toBeLessThan(20);
});

test('the scrubber shows any moment, with as many answers as had come by then', () => {
  const model = newModel();
  publish();
  play(model, 10_000);
  for (const share of [0.5, 0.1, 0.9, 0]) {
    model.seek(share);
    frame(model);
    vi.advanceTimersByTime(100);
    const { atMs, counts, isPaused } = model.labels.latest;
    expect(isPaused).toBe(true);
    expect(Math.abs(atMs / endMs - share)).toBeLessThan(0.05);
    expect(counts!.answered).toBe(deliveredBy(atMs));
    expect(model.progress(10).share).toBeCloseTo(share, 2);
  }
  const { counts } = model.progress(8);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(RUN.requests);
});

test('a pause holds the moment, and a page that was suspended goes on where it was', () => {
  const model = newModel();
  publish();
  const dots = (): string => {
    const recording = recordingContext();
    model.paint(recording.context, 800, 100, testTheme);
    return JSON.stringify(recording.commands, (_, value: unknown) =>
      typeof value === 'number' ? Math.round(value * 1_000) : value,
    );
  };
  play(model, 300);
  model.setPaused(true);
  // What waits comes to rest.
  play(model, 1_000);
  const held = dots();
  for (let frames = 0; frames < 20; frames++) expect(frame(model)).toBe(false);
  expect(dots()).toBe(held);
  const { atMs, slowdown } = model.labels.latest;
  model.setPaused(false);
  vi.advanceTimersByTime(60_000);
  play(model, 16);
  // A minute later it is 100 ms and a frame or two on at most.
  expect(model.labels.latest.atMs - atMs).toBeLessThan(250 / slowdown);
});

test('another run starts afresh, also a paused view', () => {
  const model = newModel();
  publish();
  frame(model);
  model.setPaused(true);
  nextStart += 1;
  publish();
  expect(frame(model)).toBe(true);
  play(model, 100);
  expect(model.labels.latest.isPaused).toBe(false);
});

test('a burst is not shown before it is over, unless it takes long', () => {
  const model = newModel();
  servingStore.setState({ kind: 'burst', phase: 'running', elapsedMs: 300 });
  publish({ running: true });
  play(model, 300);
  expect(model.labels.latest.counts).toBeNull();
  servingStore.setState({ elapsedMs: 1_500 });
  play(model, 300);
  expect(model.labels.latest.counts).not.toBeNull();
});

test('while a run goes on, its newest requests are left out, and what is skipped is told', () => {
  const model = newModel();
  const growing = new TraceRing(1_024);
  const add = (from: number, to: number): void => {
    const names = Object.keys(columns) as (keyof typeof columns)[];
    growing.add(
      Object.fromEntries(names.map((name) => [name, columns[name].subarray(from, to)])) as typeof columns,
    );
  };
  add(0, 128);
  publish({ ring: growing, running: true });
  expect(frame(model)).toBe(true);
  expect(model.labels.latest).toMatchObject({ hasEnded: false, oneIn: 1 });
  add(128, 512);
  play(model, 5_000);
  const { oneIn, atMs, hasEnded } = model.labels.latest;
  expect(oneIn).toBeGreaterThan(1);
  expect(hasEnded).toBe(false);
  // What may still be on its way is not shown.
  expect(atMs).toBeLessThan(endMs - 1);
});

test('with reduced motion it goes from batch to batch', () => {
  reducesMotion = true;
  const model = newModel();
  publish();
  const moments = new Set<number>();
  for (let frames = 0; frames < 300; frames++) {
    frame(model);
    moments.add(model.progress(1).share);
  }
  // 300 frames are 4.8 s: about six steps, not 300.
  expect(moments.size).toBeGreaterThan(3);
  expect(moments.size).toBeLessThan(9);
});

test('an answer has the style of its class, and none where its outputs are of no class', () => {
  publish();
  const colours = (classOf: (answer: number) => number): Set<unknown> => {
    const model = newModel({ classOf });
    const drawn = new Set<unknown>();
    for (let frames = 0; frames < 180; frames++) {
      const recording = recordingContext();
      vi.advanceTimersByTime(FRAME_MS);
      model.paint(recording.context, 800, 100, testTheme);
      for (const { fillStyle } of recording.commands) drawn.add(fillStyle);
    }
    return drawn;
  };
  const both = colours((answer) => answer);
  const positive = colours(() => 1);
  const none = colours(() => -1);
  const ofClasses = [...both].filter((color) => !none.has(color));
  expect(ofClasses).toHaveLength(2);
  expect(ofClasses.filter((color) => positive.has(color))).toHaveLength(1);
});

test('rows of a table are tiles, with their class once it has come', () => {
  publish();
  const labels = new Float32Array(64);
  responsesFeed.publish({
    rawRows: new Float32Array(256),
    rawWidth: 4,
    labels,
    outputs: Float32Array.from({ length: 192 }, (_, i) => (i % 3 === 1 ? 1 : 0)),
    outputUnits: 3,
    recent: [],
  });
  const rows = {
    ...PLANE_ROWS,
    isPlane: false,
    rawWidth: 4,
    labels,
    classText: (index: number) => `k${index}`,
  };
  const model = newModel({ rows, shares: null, classes: 3 });
  play(model, 12_000);
  const recording = recordingContext();
  model.paint(recording.context, 800, 100, testTheme);
  // Class 1 in every row, and class 0 would be right.
  expect(recording.texts().filter((text) => text === 'k1').length).toBeGreaterThan(10);
  expect(recording.texts()).toContain('1');
});
