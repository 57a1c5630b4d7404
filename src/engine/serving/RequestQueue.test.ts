import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RequestQueue } from './RequestQueue.ts';
import { RequestTable } from './RequestTable.ts';

const block = {
  ids: new Float64Array(1),
  rows: new Float32Array(1),
  plannedMs: new Float64Array(1),
  sentMs: new Float64Array(1),
};

function makeQueue(maxQueueSize: number) {
  const table = new RequestTable();
  const queue = new RequestQueue(table, maxQueueSize, 3);
  const take = (id: number, level: number, enqueuedMs = 0, deadlineMs = Infinity): number =>
    table.take(id, 1, block, 0, level, enqueuedMs, deadlineMs);
  const popId = (): number => {
    const slot = queue.pop();
    if (slot < 0) return -1;
    const id = table.ids[slot]!;
    table.release(slot);
    return id;
  };
  return { table, queue, take, popId };
}

const operations = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        do: fc.constant('push' as const),
        level: fc.integer({ min: 1, max: 3 }),
        waitMs: fc.integer({ min: 1, max: 40 }),
      }),
    },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('pop' as const) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('expire' as const) }) },
    {
      weight: 1,
      arbitrary: fc.record({ do: fc.constant('cancel' as const), every: fc.integer({ min: 2, max: 5 }) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('popAndPutBack' as const),
        count: fc.integer({ min: 1, max: 6 }),
      }),
    },
  ),
  { maxLength: 200 },
);

describe('RequestQueue', () => {
  it('behaves as a plain list sorted by level and arrival', () => {
    fc.assert(
      fc.property(operations, fc.integer({ min: 1, max: 30 }), (steps, maxQueueSize) => {
        const { table, queue, take, popId } = makeQueue(maxQueueSize);
        let model: { id: number; level: number; enqueuedMs: number; deadlineMs: number }[] = [];
        const next = () => model.toSorted((a, b) => a.level - b.level || a.id - b.id)[0];
        steps.forEach((step, nowMs) => {
          if (step.do === 'push') {
            expect(queue.full).toBe(model.length >= maxQueueSize);
            if (queue.full) return;
            const entry = {
              id: nowMs,
              level: step.level,
              enqueuedMs: nowMs,
              deadlineMs: nowMs + step.waitMs,
            };
            queue.push(take(entry.id, entry.level, entry.enqueuedMs, entry.deadlineMs));
            model.push(entry);
          } else if (step.do === 'pop') {
            const wanted = next();
            expect(popId()).toBe(wanted?.id ?? -1);
            model = model.filter((entry) => entry !== wanted);
          } else if (step.do === 'expire') {
            const gone: number[] = [];
            queue.expire(nowMs, (slot) => {
              gone.push(table.ids[slot]!);
              table.release(slot);
            });
            const late = model.filter(({ deadlineMs }) => deadlineMs <= nowMs);
            expect(gone.toSorted((a, b) => a - b)).toEqual(late.map(({ id }) => id));
            model = model.filter((entry) => !late.includes(entry));
          } else if (step.do === 'cancel') {
            queue.remove(
              (slot) => table.ids[slot]! % step.every === 0,
              (slot) => table.release(slot),
            );
            model = model.filter(({ id }) => id % step.every !== 0);
          } else {
            const slots = Array.from({ length: step.count }, () => queue.pop()).filter((slot) => slot >= 0);
            for (const slot of slots.toReversed()) queue.putBack(slot);
          }
          expect(queue.length).toBe(model.length);
          expect(table.held).toBe(model.length);
          expect(queue.oldestEnqueuedMs()).toBe(Math.min(...model.map(({ enqueuedMs }) => enqueuedMs)));
          expect(queue.nextDeadlineMs).toBeLessThanOrEqual(
            Math.min(...model.map(({ deadlineMs }) => deadlineMs)),
          );
        });
        while (model.length > 0) {
          const wanted = next();
          expect(popId()).toBe(wanted?.id);
          model = model.filter((entry) => entry !== wanted);
        }
        expect(popId()).toBe(-1);
      }),
      { numRuns: 500 },
    );
  });

  it('refuses to end a request twice', () => {
    const { table, take } = makeQueue(4);
    const slot = take(1, 1);
    table.release(slot);
    expect(() => table.release(slot)).toThrow('ended twice');
  });
});
