/** Faults on real devices: each is visible in the times, and every request is served as before. Policies too. */
import { afterEach, describe, expect, it } from 'vitest';
import { BATCH_POLICY_NAMES } from '#batching/registry.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import { networkShape } from '#experiment/networkShape.ts';
import { DEVICE_NAMES, type DeviceName } from '#experiment/vocabulary.ts';
import { parameterCount } from '#nn/NetworkShape.ts';
import type { Failure } from '#messages/Failure.ts';
import { connectCaller, serveCalls } from '#protocol/Call.ts';
import type {
  CallerMessage,
  CallerReply,
  ResponseBlock,
  ServerCalls,
  ServerEvents,
} from '#protocol/server.ts';
import { OK } from '#trace/outcomes.ts';
import { createServer } from './createServer.ts';

const experiment = defaultExperiment();
const shape = networkShape(experiment);
const serving = { ...experiment.serving, maxBatchSize: 16, maxQueueDelayUs: 0 };
const COUNT = 100;
const rows = Float32Array.from({ length: COUNT * shape.inputs }, (_, index) => Math.sin(index));
const parameters = Float32Array.from({ length: parameterCount(shape) }, (_, index) => Math.cos(index) / 2);

const open: MessagePort[] = [];
afterEach(() => {
  for (const port of open.splice(0)) port.close();
});

function channel(): MessageChannel {
  const pair = new MessageChannel();
  open.push(pair.port1, pair.port2);
  return pair;
}

async function startServer(prefer: DeviceName) {
  const wire = channel();
  serveCalls<ServerCalls<Failure>, ServerEvents<Failure>>(wire.port2, (emit, dataChannel) =>
    createServer(emit, dataChannel),
  );
  const server = connectCaller<ServerCalls, ServerEvents>(wire.port1);
  const warmed: ServerEvents['batchSizeWarmed'][] = [];
  const struck: ServerEvents['faultStruck'][] = [];
  server.on('batchSizeWarmed', (event) => warmed.push(event));
  server.on('faultStruck', (event) => struck.push(event));
  const { name } = await server.call('start', { serving, prefer, baseUrl: location.href });
  const page = channel();
  await server.call('connectCaller', { port: page.port2 }, [page.port2]);
  await server.call('setModel', { shape, parameters, step: 1 });
  await server.call('configure', { serving });

  /** Sends all rows at once; resolves with their order, and by request with outputs and times. */
  async function sendAll(): Promise<{ ids: number[]; outputs: number[]; computeMs: number[] }> {
    const ids = Float64Array.from({ length: COUNT }, (_, id) => id);
    const sentMs = new Float64Array(COUNT).fill(performance.timeOrigin + performance.now());
    const block = { ids, rows: rows.slice(), plannedMs: sentMs, sentMs };
    const blocks: ResponseBlock[] = [];
    const done = new Promise<void>((resolve) => {
      page.port1.onmessage = ({ data }: MessageEvent<CallerReply>) => {
        blocks.push(data.block);
        if (blocks.reduce((sum, { ids: { length } }) => sum + length, 0) === COUNT) resolve();
      };
    });
    page.port1.postMessage({ kind: 'requests', block } satisfies CallerMessage);
    await done;
    const outputs: number[] = [];
    const computeMs: number[] = [];
    const order: number[] = [];
    for (const completed of blocks) {
      for (const [row, id] of completed.ids.entries()) {
        expect(completed.outcomes[row]).toBe(OK);
        order.push(id);
        outputs[id] = completed.outputs[row]!;
        computeMs[id] = completed.computedMs[row]! - completed.batchedMs[row]!;
      }
    }
    return { ids: order, outputs, computeMs };
  }
  return { server, name, warmed, struck, sendAll };
}

const close = (given: readonly number[], wanted: readonly number[]): void =>
  given.forEach((value, index) => expect(value).toBeCloseTo(wanted[index]!, 4));

describe.each(DEVICE_NAMES)('faults on %s', (prefer) => {
  it('reports the time of the first and the second batch of each size', async () => {
    const { name, warmed } = await startServer(prefer);
    expect(name).toBe(prefer);
    expect(warmed.map(({ size }) => size)).toEqual([1, 2, 4, 8, 16].slice(0, warmed.length));
    expect(warmed.length).toBeGreaterThan(0);
    for (const { firstMs, secondMs } of warmed) {
      expect(firstMs).toBeGreaterThanOrEqual(0);
      expect(secondMs).toBeGreaterThanOrEqual(0);
    }
  });

  it('slowBatch: one batch takes longer by that time, the next does not', async () => {
    const { server, struck, sendAll } = await startServer(prefer);
    const before = await sendAll();
    await server.call('injectFault', { kind: 'slowBatch', ms: 300 });
    const during = await sendAll();
    close(during.outputs, before.outputs);
    const slow = during.computeMs.filter((ms) => ms >= 300).length;
    expect(slow).toBeGreaterThan(0);
    expect(slow).toBeLessThanOrEqual(serving.maxBatchSize);
    expect(struck).toHaveLength(1);
    expect(struck[0]).toMatchObject({ kind: 'slowBatch' });
    expect(struck[0]!.tookMs).toBeGreaterThanOrEqual(300);
  });

  it('stall: no responses while the thread is blocked', async () => {
    const { server, struck, sendAll } = await startServer(prefer);
    const before = await sendAll();
    const during = sendAll();
    const injected = server.call('injectFault', { kind: 'stall', ms: 250 });
    close((await during).outputs, before.outputs);
    await injected;
    expect(struck).toMatchObject([{ kind: 'stall' }]);
    expect(struck[0]!.tookMs).toBeGreaterThanOrEqual(250);
  });

  it('compileSpike: kernels are compiled again, and the outputs stay the same', async () => {
    const { server, warmed, struck, sendAll } = await startServer(prefer);
    const before = await sendAll();
    warmed.length = 0;
    const during = sendAll();
    const injected = server.call('injectFault', { kind: 'compileSpike' });
    if (prefer === 'cpu') {
      await expect(injected).rejects.toThrow('nothing is compiled');
      await during;
      return;
    }
    await injected;
    close((await during).outputs, before.outputs);
    close((await sendAll()).outputs, before.outputs);
    expect(warmed).toMatchObject([{ size: 16 }]);
    // Shaders are compiled by the batch that needs them; a module is compiled before it, on this thread.
    if (prefer === 'webgpu') expect(warmed[0]!.firstMs).toBeGreaterThan(0);
    expect(struck[0]!.tookMs).toBeGreaterThan(0);
    expect(struck).toMatchObject([{ kind: 'compileSpike' }]);
    expect(struck[0]!.tookMs).toBeGreaterThanOrEqual(warmed[0]!.firstMs);
  });

  it('deviceLoss: what was under way is computed again, and the new device is warmed up', async () => {
    const { server, warmed, struck, sendAll } = await startServer(prefer);
    const before = await sendAll();
    warmed.length = 0;
    const during = sendAll();
    const injected = server.call('injectFault', { kind: 'deviceLoss' });
    if (prefer === 'webgpu') {
      await injected;
      expect(struck).toMatchObject([{ kind: 'deviceLoss' }]);
      await expect.poll(() => warmed.map(({ size }) => size), { timeout: 10_000 }).toContain(1);
    } else await expect(injected).rejects.toThrow('Only a GPU can be lost');
    close((await during).outputs, before.outputs);
    // Waits for the rest of the warm-up: the next test's server shares this thread's backend.
    await server.call('configure', { serving });
  });
});

it('responds under every policy, with preserved order and from the cache, on a real clock', async () => {
  const { server, sendAll } = await startServer('cpu');
  const plain = await sendAll();
  for (const policy of BATCH_POLICY_NAMES) {
    const config = {
      ...serving,
      policy,
      maxQueueDelayUs: 2_000,
      preserveOrdering: true,
      responseCacheSize: 1_000,
    };
    await server.call('configure', { serving: config });
    // Other weights and back, which empties the cache.
    await server.call('setModel', { shape, parameters: parameters.slice(), step: 2 });
    const computed = await sendAll();
    const kept = await sendAll();
    close(computed.outputs, plain.outputs);
    expect(kept.outputs).toEqual(computed.outputs);
    expect(kept.computeMs.every((ms) => ms === 0)).toBe(true);
    expect(kept.ids).toEqual(Array.from({ length: COUNT }, (_, id) => id));
    expect(computed.ids).toEqual(kept.ids);
  }
});

it('simulates policies in the server', async () => {
  const { server } = await startServer('cpu');
  const runs = await server.call('simulatePolicies', {
    arrivalsMs: Float64Array.of(0, 0, 1),
    costs: [{ size: 1, ms: 2 }],
    instances: 1,
    serving,
    policies: ['none', 'triton'],
  });
  expect(runs.map(({ policy, batches }) => [policy, batches])).toEqual([
    ['none', 3],
    ['triton', 2],
  ]);
});
