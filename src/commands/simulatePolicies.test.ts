// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest';
import { BATCH_POLICY_NAMES } from '#batching/registry.ts';
import { simulatePolicies as simulate } from '#engine/server/simulatePolicies.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import type { PolicySimulation } from '#protocol/server.ts';
import { compareStore } from '#state/compareStore.ts';
import { startWith } from '#state/experimentStore.ts';
import { traceFeed } from '#state/feeds.ts';
import { createTrace } from '#trace/RequestTrace.ts';
import { RunTotals } from '#trace/RunTotals.ts';
import { TraceRing } from '#trace/TraceRing.ts';
import { simulatePolicies } from './simulatePolicies.ts';

const engine = {
  whenServing: async () => undefined,
  server: { call: async (_kind: string, simulation: PolicySimulation) => simulate(simulation) },
} as unknown as Parameters<typeof simulatePolicies>[0];

function runOf(requests: number): TraceRing {
  const ring = new TraceRing(256);
  const block = createTrace(requests);
  for (let i = 0; i < requests; i += 1) {
    block.plannedMs[i] = i;
    block.batches[i] = i + 1;
    block.batchSizes[i] = 1;
    block.batchedMs[i] = i;
    block.readBackMs[i] = i + 0.5;
  }
  ring.add(block);
  return ring;
}

beforeEach(() => {
  startWith(defaultExperiment('circle'));
  compareStore.setState({ simulated: {} });
});

test('every policy serves every request of the run; alone in its batch, a request takes as long as the batch', async () => {
  traceFeed.publish({
    ring: runOf(100),
    startedAt: 1,
    running: false,
    nowMs: 100,
    leftOut: 0,
    totals: new RunTotals(),
    ran: null,
  });
  await simulatePolicies(engine);
  const { simulated } = compareStore.getState();
  for (const policy of BATCH_POLICY_NAMES) expect(simulated[policy]?.requests, policy).toBe(100);
  expect(simulated.none?.p50Ms).toBeCloseTo(0.5, 2);
  expect(simulated.none?.meanBatchSize).toBe(1);
});

test('without a run there is nothing to simulate', async () => {
  traceFeed.publish({
    ring: new TraceRing(1),
    startedAt: 0,
    running: false,
    nowMs: 0,
    leftOut: 0,
    totals: new RunTotals(),
    ran: null,
  });
  await expect(simulatePolicies(engine)).rejects.toThrow('There is no run to simulate yet.');
});
