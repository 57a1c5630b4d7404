import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createTrace, type RequestTrace } from './RequestTrace.ts';
import { ringOf, sampleTrace } from './testing/sampleTrace.ts';
import { TraceRing } from './TraceRing.ts';
import { WindowedResults, windowStarts, type PredictionMeaning, type WindowSpec } from './windows.ts';
import { windowSql } from './windowSql.ts';

const tumbling: WindowSpec = { sizeMs: 100, hopMs: 100, delayMs: 20, time: 'plannedMs', emit: 'close' };
const meaning: PredictionMeaning = {
  classes: 3,
  classOf: (prediction) => (Number.isNaN(prediction) ? -1 : prediction),
  labelOf: (row) => row % 3,
};

/** Results with these event times, one of them a block. */
function feed(spec: WindowSpec, times: readonly number[], given = meaning): WindowedResults {
  const windows = new WindowedResults(spec, given);
  const ring = new TraceRing(4_096);
  for (const time of times) {
    const block = createTrace(1);
    block.plannedMs[0] = time;
    block.deliveredMs[0] = time + 1;
    ring.add(block);
    windows.take(ring);
  }
  return windows;
}

const times = fc.array(fc.double({ min: 0, max: 2_000, noNaN: true }), { maxLength: 200 });
const specs = fc.record({
  sizeMs: fc.constant(100),
  hopMs: fc.constantFrom(100, 50, 20, 10),
  delayMs: fc.constantFrom(0, 20, 300),
  time: fc.constant('plannedMs' as const),
  emit: fc.constantFrom('update' as const, 'close' as const),
});

describe('windows', () => {
  test('a time is in one tumbling window, and in size/hop hopping ones, each of which holds it', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e6, noNaN: true }), specs, (time, spec) => {
        const starts = windowStarts(time, spec);
        expect(new Set(starts).size).toBe(spec.sizeMs / spec.hopMs);
        for (const start of starts) {
          expect(time).toBeGreaterThanOrEqual(start);
          expect(time).toBeLessThan(start + spec.sizeMs);
        }
      }),
    );
  });
  test('nothing is lost: on time and late are all, in every window and over all', () => {
    fc.assert(
      fc.property(times, specs, (given, spec) => {
        const windows = feed(spec, [...given, 1e5]);
        const all = windows.emitted();
        const perResult = spec.sizeMs / spec.hopMs;
        const counted = all.reduce((sum, { count }) => sum + count, 0);
        const late = all.reduce((sum, window) => sum + window.late, 0);
        expect(windows.total).toBe(given.length + 1);
        expect(late).toBe(windows.late * perResult);
        // The last result, far ahead, closes all windows but its own.
        const shown = spec.emit === 'close' ? given.length : given.length + 1;
        expect(counted + (spec.emit === 'close' ? late : 0)).toBe(shown * perResult);
      }),
    );
  });
  test('a window that has been emitted on close never changes again', () => {
    fc.assert(
      fc.property(times, (given) => {
        const windows = new WindowedResults(tumbling, meaning);
        const ring = new TraceRing(4_096);
        const emitted = new Map<number, number>();
        for (const time of given) {
          const block = createTrace(1);
          block.plannedMs[0] = time;
          ring.add(block);
          windows.take(ring);
          for (const { startMs, count } of windows.emitted()) {
            expect(count).toBe(emitted.get(startMs) ?? count);
            emitted.set(startMs, count);
          }
        }
      }),
    );
  });
  test('which results are late does not depend on the blocks they come in', () => {
    const trace = sampleTrace({ count: 3_000, instances: 4 });
    const at = (size: number): number => {
      const windows = new WindowedResults({ ...tumbling, delayMs: 1 }, meaning);
      const ring = new TraceRing(4_096);
      for (let from = 0; from < 3_000; from += size) {
        const block = createTrace(Math.min(size, 3_000 - from));
        for (const name of Object.keys(block) as (keyof RequestTrace)[]) {
          (block[name] as Float64Array).set((trace[name] as Float64Array).subarray(from, from + size));
        }
        ring.add(block);
        windows.take(ring);
      }
      return windows.late;
    };
    expect(at(1)).toBeGreaterThan(0);
    expect([at(7), at(3_000)]).toEqual([at(1), at(1)]);
  });
});

/** The example of RisingWave's documentation on watermarks: ten seconds behind, events F, G, H on time, I late. */
test('the watermark follows the newest time, and closes a window when it reaches its end', () => {
  const second = 1_000;
  const hour: WindowSpec = { ...tumbling, sizeMs: 60 * second, hopMs: 60 * second, delayMs: 10 * second };
  const [f, g, h, i] = [30 * second, 60 * second, 71 * second, 50 * second];
  expect(feed(hour, [f]).watermarkMs).toBe(20 * second);
  expect(feed(hour, [f, g]).watermarkMs).toBe(50 * second);
  expect(feed(hour, [f, g]).emitted()).toEqual([]);
  expect(feed(hour, [f, g, h]).emitted()).toMatchObject([{ startMs: 0, count: 1, late: 0 }]);
  const all = feed(hour, [f, g, h, i]);
  expect(all.late).toBe(1);
  expect(all.emitted()).toMatchObject([{ startMs: 0, count: 1, late: 1 }]);
  // Without a close to wait for, the late one corrects its window.
  expect(
    feed({ ...hour, emit: 'update' }, [f, g, h, i])
      .emitted()
      .at(-1),
  ).toMatchObject({ count: 2, late: 1 });
});

test('shares, p95 and accuracy are of the ok requests whose label is known', () => {
  const trace = sampleTrace({ count: 500, lossShare: 0.3 });
  const known: PredictionMeaning = { ...meaning, labelOf: (row) => (row < 50 ? row % 3 : -1) };
  const windows = new WindowedResults({ ...tumbling, sizeMs: 10_000, hopMs: 10_000, emit: 'update' }, known);
  windows.take(ringOf(trace));
  const [window] = windows.emitted();
  const ok = [...trace.ids.keys()].filter((i) => trace.outcomes[i] === 0);
  const labelled = ok.filter((i) => (trace.rowIndexes[i] ?? 0) < 50);
  expect(window).toMatchObject({ count: 500, completed: ok.length, labelled: labelled.length });
  expect(window?.correct).toBe(
    labelled.filter((i) => trace.predictions[i] === (trace.rowIndexes[i] ?? 0) % 3).length,
  );
  expect(window?.byClass.reduce((sum, count) => sum + count, 0)).toBe(ok.length);
  expect(window?.response.count).toBe(ok.length);
});

test('old windows are dropped, requests lost from the ring are counted', () => {
  const windows = new WindowedResults({ ...tumbling, sizeMs: 1, hopMs: 1, emit: 'update' }, meaning);
  windows.take(ringOf(sampleTrace({ count: 6_000 }), 4_096));
  expect(windows.missed).toBe(6_000 - 4_096);
  expect(windows.emitted().length).toBeLessThanOrEqual(400);
});

test('the same windows in SQL: the hop stands before the size, and only closing needs a watermark', () => {
  const onUpdate = windowSql({ ...tumbling, sizeMs: 2_000, hopMs: 500, emit: 'update' }, false);
  expect(onUpdate).toContain("HOP(results, planned_at, INTERVAL '500 MILLISECONDS', INTERVAL '2 SECONDS')");
  expect(onUpdate).not.toMatch(/WATERMARK|EMIT|accuracy/);
  const onClose = windowSql({ ...tumbling, time: 'deliveredMs' }, true);
  expect(onClose).toContain("TUMBLE(results, delivered_at, INTERVAL '100 MILLISECONDS')");
  expect(onClose).toContain("WATERMARK FOR delivered_at AS delivered_at - INTERVAL '20 MILLISECONDS'");
  expect(onClose.endsWith('EMIT ON WINDOW CLOSE;')).toBe(true);
  expect(onClose).toContain('AS accuracy');
});
