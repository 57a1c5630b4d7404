import { afterEach, expect, test } from 'vitest';
import { OUTCOMES, type Outcome } from '../trace/outcomes.ts';
import type { CallerMessage, CallerReply, RequestBlock, ResponseBlock } from '../wire/server.ts';
import { openRequestDesk } from './requestDesk.ts';

/** A server of the desk's port that doubles every row, in whatever order and pieces the test wants. */
function openDesk() {
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
    desk: openRequestDesk(port1, () => 'cpu'),
    blocks,
    cancelled,
    /** Waits until the server has seen `count` blocks. */
    async seen(count: number) {
      while (blocks.length < count) await new Promise<void>((resolve) => (wake = resolve));
    },
    async sawCancel() {
      while (cancelled.length === 0) await new Promise<void>((resolve) => (wake = resolve));
    },
    answer(ids: number[], outputs: number[], outcome: Outcome = 'ok', spent: ArrayBuffer[] = []) {
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
        ...(outcome === 'failed' ? { failure: 'Out of memory.' } : {}),
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
  const { desk, blocks, seen, answer } = openDesk();
  const asked = [
    [1, 2],
    [3, 4],
    [5, 6],
  ].map((row) => desk.request(row));
  expect(desk.inFlight).toBe(3);
  await seen(1);
  expect(blocks).toHaveLength(1);
  expect([...blocks[0]!.rows]).toEqual([1, 2, 3, 4, 5, 6]);
  const ids = [...blocks[0]!.ids];
  expect(new Set(ids).size).toBe(3);
  answer(ids, [10, 20, 30]);
  expect((await Promise.all(asked)).map(({ output }) => output[0])).toEqual([10, 20, 30]);
  expect(desk.inFlight).toBe(0);
});

test('each answer reaches its own caller, whatever the order and pieces', async () => {
  const { desk, blocks, seen, answer } = openDesk();
  const count = 10_000;
  const asked = Array.from({ length: count }, (_, i) => desk.request([i]));
  await seen(1);
  const { ids, rows } = blocks[0]!;
  // 7919 has no factor in common with 10,000, so this visits every request once, far out of order.
  const order = Array.from({ length: count }, (_, i) => (i * 7919) % count);
  for (let start = 0; start < count; start += 96) {
    const piece = order.slice(start, start + 96);
    answer(
      piece.map((i) => ids[i]!),
      piece.map((i) => rows[i]! * 2),
    );
  }
  const responses = await Promise.all(asked);
  expect(responses.every(({ output }, i) => output[0] === 2 * i)).toBe(true);
});

test('callers that ask again as their answers come share a block, however many turns each needs', async () => {
  const { desk, blocks, seen, answer } = openDesk();
  const turns = [0, 1, 2, 3];
  const callers = turns.map(async (turn) => {
    await desk.request([turn]);
    for (let i = 0; i < turn; i++) await Promise.resolve();
    await desk.request([10 + turn]);
  });
  await seen(1);
  answer([...blocks[0]!.ids], [0, 0, 0, 0]);
  await seen(2);
  expect([...blocks[1]!.rows]).toEqual([10, 11, 12, 13]);
  answer([...blocks[1]!.ids], [0, 0, 0, 0]);
  await Promise.all(callers);
  expect(blocks).toHaveLength(2);
});

test('what was on its way out when the server died, cancels included, is sent to nobody', async () => {
  const { desk, blocks, cancelled, seen } = openDesk();
  const abort = new AbortController();
  const sent = desk.request([1, 2], { signal: abort.signal });
  await seen(1);
  const waiting = desk.request([3, 4]);
  abort.abort();
  desk.fail(new Error('The server worker stopped.'));
  await expect(sent).rejects.toMatchObject({ name: 'RequestCancelled' });
  await expect(waiting).rejects.toThrow('The server worker stopped.');
  const next = desk.request([5, 6]);
  next.catch(() => undefined);
  await seen(2);
  expect(blocks.map(({ rows }) => [...rows])).toEqual([
    [1, 2],
    [5, 6],
  ]);
  expect(cancelled).toEqual([]);
  desk.fail(new Error('done'));
});

test('wide rows leave in blocks that the server can start with, and the buffers that come back are filled again', async () => {
  const { desk, blocks, seen, answer } = openDesk();
  // 64 KiB are 22 rows; sizes that batches are padded to are powers of two.
  const width = 750;
  const row = (i: number) => new Float32Array(width).fill(i);
  const first = Array.from({ length: 72 }, (_, i) => desk.request(row(i)));
  await seen(3);
  expect(blocks.map(({ ids }) => ids.length)).toEqual([32, 32, 8]);
  const values = blocks.flatMap(({ rows, ids }) => Array.from(ids, (_, i) => rows[(i + 1) * width - 1]));
  expect(values).toEqual(Array.from({ length: 72 }, (_, i) => i));
  const sizes = blocks.map(({ rows }) => rows.buffer.byteLength);
  for (const { ids, rows } of blocks) {
    answer(
      [...ids],
      Array.from(ids, () => 0),
      'ok',
      [rows.buffer as ArrayBuffer],
    );
  }
  await Promise.all(first);
  const again = desk.request([7, 8]);
  await seen(4);
  expect([...blocks[3]!.rows]).toEqual([7, 8]);
  expect(sizes).toContain(blocks[3]!.rows.buffer.byteLength);
  answer([...blocks[3]!.ids], [0]);
  await again;
});

test('an answer carries batch size, step, device and durations', async () => {
  const { desk, blocks, seen, answer } = openDesk();
  const asked = desk.request([1]);
  await seen(1);
  answer([...blocks[0]!.ids], [0.5]);
  const { batchSize, step, device, timings } = await asked;
  expect({ batchSize, step, device }).toEqual({ batchSize: 1, step: 7, device: 'cpu' });
  expect(timings).toMatchObject({ queue: 2, compute: 3, readBack: 4 });
  expect(timings.total).toBeGreaterThanOrEqual(0);
});

test('requests of another priority, deadline or width travel in blocks of their own', async () => {
  const { desk, blocks, seen, answer } = openDesk();
  const asked = [
    desk.request([1]),
    desk.request([2], { priority: 3 }),
    desk.request([3], { timeoutMs: 50 }),
    desk.request([4, 5]),
    desk.request([6]),
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
    answer(
      [...block.ids],
      Array.from(block.ids, () => 0),
    );
  await Promise.all(asked);
});

test.each([
  ['rejected', 'RequestRejected', /queue is full/],
  ['timedOut', 'RequestTimedOut', /deadline/],
  ['wasted', 'RequestTimedOut', /deadline/],
  ['failed', 'RequestFailed', /Out of memory/],
] as const)('the outcome %s rejects with %s', async (outcome, name, words) => {
  const { desk, blocks, seen, answer } = openDesk();
  const asked = desk.request([1]);
  await seen(1);
  answer([...blocks[0]!.ids], [0], outcome);
  await expect(asked).rejects.toMatchObject({ name, message: expect.stringMatching(words) as string });
});

test('an abort rejects at once, tells the server, and the late answer is dropped', async () => {
  const { desk, blocks, cancelled, seen, sawCancel, answer } = openDesk();
  const control = new AbortController();
  const first = desk.request([1], { signal: control.signal });
  const second = desk.request([2]);
  await seen(1);
  control.abort();
  await expect(first).rejects.toMatchObject({ name: 'RequestCancelled' });
  await sawCancel();
  const ids = [...blocks[0]!.ids];
  expect(cancelled).toEqual([ids[0]]);
  answer(ids, [11, 22]);
  expect((await second).output).toEqual([22]);
});

test('an abort before the request has left sends nothing for it', async () => {
  const { desk, blocks, cancelled, seen, answer } = openDesk();
  const control = new AbortController();
  const first = desk.request([1], { signal: control.signal });
  control.abort();
  const second = desk.request([2]);
  await expect(first).rejects.toMatchObject({ name: 'RequestCancelled' });
  await seen(1);
  expect([...blocks[0]!.rows]).toEqual([2]);
  answer([...blocks[0]!.ids], [0]);
  await second;
  expect(cancelled).toEqual([]);
  await expect(desk.request([3], { signal: control.signal })).rejects.toMatchObject({
    name: 'RequestCancelled',
  });
});

test('when the server dies, every waiting caller hears why', async () => {
  const { desk, seen } = openDesk();
  const asked = [desk.request([1]), desk.request([2])];
  await seen(1);
  desk.fail(new Error('The server worker stopped.'));
  const ends = await Promise.allSettled(asked);
  expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(desk.inFlight).toBe(0);
});
