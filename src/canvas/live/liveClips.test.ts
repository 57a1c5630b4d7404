/** Which part of a run the live view plays, and how slowly. */
import { expect, test } from 'vitest';
import { rejectedTrace, simulateRing } from '#trace/testing/simulateTrace.ts';
import { TimelineIndex } from '#trace/timelineIndex.ts';
import { TraceRing } from '#trace/TraceRing.ts';
import { followableSlowdown, nextClip, replayClip, wholeRunSlowdown } from './liveClips.ts';

const isRound = (factor: number): boolean => /^[1235]0*$/.test(String(factor));

test('the slowdown is round, and makes a batch last a second or two', () => {
  const index = new TimelineIndex(
    simulateRing({ clients: 24, instances: 2, maxBatchSize: 16, requests: 512 }),
  );
  index.take();
  const factor = followableSlowdown(index);
  expect(isRound(factor)).toBe(true);
  // A batch of the simulation is computed and read back in 2 to 3 ms.
  expect(factor * 2.5).toBeGreaterThan(600);
  expect(factor * 2.5).toBeLessThan(3_000);
  const refused = new TraceRing(1);
  refused.add(rejectedTrace(0, 1, 2));
  expect(followableSlowdown(new TimelineIndex(refused))).toBe(1);
});

test.each([0.2, 3, 8.6, 17.5, 83, 400, 2_900, 60_000])(
  'a run of %s ms is played in about five seconds',
  (ms) => {
    const factor = wholeRunSlowdown(ms);
    expect(isRound(factor)).toBe(true);
    if (factor > 1) expect(factor * ms).toBeGreaterThan(2_900);
    if (factor > 1) expect(factor * ms).toBeLessThan(7_000);
    if (ms > 7_000) expect(factor).toBe(1);
  },
);

test('a run that gets ahead is sampled, and the share is reported', () => {
  const news = { firstMs: 0, slowdown: 100 };
  const first = nextClip(null, { ...news, endMs: 30 })!;
  expect(first).toMatchObject({ fromMs: 0, toMs: 30, oneIn: 1 });
  const next = nextClip(first, { ...news, endMs: 6_050 })!;
  expect(next).toMatchObject({ fromMs: 6_020, toMs: 6_050, oneIn: 201 });
  expect(nextClip(next, { ...news, endMs: 6_050 })).toBeNull();
  expect(nextClip(next, { ...news, endMs: 6_070 })).toMatchObject({ fromMs: 6_050, toMs: 6_070, oneIn: 1 });
  expect(nextClip(null, { ...news, endMs: 0 })).toBeNull();
});

test('the replay begins at the start of a short run, and with the last clip of a long one', () => {
  const range = { firstMs: 0, endMs: 4_000, slowdown: 100 };
  expect(replayClip(range, true, 500)).toEqual({ fromMs: 0, toMs: 4_005, slowdown: 100, oneIn: 1 });
  expect(replayClip(range, false, 500)).toMatchObject({ fromMs: 3_970, toMs: 4_005 });
  expect(replayClip({ ...range, firstMs: 3_990 }, false, 500).fromMs).toBe(3_990);
});
