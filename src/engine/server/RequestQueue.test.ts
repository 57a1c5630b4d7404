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

function makeQueue(maxQueueSize: number, timeoutAction: 'reject' | 'delay' = 'reject') {
  const table = new RequestTable();
  const queue = new RequestQueue(table, maxQueueSize, 3);
  queue.timeoutAction = timeoutAction;
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
  /** Timeouts equal for all requests, or different for each. */
  const waits = fc.option(fc.integer({ min: 1, max: 40 }));
  const actions = fc.constantFrom('reject' as const, 'delay' as const);
  it('behaves as a plain list sorted by level, by whether delayed, and by arrival', () => {
    fc.assert(
      fc.property(
        operations,
        fc.integer({ min: 1, max: 30 }),
        actions,
        waits,
        (steps, maxQueueSize, action, wait) => {
          const { table, queue, take, popId } = makeQueue(maxQueueSize, action);
          let model: {
            id: number;
            level: number;
            enqueuedMs: number;
            deadlineMs: number;
            delayed: boolean;
          }[] = [];
          const next = () =>
            model.toSorted(
              (a, b) => a.level - b.level || Number(a.delayed) - Number(b.delayed) || a.id - b.id,
            )[0];
          steps.forEach((step, nowMs) => {
            if (step.do === 'push') {
              expect(queue.full).toBe(model.length >= maxQueueSize);
              if (queue.full) return;
              const entry = {
                id: nowMs,
                level: step.level,
                enqueuedMs: nowMs,
                deadlineMs: nowMs + (wait ?? step.waitMs),
                delayed: false,
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
              if (action === 'reject') {
                expect(gone.toSorted((a, b) => a - b)).toEqual(late.map(({ id }) => id));
                model = model.filter((entry) => !late.includes(entry));
              } else {
                expect(gone).toEqual([]);
                for (const entry of late) Object.assign(entry, { delayed: true, deadlineMs: Infinity });
              }
            } else if (step.do === 'cancel') {
              queue.remove(
                (slot) => table.ids[slot]! % step.every === 0,
                (slot) => table.release(slot),
              );
              model = model.filter(({ id }) => id % step.every !== 0);
            } else {
              const slots = Array.from({ length: step.count }, () => queue.pop()).filter((slot) => slot >= 0);
              for (const slot of slots.toReversed()) queue.push(slot);
            }
            expect(queue.length).toBe(model.length);
            expect(table.held).toBe(model.length);
            expect(queue.oldestEnqueuedMs()).toBe(Math.min(...model.map(({ enqueuedMs }) => enqueuedMs)));
            expect(queue.newestEnqueuedMs()).toBe(Math.max(...model.map(({ enqueuedMs }) => enqueuedMs)));
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
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('refuses to end a request twice', () => {
    const { table, take } = makeQueue(4);
    const slot = take(1, 1);
    table.release(slot);
    expect(() => table.release(slot)).toThrow('ended twice');
  });
});
