/**
 * Server and load as they run in their workers, over real ports and on real devices: each response belongs to its own
 * request.
 */
import { describe, expect, it } from 'vitest';
import { DEVICE_NAMES } from '#experiment/vocabulary.ts';
import type { CallerMessage, CallerReply, ResponseBlock, WeightsMessage } from '#protocol/server.ts';
import { OUTCOMES } from '#trace/outcomes.ts';
import {
  shape,
  serving,
  POOL_COUNT,
  outputs,
  pool,
  weightsOf,
  type Rig,
  workers,
  startRig,
  runLoad,
  largestError,
} from './testing/serverRig.ts';

const ENOUGH = { code: 'test.enough', values: {}, text: 'Enough.' };

describe.each(DEVICE_NAMES)('serving on %s', (name) => {
  it('responds to 10,000 requests, 256 in flight, each with its own output', async () => {
    const rig = await startRig(name);
    expect(rig.device).toBe(name);
    const { report, events, column, given } = await runLoad(rig, {
      mode: 'closed',
      inFlight: 256,
      requests: 10_000,
    });
    expect(report).toMatchObject({ sent: 10_000, ok: 10_000, device: name });
    expect(new Set(column('ids')).size).toBe(10_000);
    expect(largestError(column('rowIndexes'), given(), 1)).toBeLessThan(1e-5);
    expect(report.meanBatchSize).toBeGreaterThan(16);
    expect(report.latencyMs.p99).toBeGreaterThanOrEqual(report.latencyMs.p50);
    // Fewer messages than requests by far.
    expect(events.length).toBeLessThan(1_000);
    const next = await runLoad(rig, { mode: 'closed', inFlight: 1_024, requests: 1_024 });
    expect(next.report.ok).toBe(1_024);
    expect(Math.min(...next.column('ids'))).toBe(1);
  });

  it('responds while weights are swapped, with the step of those used', async () => {
    const { page, trainer } = await startRig(name);
    const blocks: ResponseBlock[] = [];
    const all = new Promise<void>((resolve) => {
      page.addEventListener('message', ({ data }: MessageEvent<CallerReply>) => {
        blocks.push(data.block);
        if (blocks.reduce((sum, { ids }) => sum + ids.length, 0) === POOL_COUNT) resolve();
      });
      page.start();
    });
    const size = POOL_COUNT / 20;
    for (let part = 0; part < 20; part += 1) {
      const weights: WeightsMessage = {
        kind: 'weights',
        shape,
        parameters: weightsOf(part + 2),
        step: part + 2,
        serial: part,
      };
      trainer.postMessage(weights);
      const message: CallerMessage = {
        kind: 'requests',
        block: {
          ids: Float64Array.from({ length: size }, (_, row) => part * size + row),
          rows: pool.slice(part * size * shape.inputs, (part + 1) * size * shape.inputs),
          sentMs: new Float64Array(size),
        },
      };
      page.postMessage(message);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await all;
    const steps = new Set(blocks.flatMap((block) => [...block.steps]));
    expect(steps.size).toBeGreaterThan(3);
    for (const block of blocks) {
      block.ids.forEach((id, row) => {
        expect(OUTCOMES[block.outcomes[row]!]).toBe('ok');
        const output = [...block.outputs.subarray(row * outputs, (row + 1) * outputs)];
        expect(largestError([id], output, block.steps[row]!)).toBeLessThan(1e-5);
      });
    }
  });

  it('stops on request', async () => {
    const rig = await startRig(name);
    setTimeout(() => void rig.load.call('stop', { reason: ENOUGH }), 200);
    const { report } = await runLoad(rig, { mode: 'closed', inFlight: 64 });
    expect(report.ok).toBeGreaterThan(0);
    expect(report.ok + report.cancelled).toBe(report.sent);
    expect(report.seconds).toBeLessThan(10);
  });
});

/** Sends the whole pool from the page, in blocks of 50, and collects the responses. */
async function sendPool({ page }: Rig): Promise<ResponseBlock[]> {
  const blocks: ResponseBlock[] = [];
  const size = 50;
  const all = new Promise<void>((resolve) => {
    let count = 0;
    page.onmessage = ({ data }: MessageEvent<CallerReply>) => {
      blocks.push(data.block);
      count += data.block.ids.length;
      if (count === POOL_COUNT) resolve();
    };
  });
  for (let from = 0; from < POOL_COUNT; from += size) {
    const ids = Float64Array.from({ length: size }, (_, row) => from + row);
    const rows = pool.slice(from * shape.inputs, (from + size) * shape.inputs);
    const block = { ids, rows, sentMs: ids };
    page.postMessage({ kind: 'requests', block } satisfies CallerMessage);
  }
  await all;
  return blocks;
}

function expectPoolComputed(blocks: readonly ResponseBlock[]): void {
  const ids = blocks.flatMap((block) => [...block.ids]);
  expect(new Set(ids).size).toBe(POOL_COUNT);
  expect(blocks.every((block) => block.outcomes.every((outcome) => OUTCOMES[outcome] === 'ok'))).toBe(true);
  const responses = blocks.flatMap((block) => [...block.outputs]);
  expect(largestError(ids, responses, 1)).toBeLessThan(1e-5);
}

/** The batches of some responses: number, instance, and interval. */
function batchesOf(blocks: readonly ResponseBlock[]) {
  const batches = new Map<number, { instance: number; fromMs: number; toMs: number; requests: number }>();
  for (const { batches: numbers, instances, batchedMs, computedMs } of blocks) {
    numbers.forEach((number, row) => {
      const requests = (batches.get(number)?.requests ?? 0) + 1;
      const [fromMs, toMs] = [batchedMs[row]!, computedMs[row]!];
      batches.set(number, { instance: instances[row]!, fromMs, toMs, requests });
    });
  }
  return [...batches.values()];
}

describe.each(['wasm', 'cpu'] as const)('several instances on %s', (name) => {
  it('compute at the same time, right and each its own, and go when they are no longer wanted', async () => {
    const rig = await startRig(name);
    await rig.server.call('configure', { serving: { ...serving, instances: 3 } });
    expect(workers.spawned).toHaveLength(3);
    const blocks = await sendPool(rig);
    expectPoolComputed(blocks);
    const batches = batchesOf(blocks);
    expect(new Set(batches.map(({ instance }) => instance))).toEqual(new Set([0, 1, 2]));
    const together = batches.some((one) =>
      batches.some(
        (other) => other.instance !== one.instance && other.fromMs < one.toMs && one.fromMs < other.toMs,
      ),
    );
    expect(together).toBe(true);
    // Those of one instance never overlap.
    for (const instance of [0, 1, 2]) {
      const own = batches.filter((batch) => batch.instance === instance);
      own.sort((a, b) => a.fromMs - b.fromMs);
      // Workers agree on the time only to about 0.1 ms.
      own.slice(1).forEach(({ fromMs }, i) => expect(fromMs).toBeGreaterThan(own[i]!.toMs - 0.3));
    }
    await rig.server.call('configure', { serving });
    expect(workers.ended).toBe(3);
    const alone = await sendPool(rig);
    expectPoolComputed(alone);
    expect(new Set(alone.flatMap((block) => [...block.instances]))).toEqual(new Set([0]));
  });

  it('lose no request when one of them dies', async () => {
    const rig = await startRig(name);
    await rig.server.call('configure', { serving: { ...serving, instances: 2 } });
    const load = runLoad(rig, { mode: 'closed', inFlight: 128, requests: 5_000 });
    const dies = new Promise<void>((resolve) => {
      const stopListening = rig.load.on('loadProgressed', ({ done }) => {
        if (done === 0) return;
        stopListening();
        workers.spawned[0]!.dispatchEvent(
          new ErrorEvent('error', { message: 'out of memory', cancelable: true }),
        );
        resolve();
      });
    });
    await dies;
    const { report, column, given } = await load;
    expect(report).toMatchObject({ sent: 5_000, ok: 5_000, failed: 0 });
    expect(largestError(column('rowIndexes'), given(), 1)).toBeLessThan(1e-5);
    await expect.poll(() => workers.spawned.length).toBe(3);
  });
});

describe('serving', () => {
  it('changes device while instances start, and back, without errors about stopped workers', async () => {
    const rig = await startRig('cpu');
    const three = rig.server.call('configure', { serving: { ...serving, instances: 3 } });
    await Promise.all([three, rig.server.call('useDevice', { name: 'wasm' })]);
    const back = rig.server.call('useDevice', { name: 'cpu' });
    const two = rig.server.call('configure', { serving: { ...serving, instances: 2 } });
    await Promise.all([back, two]);
    expectPoolComputed(await sendPool(rig));
  });

  it('loses no request when the GPU is lost, twice', async () => {
    const rig = await startRig('webgpu');
    const losses: string[] = [];
    rig.server.on('deviceLost', ({ message, continuesOn }) => losses.push(`${continuesOn}: ${message}`));
    let losing = 0;
    let nextAt = 300;
    rig.load.on('loadProgressed', ({ done }) => {
      // Each loss, and in the end the stop, a while after the device has come back from the one before.
      if (losses.length < losing || done < nextAt) return;
      nextAt = done + 500;
      losing += 1;
      void (losing <= 2
        ? rig.server.call('loseDevice', undefined)
        : rig.load.call('stop', { reason: ENOUGH }));
    });
    const { report, column, given } = await runLoad(rig, {
      mode: 'closed',
      inFlight: 100,
      durationMs: 60_000,
    });
    expect(losses).toHaveLength(2);
    expect(losses[0]).toContain('webgpu: The GPU was lost');
    expect(report).toMatchObject({ failed: 0, device: 'webgpu' });
    expect(report.ok + report.cancelled).toBe(report.sent);
    expect(report.cancelled).toBeLessThanOrEqual(100);
    const ok = column('outcomes').flatMap((outcome, index) => (outcome === 0 ? [index] : []));
    const rows = column('rowIndexes');
    const responses = given();
    const okOutputs = ok.flatMap((index) => responses.slice(index * outputs, (index + 1) * outputs));
    expect(
      largestError(
        ok.map((index) => rows[index]!),
        okOutputs,
        1,
      ),
    ).toBeLessThan(1e-5);
    // Waits for the warm-up that followed the loss: the next test's server shares this thread's backend.
    await rig.server.call('configure', { serving });
  });

  it('moves to another device under load', async () => {
    const rig = await startRig('cpu');
    setTimeout(() => void rig.server.call('useDevice', { name: 'wasm' }), 150);
    const { report, column, given } = await runLoad(rig, { mode: 'closed', inFlight: 64, durationMs: 1_500 });
    expect(report).toMatchObject({ device: 'wasm', ok: report.sent });
    expect(largestError(column('rowIndexes'), given(), 1)).toBeLessThan(1e-5);
  });

  it('keeps the rate of an open loop', async () => {
    const rig = await startRig('wasm');
    const { report } = await runLoad(rig, {
      mode: 'open',
      requestsPerSecond: 1_000,
      durationMs: 2_000,
      seed: 8,
    });
    expect(Math.abs(report.sent / 2_000 - 1)).toBeLessThan(0.1);
    expect(report.sent).toBe(report.ok);
    expect(report.dropped).toBe(0);
  });

  it('says what is wrong with a load', async () => {
    const rig = await startRig('cpu');
    const run = runLoad(rig, { mode: 'closed', inFlight: 5_000 });
    await expect(run).rejects.toThrow('inFlight must be a number from 1 to 4,096, not 5000.');
  });
});
