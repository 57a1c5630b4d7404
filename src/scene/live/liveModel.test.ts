/** The live view plays a trace slower than it was measured: which moment it shows when, and what it says beside it. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { recordingContext } from '#canvas/testing/recordingContext.ts';
import { testTheme } from '#canvas/testing/testTheme.ts';
import { traceFeed } from '#state/feeds.ts';
import { simulateRing } from '#trace/testing/simulateTrace.ts';
import { TraceRing } from '#trace/TraceRing.ts';
import { createLiveModel, type LiveModel } from './liveModel.ts';

const RUN = { clients: 24, instances: 2, maxBatchSize: 16, requests: 512 };
const ring = simulateRing(RUN);
const { columns } = ring;
const entries = [...columns.ids.keys()].slice(0, ring.total);
const endMs = Math.max(...entries.map((i) => columns.deliveredMs[i]!));
const FRAME_MS = 16;
/** What the model shows of a run that is over: its last 3 s of slow motion, then a rest of 1.5 s. */
const CLIP_MS = 3_000;

let nextStart = 1;
function publish(part: Partial<typeof traceFeed.latest> = {}): void {
  traceFeed.publish({ ...traceFeed.latest, ring, startedAt: nextStart, running: false, ...part });
}
const frame = (model: LiveModel): boolean => {
  vi.advanceTimersByTime(FRAME_MS);
  return model.paint(recordingContext().context, 800, 100, testTheme);
};
/** Instances that computed or read back at a time, counted from the columns. */
const busyAt = (ms: number): number =>
  new Set(
    entries
      .filter((i) => columns.batchedMs[i]! <= ms && ms < columns.computedMs[i]!)
      .map((i) => columns.instances[i]),
  ).size;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] });
  globalThis.requestAnimationFrame = () => 0;
  nextStart += 1;
  publish({ ring: new TraceRing(1) });
});
afterEach(() => void vi.useRealTimers());

test('without a trace there is nothing to count and no next frame', () => {
  const model = createLiveModel();
  expect(frame(model)).toBe(false);
  expect(model.labels.latest.shown).toBeNull();
});

test('the end of a run that is over is repeated, at the chosen factor', () => {
  const model = createLiveModel();
  publish();
  model.setSlowdown(500);
  expect(frame(model)).toBe(true);
  expect(model.labels.latest).toMatchObject({ isReplay: true, slowdown: 500, oneIn: 1 });
  // From here a frame shows 16 ms / 500 of the run: the moment is where the columns say it is.
  const fromMs = endMs - CLIP_MS / 500;
  let seen = 0;
  for (let frames = 1; frames < 150; frames++) {
    frame(model);
    // Labels come ten times a second.
    vi.advanceTimersByTime(0);
    if (frames % 7 !== 0) continue;
    const shownMs = fromMs + (frames * FRAME_MS) / 500;
    const busy = [shownMs - 0.25, shownMs].map(busyAt);
    expect(model.labels.latest.shown!.busy).toBeGreaterThanOrEqual(Math.min(...busy));
    seen += model.labels.latest.shown!.busy;
  }
  expect(seen).toBeGreaterThan(10);
  expect(model.labels.latest.shown!.instances).toBe(2);
});

test('a pause holds the moment, and a page that was suspended goes on where it was', () => {
  const model = createLiveModel();
  publish();
  model.setSlowdown(500);
  const dots = (): string => {
    const recording = recordingContext();
    model.paint(recording.context, 800, 100, testTheme);
    return JSON.stringify(recording.commands);
  };
  frame(model);
  model.setPaused(true);
  const held = dots();
  for (let frames = 0; frames < 20; frames++) expect(frame(model)).toBe(false);
  expect(dots()).toBe(held);
  expect(model.labels.latest.isPaused).toBe(true);
  model.setPaused(false);
  vi.advanceTimersByTime(60_000);
  // A minute later the clip is 100 ms on at most: without the limit it would be over and begin again.
  const other = createLiveModel();
  other.setSlowdown(500);
  frame(other);
  vi.advanceTimersByTime(100);
  const expected = recordingContext();
  other.paint(expected.context, 800, 100, testTheme);
  expect(dots()).toBe(JSON.stringify(expected.commands));
});

test('another run starts afresh, also a paused view', () => {
  const model = createLiveModel();
  publish();
  frame(model);
  model.setPaused(true);
  nextStart += 1;
  publish();
  expect(frame(model)).toBe(true);
  vi.advanceTimersByTime(100);
  frame(model);
  expect(model.labels.latest.isPaused).toBe(false);
});

test('while a run goes on, its newest requests are left out, and what is skipped is told', () => {
  const model = createLiveModel();
  const growing = new TraceRing(1_024);
  const add = (from: number, to: number): void => {
    const names = Object.keys(columns) as (keyof typeof columns)[];
    growing.add(
      Object.fromEntries(names.map((name) => [name, columns[name].subarray(from, to)])) as typeof columns,
    );
  };
  add(0, 128);
  publish({ ring: growing, running: true });
  // At this factor a clip of 3 s shows 1.5 ms of the run.
  model.setSlowdown(2_000);
  expect(frame(model)).toBe(true);
  expect(model.labels.latest).toMatchObject({ isReplay: false, oneIn: 1 });
  add(128, 512);
  for (let frames = 0; frames < 3_000 / FRAME_MS + 10; frames++) frame(model);
  expect(model.labels.latest.oneIn).toBeGreaterThan(1);
  expect(model.labels.latest.isReplay).toBe(false);
});

test('while a run goes on, a clip ends before what may still be on its way', () => {
  const model = createLiveModel();
  publish({ running: true });
  model.setSlowdown(500);
  // Longer than a clip: nothing new comes, so its last moment stays.
  for (let frames = 0; frames < 400; frames++) frame(model);
  // At the newest time of the trace all of its requests are delivered.
  expect(busyAt(endMs)).toBe(0);
  expect(model.labels.latest.shown!.busy).toBeGreaterThan(0);
});

test('a response has the style of its class, and none where its outputs are of no class', () => {
  const model = createLiveModel();
  publish();
  const colours = (classOf: (answer: number) => number): Set<unknown> => {
    const drawn = new Set<unknown>();
    model.look({ classes: 2, classOf, maxBatchSize: 16, instances: 2 });
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
