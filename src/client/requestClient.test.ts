import { afterEach, expect, test } from 'vitest';
import type { CallerMessage, CallerReply, RequestBlock, ResponseBlock } from '#protocol/server.ts';
import { OUTCOMES, type Outcome } from '#trace/outcomes.ts';
import { openRequestClient } from './requestClient.ts';

/** A server that doubles every row, in whatever order and blocks the test wants. */
function openTestClient() {
  const { port1, port2 } = new MessageChannel();
  const blocks: RequestBlock[] = [];
  const cancelled: number[] = [];
  let wake = (): void => undefined;
  port2.addEventListener('message', ({ data }: MessageEvent<CallerMessage>) => {
    if (data.kind === 'requests') blocks.push(data.block);
    else cancelled.push(...data.ids);
    wake();
  });
  port2.start();
  closers.push(() => port1.close());
  return {
    requestClient: openRequestClient(port1, () => 'cpu'),
    blocks,
    cancelled,
    /** Waits until the server has seen `count` blocks. */
    async seen(count: number) {
      while (blocks.length < count) await new Promise<void>((resolve) => (wake = resolve));
    },
    async sawCancel() {
      while (cancelled.length === 0) await new Promise<void>((resolve) => (wake = resolve));
    },
    respond(ids: number[], outputs: number[], outcome: Outcome = 'ok', spent: ArrayBuffer[] = []) {
      const column = (value: number) => new Float64Array(ids.length).fill(value);
      const block: ResponseBlock = {
        ids: Float64Array.from(ids),
        outcomes: new Uint8Array(ids.length).fill(OUTCOMES.indexOf(outcome)),
        outputs: Float32Array.from(outputs),
        batches: column(1),
        batchSizes: new Uint16Array(ids.length).fill(ids.length),
        instances: new Uint8Array(ids.length),
        steps: column(7),
        enqueuedMs: column(10),
        freeMs: column(11),
        batchedMs: column(12),
        computedMs: column(15),
        readBackMs: column(19),
        ...(outcome === 'failed'
          ? { failure: { code: 'test.memory', values: {}, text: 'Out of memory.' } }
          : {}),
      };
      port2.postMessage({ kind: 'responses', block, spent } satisfies CallerReply, spent);
    },
  };
}
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

test('requests of one tick leave in one block, in order, with their own ids', async () => {
  const { requestClient, blocks, seen, respond } = openTestClient();
  const sent = [
    [1, 2],
    [3, 4],
    [5, 6],
  ].map((row) => requestClient.request(row));
  await seen(1);
  expect(blocks).toHaveLength(1);
  expect([...blocks[0]!.rows]).toEqual([1, 2, 3, 4, 5, 6]);
  const ids = [...blocks[0]!.ids];
  expect(new Set(ids).size).toBe(3);
  respond(ids, [10, 20, 30]);
  expect((await Promise.all(sent)).map(({ output }) => output[0])).toEqual([10, 20, 30]);
});

test('each response resolves its own call, whatever the order and blocks', async () => {
  const { requestClient, blocks, seen, respond } = openTestClient();
  const count = 10_000;
  const sent = Array.from({ length: count }, (_, i) => requestClient.request([i]));
  await seen(1);
  const { ids, rows } = blocks[0]!;
  // 7919 and 10,000 are coprime, so this visits every request once, far out of order.
  const order = Array.from({ length: count }, (_, i) => (i * 7919) % count);
  for (let start = 0; start < count; start += 96) {
    const piece = order.slice(start, start + 96);
    respond(
      piece.map((i) => ids[i]!),
      piece.map((i) => rows[i]! * 2),
    );
  }
  const responses = await Promise.all(sent);
  expect(responses.every(({ output }, i) => output[0] === 2 * i)).toBe(true);
});

test('callers that send again as their responses come share a block, however many turns each needs', async () => {
  const { requestClient, blocks, seen, respond } = openTestClient();
  const turns = [0, 1, 2, 3];
  const callers = turns.map(async (turn) => {
    await requestClient.request([turn]);
    for (let i = 0; i < turn; i++) await Promise.resolve();
    await requestClient.request([10 + turn]);
  });
  await seen(1);
  respond([...blocks[0]!.ids], [0, 0, 0, 0]);
  await seen(2);
  expect([...blocks[1]!.rows]).toEqual([10, 11, 12, 13]);
  respond([...blocks[1]!.ids], [0, 0, 0, 0]);
  await Promise.all(callers);
  expect(blocks).toHaveLength(2);
});

test('requests and cancels not yet sent when the server died are dropped', async () => {
  const { requestClient, blocks, cancelled, seen } = openTestClient();
  const abort = new AbortController();
  const sent = requestClient.request([1, 2], { signal: abort.signal });
  await seen(1);
  const waiting = requestClient.request([3, 4]);
  abort.abort();
  requestClient.fail(new Error('The server worker stopped.'));
  await expect(sent).rejects.toMatchObject({ name: 'AbortError' });
  await expect(waiting).rejects.toThrow('The server worker stopped.');
  const next = requestClient.request([5, 6]);
  next.catch(() => undefined);
  await seen(2);
  expect(blocks.map(({ rows }) => [...rows])).toEqual([
    [1, 2],
    [5, 6],
  ]);
  expect(cancelled).toEqual([]);
  requestClient.fail(new Error('done'));
});

test('wide rows leave in blocks that the server can start with, and the buffers that come back are filled again', async () => {
  const { requestClient, blocks, seen, respond } = openTestClient();
  // 64 KiB are 22 rows; sizes that batches are padded to are powers of two.
  const width = 750;
  const row = (i: number) => new Float32Array(width).fill(i);
  const first = Array.from({ length: 72 }, (_, i) => requestClient.request(row(i)));
  await seen(3);
  expect(blocks.map(({ ids }) => ids.length)).toEqual([32, 32, 8]);
  const values = blocks.flatMap(({ rows, ids }) => Array.from(ids, (_, i) => rows[(i + 1) * width - 1]));
  expect(values).toEqual(Array.from({ length: 72 }, (_, i) => i));
  const sizes = blocks.map(({ rows }) => rows.buffer.byteLength);
  for (const { ids, rows } of blocks) {
    respond(
      [...ids],
      Array.from(ids, () => 0),
      'ok',
      [rows.buffer as ArrayBuffer],
    );
  }
  await Promise.all(first);
  const again = requestClient.request([7, 8]);
  await seen(4);
  expect([...blocks[3]!.rows]).toEqual([7, 8]);
  expect(sizes).toContain(blocks[3]!.rows.buffer.byteLength);
  respond([...blocks[3]!.ids], [0]);
  await again;
});

test('a response has batch size, step, device and durations', async () => {
  const { requestClient, blocks, seen, respond } = openTestClient();
  const sent = requestClient.request([1]);
  await seen(1);
  respond([...blocks[0]!.ids], [0.5]);
  const { batchSize, step, device, timings } = await sent;
  expect({ batchSize, step, device }).toEqual({ batchSize: 1, step: 7, device: 'cpu' });
  expect(timings).toMatchObject({ queue: 2, compute: 3, readBack: 4 });
  expect(timings.total).toBeGreaterThanOrEqual(0);
});

test('requests of another priority, deadline or width travel in blocks of their own', async () => {
  const { requestClient, blocks, seen, respond } = openTestClient();
  const sent = [
    requestClient.request([1]),
    requestClient.request([2], { priority: 3 }),
    requestClient.request([3], { timeoutMs: 50 }),
    requestClient.request([4, 5]),
    requestClient.request([6]),
  ];
  await seen(4);
  expect(blocks.map(({ rows }) => [...rows])).toEqual([[1, 6], [2], [3], [4, 5]]);
  expect(blocks.map(({ priority, timeoutMs }) => [priority, timeoutMs])).toEqual([
    [undefined, undefined],
    [3, undefined],
    [undefined, 50],
    [undefined, undefined],
  ]);
  for (const block of blocks)
    respond(
      [...block.ids],
      Array.from(block.ids, () => 0),
    );
  await Promise.all(sent);
});

test.each([
  ['rejected', 'RequestRejected', /queue is full/],
  ['timedOut', 'RequestTimedOut', /deadline/],
  ['wasted', 'RequestTimedOut', /deadline/],
  ['failed', 'RequestFailed', /Out of memory/],
] as const)('the outcome %s rejects with %s', async (outcome, name, words) => {
  const { requestClient, blocks, seen, respond } = openTestClient();
  const sent = requestClient.request([1]);
  await seen(1);
  respond([...blocks[0]!.ids], [0], outcome);
  await expect(sent).rejects.toMatchObject({ name, message: expect.stringMatching(words) as string });
});

test('an abort rejects at once, cancels on the server, and the late response is dropped', async () => {
  const { requestClient, blocks, cancelled, seen, sawCancel, respond } = openTestClient();
  const control = new AbortController();
  const first = requestClient.request([1], { signal: control.signal });
  const second = requestClient.request([2]);
  await seen(1);
  control.abort();
  await expect(first).rejects.toMatchObject({ name: 'AbortError' });
  await sawCancel();
  const ids = [...blocks[0]!.ids];
  expect(cancelled).toEqual([ids[0]]);
  respond(ids, [11, 22]);
  expect((await second).output).toEqual([22]);
});

test('an abort before the request has left sends nothing for it', async () => {
  const { requestClient, blocks, cancelled, seen, respond } = openTestClient();
  const control = new AbortController();
  const first = requestClient.request([1], { signal: control.signal });
  control.abort();
  const second = requestClient.request([2]);
  await expect(first).rejects.toMatchObject({ name: 'AbortError' });
  await seen(1);
  expect([...blocks[0]!.rows]).toEqual([2]);
  respond([...blocks[0]!.ids], [0]);
  await second;
  expect(cancelled).toEqual([]);
  await expect(requestClient.request([3], { signal: control.signal })).rejects.toMatchObject({
    name: 'AbortError',
  });
});

test('an abort with a reason of one’s own rejects with that very reason', async () => {
  const { requestClient, seen } = openTestClient();
  const control = new AbortController();
  const sent = requestClient.request([1], { signal: control.signal });
  await seen(1);
  const reason = { why: 'the reader went on' };
  control.abort(reason);
  await expect(sent).rejects.toBe(reason);
  await expect(requestClient.request([2], { signal: control.signal })).rejects.toBe(reason);
});

test('when the server dies, every request in flight rejects with the reason', async () => {
  const { requestClient, seen } = openTestClient();
  const sent = [requestClient.request([1]), requestClient.request([2])];
  await seen(1);
  requestClient.fail(new Error('The server worker stopped.'));
  const ends = await Promise.allSettled(sent);
  expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});
