/** Server and load as they run in their workers, over real ports and real devices: each answer is its own request's. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Experiment, ServingSpec } from '../../spec/experiment.ts';
import { defaultExperiment } from '../../spec/defaults.ts';
import { networkShape, parameterCount } from '../../spec/networkShape.ts';
import { DEVICE_NAMES, type DeviceName } from '../../spec/vocabulary.ts';
import {
  connectCaller,
  serveCalls,
  type Caller,
  type Emit,
  type Endpoint,
  type Handlers,
} from '../../wire/Call.ts';
import { OUTCOMES } from '../../trace/outcomes.ts';
import type { LoadCalls, LoadEvents, LoadProgress, LoadSettings } from '../../wire/load.ts';
import type {
  CallerMessage,
  CallerReply,
  ResponseBlock,
  ServerCalls,
  ServerEvents,
  WeightsMessage,
} from '../../wire/server.ts';
import { forward } from '../kernels/reference/forward.ts';
import { createLoad } from './createLoad.ts';
import { createServer } from './createServer.ts';

const experiment: Experiment = defaultExperiment();
const shape = networkShape(experiment);
const serving: ServingSpec = {
  ...experiment.serving,
  pattern: 'batched',
  maxBatchSize: 64,
  maxQueueDelayUs: 500,
  maxQueueSize: 4_096,
};
const POOL_COUNT = 1_000;
const outputs = shape.layers.at(-1)!.units;

/** Reproducible numbers in ±1 without a generator: fractional parts of multiples of an irrational number. */
const numbers = (count: number, from = 0): Float32Array =>
  Float32Array.from({ length: count }, (_, index) => (((index + from) * 0.618_034) % 1) * 2 - 1);

const pool = numbers(POOL_COUNT * shape.inputs);
const weightsOf = (step: number): Float32Array => numbers(parameterCount(shape), step * 13);
const answersOf = (step: number): Float32Array => forward(shape, weightsOf(step), pool, POOL_COUNT).at(-1)!;

interface Rig {
  readonly server: Caller<ServerCalls, ServerEvents>;
  readonly load: Caller<LoadCalls, LoadEvents>;
  readonly device: DeviceName;
  /** A caller's port, as the page has one. */
  readonly page: MessagePort;
  readonly trainer: MessagePort;
}

const open: MessagePort[] = [];
afterEach(() => {
  for (const port of open.splice(0)) port.close();
});

function channel(): MessageChannel {
  const pair = new MessageChannel();
  open.push(pair.port1, pair.port2);
  return pair;
}

function host<C extends { [K in keyof C]: { ask: unknown; answer: unknown } }, E>(
  make: (emit: Emit<E>, lane: Endpoint) => Handlers<C>,
): Caller<C, E> {
  const { port1, port2 } = channel();
  serveCalls<C, E>(port2, make);
  return connectCaller<C, E>(port1);
}

/** Compute workers that the server of the present test has made, and how many of them are left. */
let spawned: Worker[] = [];
let ended = 0;
afterEach(() => {
  for (const worker of spawned) worker.terminate();
  spawned = [];
  ended = 0;
});

function spawn(): Worker {
  const worker = new Worker(new URL('../engine.worker.ts', import.meta.url), {
    type: 'module',
    name: 'instance',
  });
  const terminate = worker.terminate.bind(worker);
  worker.terminate = () => {
    ended += 1;
    terminate();
  };
  spawned.push(worker);
  return worker;
}

async function startRig(prefer: DeviceName): Promise<Rig> {
  const server = host<ServerCalls, ServerEvents>((emit, lane) => createServer(emit, lane, spawn));
  const load = host<LoadCalls, LoadEvents>(createLoad);
  const [fromLoad, fromPage, fromTrainer] = [channel(), channel(), channel()];
  const { name } = await server.call('start', { experiment, prefer, baseUrl: location.href });
  await server.call('connectCaller', { port: fromLoad.port2 }, [fromLoad.port2]);
  await server.call('connectCaller', { port: fromPage.port2 }, [fromPage.port2]);
  await server.call('connectTrainer', { port: fromTrainer.port2 }, [fromTrainer.port2]);
  await load.call('connectServer', { port: fromLoad.port1 }, [fromLoad.port1]);
  await server.call('configure', { shape, serving });
  await server.call('setParameters', { parameters: weightsOf(1), step: 1 });
  return { server, load, device: name, page: fromPage.port1, trainer: fromTrainer.port1 };
}

/** Runs a load and returns its report with every answer. */
async function runLoad({ load, device }: Rig, settings: LoadSettings) {
  const told: LoadProgress[] = [];
  const stopListening = load.on('loadProgressed', (progress) => told.push(progress));
  const report = await load.call('run', { settings, serving, pool, inputs: shape.inputs, outputs, device });
  stopListening();
  const column = (name: 'ids' | 'rowIndexes' | 'outcomes'): number[] =>
    told.flatMap(({ trace }) => [...trace[name]]);
  const given = (): number[] => told.flatMap((progress) => [...progress.outputs]);
  return { report, told, column, given };
}

function largestError(rows: readonly number[], given: readonly number[], step: number): number {
  const truth = answersOf(step);
  let largest = 0;
  rows.forEach((row, index) => {
    for (let unit = 0; unit < outputs; unit += 1) {
      const error = Math.abs(given[index * outputs + unit]! - truth[row * outputs + unit]!);
      if (!(error <= largest)) largest = error;
    }
  });
  return largest;
}

describe.each(DEVICE_NAMES)('serving on %s', (name) => {
  it('answers 10,000 requests, 256 in flight, each with its own output', async () => {
    const rig = await startRig(name);
    expect(rig.device).toBe(name);
    const { report, told, column, given } = await runLoad(rig, {
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
    expect(told.length).toBeLessThan(1_000);
    const next = await runLoad(rig, { mode: 'closed', inFlight: 1_024, requests: 1_024 });
    expect(next.report.ok).toBe(1_024);
    expect(Math.min(...next.column('ids'))).toBe(10_001);
  });

  it('answers while weights are swapped, and says with which', async () => {
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
      };
      trainer.postMessage(weights);
      const message: CallerMessage = {
        kind: 'requests',
        block: {
          ids: Float64Array.from({ length: size }, (_, row) => part * size + row),
          rows: pool.slice(part * size * shape.inputs, (part + 1) * size * shape.inputs),
          plannedMs: new Float64Array(size),
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

  it('stops when told', async () => {
    const rig = await startRig(name);
    setTimeout(() => void rig.load.call('stop', undefined), 200);
    const { report } = await runLoad(rig, { mode: 'closed', inFlight: 64 });
    expect(report.ok).toBeGreaterThan(0);
    expect(report.ok + report.cancelled).toBe(report.sent);
    expect(report.seconds).toBeLessThan(10);
  });
});

/** Sends the whole pool from the page, in blocks of 50, and collects what comes back. */
async function askPool({ page }: Rig): Promise<ResponseBlock[]> {
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
    const block = { ids, rows, plannedMs: ids, sentMs: ids };
    page.postMessage({ kind: 'requests', block } satisfies CallerMessage);
  }
  await all;
  return blocks;
}

function expectPoolAnswered(blocks: readonly ResponseBlock[]): void {
  const ids = blocks.flatMap((block) => [...block.ids]);
  expect(new Set(ids).size).toBe(POOL_COUNT);
  expect(blocks.every((block) => block.outcomes.every((outcome) => OUTCOMES[outcome] === 'ok'))).toBe(true);
  const answers = blocks.flatMap((block) => [...block.outputs]);
  expect(largestError(ids, answers, 1)).toBeLessThan(1e-5);
}

/** The batches of some answers: their number, their instance, and when they were under way. */
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
    await rig.server.call('configure', { shape, serving: { ...serving, instances: 3 } });
    expect(spawned).toHaveLength(3);
    const blocks = await askPool(rig);
    expectPoolAnswered(blocks);
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
    await rig.server.call('configure', { shape, serving });
    expect(ended).toBe(3);
    const alone = await askPool(rig);
    expectPoolAnswered(alone);
    expect(new Set(alone.flatMap((block) => [...block.instances]))).toEqual(new Set([0]));
  });

  it('lose no request when one of them dies', async () => {
    const rig = await startRig(name);
    await rig.server.call('configure', { shape, serving: { ...serving, instances: 2 } });
    const load = runLoad(rig, { mode: 'closed', inFlight: 128, requests: 5_000 });
    const dies = new Promise<void>((resolve) => {
      const stopListening = rig.load.on('loadProgressed', ({ done }) => {
        if (done === 0) return;
        stopListening();
        spawned[0]!.dispatchEvent(new ErrorEvent('error', { message: 'out of memory', cancelable: true }));
        resolve();
      });
    });
    await dies;
    const { report, column, given } = await load;
    expect(report).toMatchObject({ sent: 5_000, ok: 5_000, failed: 0 });
    expect(largestError(column('rowIndexes'), given(), 1)).toBeLessThan(1e-5);
    await expect.poll(() => spawned.length).toBe(3);
  });
});

describe('serving', () => {
  it('loses no request when the GPU is lost, twice', async () => {
    const rig = await startRig('webgpu');
    const losses: string[] = [];
    rig.server.on('deviceLost', ({ message, continuesOn }) => losses.push(`${continuesOn}: ${message}`));
    let asked = 0;
    let nextAt = 300;
    rig.load.on('loadProgressed', ({ done }) => {
      // Each loss, and in the end the stop, a while after the device has come back from the one before.
      if (losses.length < asked || done < nextAt) return;
      nextAt = done + 500;
      asked += 1;
      void (asked <= 2 ? rig.server.call('loseDevice', undefined) : rig.load.call('stop', undefined));
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
    const answers = given();
    const okAnswers = ok.flatMap((index) => answers.slice(index * outputs, (index + 1) * outputs));
    expect(
      largestError(
        ok.map((index) => rows[index]!),
        okAnswers,
        1,
      ),
    ).toBeLessThan(1e-5);
    // Waits for the warm-up that followed the loss: the next test's server shares this thread's backend.
    await rig.server.call('configure', { shape, serving });
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
