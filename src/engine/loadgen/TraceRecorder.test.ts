import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ResponseBlock } from '#protocol/server.ts';
import { OUTCOMES } from '#trace/outcomes.ts';
import { TRACE_LIMIT, TraceRecorder, type RequestRecord } from './TraceRecorder.ts';

const START_MS = 1_000;

const factsOf = (id: number): RequestRecord => ({
  id,
  client: id % 7,
  row: id % 5,
  priority: 2,
  plannedMs: START_MS + id,
  sentMs: START_MS + id + 1,
  deliveredMs: START_MS + id + 10,
});

/** One response with two outputs; the server's times as given, relative to the planned arrival. */
function answerTo(id: number, times: readonly number[] = [2, 3, 4, 5], outcome = 0): ResponseBlock {
  const at = (index: number): Float64Array => Float64Array.of(START_MS + id + (times[index] ?? NaN));
  return {
    ids: Float64Array.of(id),
    outcomes: Uint8Array.of(outcome),
    outputs: Float32Array.of(id, 0.5),
    batches: Float64Array.of(9),
    batchSizes: Uint16Array.of(3),
    instances: Uint8Array.of(1),
    steps: Float64Array.of(17),
    enqueuedMs: at(0),
    freeMs: at(0),
    batchedMs: at(1),
    computedMs: at(2),
    readBackMs: at(3),
  };
}

test('what was added is taken once and in order; of too much, the newest, and the rest is counted', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 3_000 }), { maxLength: 6 }), (sizes) => {
      const log = new TraceRecorder(START_MS, 2);
      let next = 1;
      for (const size of sizes) {
        const first = next;
        for (let i = 0; i < size; i += 1, next += 1) log.add(factsOf(next), answerTo(next), 0);
        const { trace, outputs, leftOut } = log.take();
        const ids = Array.from({ length: size }, (_, i) => first + i);
        expect(leftOut).toBe(0);
        expect([...trace.ids]).toEqual(ids);
        expect([...trace.clients]).toEqual(ids.map((id) => id % 7));
        expect([...outputs]).toEqual(ids.flatMap((id) => [id, 0.5]));
        expect([...trace.deliveredMs]).toEqual(ids.map((id) => id + 10));
      }
    }),
    { numRuns: 20 },
  );
  const log = new TraceRecorder(START_MS, 2);
  for (let id = 1; id <= TRACE_LIMIT + 100; id += 1) log.add(factsOf(id), answerTo(id), 0);
  const { trace, outputs, leftOut } = log.take();
  expect(leftOut).toBe(100);
  expect([trace.ids[0], trace.ids.at(-1), trace.ids.length]).toEqual([101, TRACE_LIMIT + 100, TRACE_LIMIT]);
  expect([outputs[0], outputs[1], outputs.at(-2)]).toEqual([101, 0.5, TRACE_LIMIT + 100]);
  expect(log.take().trace.ids).toHaveLength(0);
});

test('no segment of a life is negative, however the clocks of two workers differ', () => {
  const time = fc.double({ min: -5, max: 20, noNaN: true });
  fc.assert(
    fc.property(fc.tuple(time, time, time, time), (times) => {
      const log = new TraceRecorder(START_MS, 2);
      log.add(factsOf(3), answerTo(3, times), 0);
      const { trace } = log.take();
      const life = [
        trace.plannedMs,
        trace.sentMs,
        trace.enqueuedMs,
        trace.freeMs,
        trace.batchedMs,
        trace.computedMs,
        trace.readBackMs,
        trace.deliveredMs,
      ].map((column) => column[0]!);
      expect(life.every((ms, i) => i === 0 || ms >= life[i - 1]!)).toBe(true);
      expect([life[0], life[1], life[7]]).toEqual([3, 4, 13]);
    }),
  );
});

test('times a request never reached are NaN; the prediction is the class of the largest output', () => {
  const log = new TraceRecorder(START_MS, 2);
  log.add(factsOf(1), answerTo(1), 0);
  log.add(factsOf(2), answerTo(2, [], OUTCOMES.indexOf('rejected')), 0);
  log.addWithoutResponse(factsOf(4), OUTCOMES.indexOf('failed'));
  const { trace } = log.take();
  expect([...trace.predictions]).toEqual([0, NaN, NaN]);
  expect([...trace.batchedMs]).toEqual([4, NaN, NaN]);
  expect([...trace.freeMs]).toEqual([3, NaN, NaN]);
  expect([trace.batches[0], trace.instances[0], trace.steps[0]]).toEqual([9, 1, 17]);
  expect([...trace.deliveredMs]).toEqual([11, 12, 14]);
  expect([...trace.outcomes].map((index) => OUTCOMES[index])).toEqual(['ok', 'rejected', 'failed']);
});
