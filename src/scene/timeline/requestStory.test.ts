/** The viewport of a live timeline, and the texts of a request. */
import { describe, expect, test } from 'vitest';
import { rejectedTrace, simulateRing } from '#trace/testing/simulateTrace.ts';
import { TimelineIndex } from '#trace/timelineIndex.ts';
import { requestStory, storyText } from './requestStory.ts';
import { createTimelineClock } from './timelineClock.ts';

describe('a live timeline', () => {
  const [running, keptFromMs] = [true, -Infinity];
  test('scrolls with the clock where that can be followed', () => {
    const clock = createTimelineClock();
    const first = clock.viewport({ nowMs: 3_000, endMs: 2_980, keptFromMs, running }, 2_000, false);
    const next = clock.viewport({ nowMs: 3_016, endMs: 2_980, keptFromMs, running }, 2_000, false);
    expect(next.fromMs - first.fromMs).toBe(16);
    expect(first.fromMs + first.durationMs).toBeLessThanOrEqual(3_000);
  });
  test('holds a short viewport as a page, and turns it every so often', () => {
    const clock = createTimelineClock();
    const at = (nowMs: number): number =>
      clock.viewport({ nowMs, endMs: nowMs - 10, keptFromMs, running }, 28, false).fromMs;
    const first = at(3_000);
    expect(at(3_500)).toBe(first);
    expect(at(3_790)).toBe(first);
    expect(at(3_800)).toBe(3_790 - 28);
  });
  test('turns a page that is no longer kept', () => {
    const clock = createTimelineClock();
    const first = clock.viewport({ nowMs: 3_000, endMs: 2_990, keptFromMs: 2_500, running }, 28, false);
    const next = clock.viewport({ nowMs: 3_300, endMs: 3_290, keptFromMs: 2_980, running }, 28, false);
    expect(first.fromMs).toBe(2_962);
    expect(next.fromMs).toBe(3_262);
  });
  test('turns pages instead of scrolling with reduced motion', () => {
    const clock = createTimelineClock();
    const at = (nowMs: number): number =>
      clock.viewport({ nowMs, endMs: nowMs - 10, keptFromMs, running }, 2_000, true).fromMs;
    const first = at(3_000);
    expect(at(4_900)).toBe(first);
    expect(at(5_000)).toBeGreaterThan(first);
  });
  test('stays at the end once the run is over, and begins at 0', () => {
    const clock = createTimelineClock();
    const end = clock.viewport({ nowMs: 9_000, endMs: 4_000, keptFromMs, running: false }, 100, false);
    expect(end.fromMs + end.durationMs).toBeGreaterThanOrEqual(4_000);
    expect(end.fromMs + end.durationMs).toBeLessThan(4_010);
    expect(clock.viewport({ nowMs: 50, endMs: 40, keptFromMs, running }, 2_000, false).fromMs).toBe(0);
  });
});

describe('a request', () => {
  test('adds up to the whole, and has its batch', () => {
    const index = new TimelineIndex(
      simulateRing({ clients: 12, instances: 2, maxBatchSize: 8, requests: 256 }),
    );
    index.take();
    const positions = new Set<number>();
    const mates: number[] = [];
    index.forEach(20, 20, (n) => mates.push(n));
    for (const n of mates) {
      const story = requestStory(index, n)!;
      expect(story.segments.reduce((sum, { ms }) => sum + ms, 0)).toBeCloseTo(story.totalMs);
      expect(story.batch!.ids).toHaveLength(story.batch!.size);
      positions.add(story.batch!.number * 100 + story.batch!.position);
      expect(storyText(story, 0.005)).toContain(`instance ${story.batch!.instance}, weights of step 600`);
    }
    expect(positions.size).toBe(mates.length);
    expect(requestStory(index, 4_000)).toBeNull();
  });
  test('is not finer than the clock', () => {
    const index = new TimelineIndex(
      simulateRing({ clients: 4, instances: 1, maxBatchSize: 4, requests: 16 }),
    );
    index.take();
    const story = requestStory(index, 3)!;
    expect(storyText(story, 0.1)).toMatch(/compute \d\.\d\u202fms/);
    const coarse = storyText(story, 16.7);
    expect(coarse).toContain(
      'after under 16.7\u202fms. Its stages are shorter than this browser’s clock can tell',
    );
    expect(coarse).not.toContain('compute');
  });
  test('names a bad outcome', () => {
    const ring = simulateRing({ clients: 4, instances: 1, maxBatchSize: 4, requests: 7 });
    ring.add(rejectedTrace(2, 30, 30.5));
    const index = new TimelineIndex(ring);
    index.take();
    const text = storyText(requestStory(index, 7)!, 0.005);
    expect(text).toContain('of client 3, rejected, the queue was full after 0.50\u202fms');
    expect(text).toContain('Never reached a batch');
  });
});
