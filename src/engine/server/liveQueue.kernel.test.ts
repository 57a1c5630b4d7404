/**
 * The rules of the queue on the live server with one instance, on its own thread or on a GPU: batches are formed from
 * all requests that have arrived, as in Triton's documentation of its dynamic batcher. A slow batch occupies the
 * instance while requests come, each in its own message.
 */
import { afterEach, describe, expect, it } from 'vitest';
import type { ServingSpec } from '#experiment/experiment.ts';
import type { DeviceName } from '#experiment/vocabulary.ts';
import type { CallerMessage, CallerReply } from '#protocol/server.ts';
import { OUTCOMES, type Outcome } from '#trace/outcomes.ts';
import { shape, startWorkers, type WorkerRig } from './testing/workerRig.ts';

interface Ended {
  readonly outcome: Outcome;
  readonly batch: number;
  readonly batchSize: number;
  readonly enqueuedMs: number;
  readonly batchedMs: number;
  /** Index in the order of responses. */
  readonly order: number;
}

interface Question {
  readonly priority?: number;
  readonly timeoutMs?: number;
}

let rig: WorkerRig | null = null;
afterEach(() => {
  rig?.end();
  rig = null;
});

const nowMs = (): number => performance.timeOrigin + performance.now();

async function connect(device: DeviceName, serving: Partial<ServingSpec>) {
  const started = await startWorkers(device, { maxQueueDelayUs: 0, ...serving });
  rig = started;
  const { dataChannel, server } = started;
  await server.call('connectCaller', {});
  const ended = new Map<number, Ended>();
  let arrived = (): void => undefined;
  dataChannel.addEventListener('message', ({ data: { block } }: MessageEvent<CallerReply>) => {
    block.ids.forEach((id, row) => {
      ended.set(id, {
        outcome: OUTCOMES[block.outcomes[row]!]!,
        batch: block.batches[row]!,
        batchSize: block.batchSizes[row]!,
        enqueuedMs: block.enqueuedMs[row]!,
        batchedMs: block.batchedMs[row]!,
        order: ended.size,
      });
    });
    arrived();
  });
  const send = (id: number, options: Question = {}): void => {
    const rows = new Float32Array(shape.inputs);
    const block = { ids: Float64Array.of(id), rows, sentMs: Float64Array.of(nowMs()), ...options };
    dataChannel.postMessage({ kind: 'requests', block } satisfies CallerMessage, []);
  };
  const all = async (count: number): Promise<(id: number) => Ended> => {
    while (ended.size < count) await new Promise<void>((resolve) => (arrived = resolve));
    return (id) => ended.get(id)!;
  };
  return { server, send, all };
}

/** Request 0 takes 60 ms; requests 1, 2, … come while it does. */
async function whileBusy(device: DeviceName, serving: Partial<ServingSpec>, questions: readonly Question[]) {
  const { server, send, all } = await connect(device, serving);
  await server.call('injectFault', { kind: 'slowBatch', ms: 60 });
  send(0);
  await new Promise((resolve) => setTimeout(resolve, 10));
  questions.forEach((question, index) => send(index + 1, question));
  return all(questions.length + 1);
}

const times = (count: number, question: Question = {}): Question[] =>
  Array.from({ length: count }, () => question);
/** The size of each batch, in order. */
const sizesOf = (of: (id: number) => Ended, count: number): number[] => {
  const sizes = new Map(
    Array.from({ length: count }, (_, index) => of(index + 1)).map((one) => [one.batch, one.batchSize]),
  );
  return [...sizes].toSorted(([a], [b]) => a - b).map(([, size]) => size);
};

// On a GPU a second batch may be in flight beside the slow one, so these rules are tested with one instance that
// blocks.
describe.each<DeviceName>(['wasm', 'cpu'])('the live queue on %s', (device) => {
  it('sends all that has come as one batch', async () => {
    expect(sizesOf(await whileBusy(device, { maxBatchSize: 8 }, times(6)), 6)).toEqual([6]);
    rig?.end();
    expect(sizesOf(await whileBusy(device, { maxBatchSize: 8 }, times(20)), 20)).toEqual([8, 8, 4]);
  });

  it('prefers the largest preferred size that can be formed', async () => {
    const serving = { maxBatchSize: 16, preferredBatchSizes: [4, 8] };
    expect(sizesOf(await whileBusy(device, serving, times(14)), 14)).toEqual([8, 4, 2]);
  });

  it('waits for its delay where no preferred size can be formed, and not where one can', async () => {
    const { send, all } = await connect(device, { maxBatchSize: 4, maxQueueDelayUs: 80_000 });
    for (const id of [1, 2, 3]) send(id);
    const of = await all(3);
    expect(of(1).batchSize).toBe(3);
    expect(of(1).batchedMs - of(1).enqueuedMs).toBeGreaterThanOrEqual(79.8);
    for (const id of [4, 5, 6, 7]) send(id);
    await all(7);
    expect(of(4).batchSize).toBe(4);
    expect(of(4).batchedMs - of(4).enqueuedMs).toBeLessThan(79);
  });

  it('serves high priority first although it came last', async () => {
    const questions = [...times(12, { priority: 2 }), { priority: 1 }];
    const of = await whileBusy(device, { maxBatchSize: 4, priorityLevels: 2 }, questions);
    expect(of(13).batch).toBe(of(0).batch + 1);
    expect(of(13).order).toBeLessThan(of(4).order);
  });

  it('refuses what finds the queue full, and ends what has waited too long', async () => {
    const bounded = await whileBusy(device, { maxQueueSize: 8 }, times(12));
    expect(times(12).map((_, index) => bounded(index + 1).outcome)).toEqual([
      ...Array<string>(8).fill('ok'),
      ...Array<string>(4).fill('rejected'),
    ]);
    rig?.end();
    const of = await whileBusy(device, {}, [{ timeoutMs: 20 }, { timeoutMs: 10_000 }]);
    expect([of(1).outcome, of(2).outcome]).toEqual(['timedOut', 'ok']);
    expect(of(1).order).toBeLessThan(of(2).order);
  });

  it('drains the messages of a stall before it forms a batch, and counts that time as queueing', async () => {
    const { server, send, all } = await connect(device, { maxBatchSize: 64 });
    void server.call('injectFault', { kind: 'stall', ms: 100 });
    await new Promise((resolve) => setTimeout(resolve, 20));
    for (let id = 1; id <= 30; id += 1) send(id);
    const of = await all(30);
    expect(sizesOf(of, 30)).toEqual([30]);
    expect(of(1).batchedMs - of(1).enqueuedMs).toBeGreaterThan(40);
  });
});
