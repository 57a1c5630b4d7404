import { expect, test } from 'vitest';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { meanBatchQueueMs } from './batchQueue.ts';
import { replayBatches, type SeenLoad } from './batchReplay.ts';
import { batchTiming, type SeenBatch } from './batchTiming.ts';

const MAX_BATCH = 16;
const GAP_MS = 0.1;
const timeOf = (size: number): number => 0.5 + 0.05 * size;

interface Ran extends SeenLoad {
  readonly meanMs: number;
  readonly bySize: Map<number, number[]>;
  readonly gaps: number[];
}

/** A server, event by event. One batch in `every` stands still for `pauseMs`. */
function run(perSecond: number, count: number, every: number, pauseMs: number): Ran {
  const random = xoroshiro128plus(3);
  const arrivalsMs: number[] = [];
  for (let ms = 0; arrivalsMs.length < count;) {
    ms -= (Math.log(1 - uniformFloat64(random)) * 1000) / perSecond;
    arrivalsMs.push(ms);
  }
  const batches: SeenBatch[] = [];
  const bySize = new Map<number, number[]>();
  const gaps: number[] = [];
  let [freeMs, sumMs, next] = [0, 0, 0];
  while (next < count) {
    const oldestMs = arrivalsMs[next]!;
    const batchedMs = Math.max(freeMs, oldestMs);
    const before = batches.at(-1);
    if (before && oldestMs <= before.readBackMs) gaps.push(batchedMs - before.readBackMs);
    let size = 0;
    while (size < MAX_BATCH && arrivalsMs[next + size]! <= batchedMs) size += 1;
    const batch = batches.length + 1;
    const ms = timeOf(size) + (batch % every === 0 ? pauseMs : 0);
    const readBackMs = batchedMs + ms;
    for (let row = 0; row < size; row += 1) sumMs += readBackMs - arrivalsMs[next + row]!;
    batches.push({ batch, size, batchedMs, readBackMs, oldestMs });
    const durations = bySize.get(size) ?? [];
    bySize.set(size, [...durations, ms]);
    freeMs = readBackMs + GAP_MS;
    next += size;
  }
  return { arrivalsMs, batches, bySize, gaps, meanMs: sumMs / count };
}

test('times are those without pauses', () => {
  const timing = batchTiming(run(4_000, 20_000, 25, 30))!;
  expect(timing.gapMs).toBeCloseTo(GAP_MS, 6);
  for (const { size, ms, answeredMs } of timing.times) {
    expect(answeredMs).toBeCloseTo(timeOf(size), 6);
    expect(ms).toBeCloseTo(timeOf(size) + GAP_MS, 6);
  }
  expect(batchTiming({ bySize: new Map(), gaps: [] })).toBeNull();
});

test('a coarse clock makes no pauses: 0 and 1 ms are the same time', () => {
  const steps = Array.from({ length: 100 }, (_, index) => (index % 10 === 0 ? 2 : index % 2));
  const timing = batchTiming({ bySize: new Map([[4, steps]]), gaps: [0, 1] }, 1)!;
  expect(timing.times[0]!.answeredMs).toBeCloseTo(steps.reduce((sum, ms) => sum + ms, 0) / 100, 12);
});

test.each([
  ['short pauses', 40, 8],
  ['long pauses', 400, 60],
])('explains %s, which the theory cannot know', (_, every, pauseMs) => {
  const ran = run(4_000, 40_000, every, pauseMs);
  const timing = batchTiming(ran)!;
  const { meanMs, pausedShare } = replayBatches(ran, timing, MAX_BATCH);
  const theoryMs = meanBatchQueueMs(timing.times, 4_000, MAX_BATCH);
  expect(ran.meanMs / theoryMs).toBeGreaterThan(1.5);
  expect(Math.abs(meanMs / ran.meanMs - 1)).toBeLessThan(0.05);
  const pausedMs = Math.floor(ran.batches.length / every) * pauseMs;
  expect(pausedShare / (pausedMs / ran.batches.at(-1)!.readBackMs)).toBeCloseTo(1, 1);
});

test('without pauses it is the run itself, and the theory', () => {
  const ran = run(4_000, 40_000, Infinity, 0);
  const timing = batchTiming(ran)!;
  const { meanMs, pausedShare } = replayBatches(ran, timing, MAX_BATCH);
  expect(meanMs).toBeCloseTo(ran.meanMs, 3);
  expect(pausedShare).toBe(0);
  expect(meanBatchQueueMs(timing.times, 4_000, MAX_BATCH) / meanMs).toBeCloseTo(1, 1.3);
});

test('a server that dawdles is not excused: the replay stays below what was measured', () => {
  const ran = run(4_000, 20_000, Infinity, 0);
  // Half a millisecond in which each batch could have started: no pause, and not the arrivals' doing.
  const late = {
    ...ran,
    batches: ran.batches.map((batch) => ({ ...batch, batchedMs: batch.batchedMs + 0.5 })),
  };
  const timing = batchTiming(ran)!;
  expect(replayBatches(late, timing, MAX_BATCH).meanMs).toBeCloseTo(ran.meanMs, 1);
});

test('arrivals held up together are explained too', () => {
  const ran = run(2_000, 20_000, Infinity, 0);
  // Of batches that are as large as those to come.
  const timing = batchTiming(run(9_000, 40_000, Infinity, 0))!;
  // What is due within 20 ms comes at its end.
  const bunched = ran.arrivalsMs.map((ms) => Math.ceil(ms / 20) * 20);
  const { meanMs } = replayBatches({ ...ran, arrivalsMs: bunched }, timing, MAX_BATCH);
  // 40 come at once: batches of 16, 16 and 8.
  const [full, rest] = [timeOf(16), timeOf(8)];
  const expected = (16 * full + 16 * (2 * full + GAP_MS) + 8 * (2 * full + 2 * GAP_MS + rest)) / 40;
  expect(Math.abs(meanMs / expected - 1)).toBeLessThan(0.1);
  expect(replayBatches({ arrivalsMs: [], batches: [] }, timing, MAX_BATCH).meanMs).toBeNaN();
});
