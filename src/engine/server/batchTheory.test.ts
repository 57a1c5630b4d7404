/** The server on a virtual clock, swept by rate, against the theory of batching queues. */
import { expect, test } from 'vitest';
import { loadConfig } from '#engine/loadgen/loadConfig.ts';
import { LoadRun } from '#engine/loadgen/LoadRun.ts';
import { runSweep, type SweepOptions } from '#engine/loadgen/runSweep.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import type { ServingSpec } from '#experiment/experiment.ts';
import { BufferPool } from '#protocol/RequestBlockBuilder.ts';
import type { Failure } from '#messages/Failure.ts';
import type { SweepReport } from '#protocol/sweep.ts';
import { meanBatchLatencyMs } from '#trace/batchLatency.ts';
import { batchTheoryMisfit } from './batchTheoryMisfit.ts';
import { makeServer, shape } from './testing/makeServer.ts';

const MAX_BATCH = 512;
const serving: ServingSpec = {
  ...defaultExperiment().serving,
  pattern: 'batched',
  policy: 'triton',
  maxQueueDelayUs: 0,
  maxBatchSize: MAX_BATCH,
  maxQueueSize: 65_536,
  // Every size, so that nothing is padded.
  allowedBatchSizes: Array.from({ length: MAX_BATCH }, (_, index) => index + 1),
};

async function sweep(values: number[], computeMs: (size: number) => number): Promise<SweepReport<Failure>> {
  const { clock, core } = makeServer({
    config: serving,
    pace: { overlap: 1, synchronous: true },
    computeMs,
  });
  let run: LoadRun | null = null;
  const caller = core.addCaller((block) => run?.deliver(block));
  let nextId = 1;
  const startRun: SweepOptions['startRun'] = (load, responded) => {
    const started: LoadRun = new LoadRun({
      clock,
      config: loadConfig(load, serving),
      pool: Float32Array.of(1, 2),
      inputs: shape.inputs,
      outputs: 2,
      device: 'cpu',
      firstId: nextId,
      spares: new BufferPool(),
      send: (message) => core.receive(caller, message),
      progressed: () => (nextId = started.nextId),
      responded,
    });
    run = started;
    return started;
  };
  const swept = runSweep({
    clock,
    settings: { over: 'rate', values, windowMs: 20_000, maxTrials: 3 },
    startRun,
    progressed: () => undefined,
    server: { serving, device: 'cpu' },
    stopped: () => null,
  });
  await clock.runToEnd();
  return swept;
}

test('the server takes as long as the theory says, from batches that it measured itself', async () => {
  const cost = { alphaMs: 1, tauMs: 8 };
  const { points, theory } = await sweep([200, 500, 800], (size) => cost.alphaMs * size + cost.tauMs);
  expect(theory!.misfit).toBeNull();
  expect(theory!.alphaMs).toBeCloseTo(cost.alphaMs, 6);
  expect(theory!.tauMs).toBeCloseTo(cost.tauMs, 5);
  for (const { x, stagesMs } of points) {
    const inServerMs = stagesMs.queue + stagesMs.batchWait + stagesMs.compute + stagesMs.readBack;
    expect(Math.abs(inServerMs / meanBatchLatencyMs(theory!, x) - 1)).toBeLessThan(0.03);
  }
}, 60_000);

test('and so where the times lie on no line: padded to powers of two, small batches cheap', async () => {
  const timeMs = (size: number): number => 2 + 0.5 * 2 ** Math.ceil(Math.log2(size));
  const { points, theory } = await sweep([100, 400, 900], timeMs);
  for (const [index, { stagesMs }] of points.entries()) {
    const inServerMs = stagesMs.queue + stagesMs.batchWait + stagesMs.compute + stagesMs.readBack;
    expect(Math.abs(inServerMs / theory!.meanMs[index]! - 1)).toBeLessThan(0.05);
  }
}, 60_000);

test('what the theory does not cover is named', () => {
  const server = { serving, device: 'wasm' } as const;
  expect(batchTheoryMisfit(server)).toBeNull();
  expect(batchTheoryMisfit({ ...server, device: 'webgpu' })?.text).toContain('several batches at a time');
  expect(batchTheoryMisfit({ ...server, serving: { ...serving, maxQueueDelayUs: 100 } })?.text).toContain(
    'a policy that waits',
  );
  expect(batchTheoryMisfit(server, { arrivals: 'bursts', timeoutMs: 5 })?.text).toBe(
    'The theory does not cover arrivals that are not Poisson, requests that are given up.',
  );
});
