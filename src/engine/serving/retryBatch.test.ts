import { expect, test } from 'vitest';
import { defaultExperiment } from '../../spec/defaults.ts';
import { networkShape } from '../../spec/networkShape.ts';
import { OUTCOMES } from '../../trace/outcomes.ts';
import type { RequestBlock, ResponseBlock } from '../../wire/server.ts';
import { CallerOutboxes } from './CallerOutboxes.ts';
import { RequestQueue } from './RequestQueue.ts';
import { RequestTable, STATE } from './RequestTable.ts';
import { retryBatch } from './retryBatch.ts';
import { ServedModel } from './ServedModel.ts';

const shape = networkShape(defaultExperiment('circle'));

/** Three requests of one caller, taken out of the queue for a batch. */
function batchOfThree() {
  const table = new RequestTable();
  const queue = new RequestQueue(table, 10, 1);
  const outboxes = new CallerOutboxes(table);
  const served = new ServedModel();
  served.configure(shape);
  const told: ResponseBlock[] = [];
  const caller = outboxes.add((block) => told.push(block));
  const block: RequestBlock = {
    ids: Float64Array.of(1, 2, 3),
    rows: new Float32Array(6),
    plannedMs: new Float64Array(3),
    sentMs: new Float64Array(3),
  };
  const slots = Int32Array.from([0, 1, 2], (row) => {
    const slot = table.take(row + 1, caller, block, row, 1, 0, Infinity);
    table.states[slot] = STATE.executing;
    return slot;
  });
  const model = { shape, parameters: new Float32Array(0), step: 0 };
  const retry = () => retryBatch({ table, queue, outboxes, served }, slots, model, new Error('lost'));
  return { table, queue, outboxes, slots, told, retry };
}

test('what waits for another try goes back; what was given up on is wasted', () => {
  const { table, queue, outboxes, slots, told, retry } = batchOfThree();
  table.states[slots[1]!] = STATE.abandoned;
  retry();
  outboxes.flush();
  expect(queue.length).toBe(2);
  expect(told.flatMap(({ ids, outcomes }) => [...ids].map((id, i) => [id, OUTCOMES[outcomes[i]!]]))).toEqual([
    [2, 'wasted'],
  ]);
});

test('a request that had been answered before its batch failed is not asked again', () => {
  const { table, queue, slots, retry } = batchOfThree();
  table.release(slots[0]!);
  retry();
  expect(queue.length).toBe(2);
});
