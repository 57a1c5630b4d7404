import { expect, test } from 'vitest';
import { defaultExperiment } from '#experiment/defaults.ts';
import { networkShape } from '#experiment/networkShape.ts';
import { parameterCount } from '#nn/NetworkShape.ts';
import type { RequestBlock, ResponseBlock } from '#protocol/server.ts';
import { OUTCOMES } from '#trace/outcomes.ts';
import { RequestQueue } from './RequestQueue.ts';
import { RequestTable, STATE } from './RequestTable.ts';
import { ResponseRouter } from './ResponseRouter.ts';
import { retryBatch } from './retryBatch.ts';
import { ServedModel } from './ServedModel.ts';

const shape = networkShape(defaultExperiment('circle'));

/** Three requests of one caller, taken out of the queue for a batch. */
function batchOfThree() {
  const table = new RequestTable();
  const queue = new RequestQueue(table, 10, 1);
  const router = new ResponseRouter(table);
  const served = new ServedModel();
  const model = { shape, parameters: new Float32Array(parameterCount(shape)), step: 0 };
  served.take(model);
  const events: ResponseBlock[] = [];
  const caller = router.add((block) => events.push(block));
  const block: RequestBlock = {
    ids: Float64Array.of(1, 2, 3),
    rows: new Float32Array(6),
    sentMs: new Float64Array(3),
  };
  const slots = Int32Array.from([0, 1, 2], (row) => {
    const slot = table.take(row + 1, caller, block, row, 1, 0, Infinity);
    table.states[slot] = STATE.executing;
    return slot;
  });
  const retry = () => retryBatch({ table, queue, router, served }, slots, model, new Error('lost'));
  return { table, queue, router, slots, events, retry };
}

test('requests to be retried are queued again; cancelled ones are wasted', () => {
  const { table, queue, router, slots, events, retry } = batchOfThree();
  table.states[slots[1]!] = STATE.abandoned;
  retry();
  router.flush();
  expect(queue.length).toBe(2);
  expect(
    events.flatMap(({ ids, outcomes }) => [...ids].map((id, i) => [id, OUTCOMES[outcomes[i]!]])),
  ).toEqual([[2, 'wasted']]);
});

test('a request that had ended before its batch failed is not retried', () => {
  const { table, queue, slots, retry } = batchOfThree();
  table.release(slots[0]!);
  retry();
  expect(queue.length).toBe(2);
});
