// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest';
import { racePolicies } from '../engine/serving/policies/racePolicies.ts';
import { defaultExperiment } from '../spec/defaults.ts';
import { BATCH_POLICIES } from '../spec/vocabulary.ts';
import { compareStore } from '../state/compareStore.ts';
import { startWith } from '../state/experimentStore.ts';
import { traceFeed } from '../state/feeds.ts';
import { createTrace } from '../trace/RequestTrace.ts';
import { TraceRing } from '../trace/TraceRing.ts';
import type { PolicyRace } from '../wire/server.ts';
import { replayPolicies } from './replayPolicies.ts';

const engine = {
  whenServing: async () => undefined,
  server: { call: async (_kind: string, race: PolicyRace) => racePolicies(race) },
} as unknown as Parameters<typeof replayPolicies>[0];

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
  compareStore.setState({ replay: {} });
});

test('every policy answers every request of the run; without company a request takes what its batch took', async () => {
  traceFeed.publish({ ring: runOf(100), startedAt: 1, running: false, nowMs: 100, leftOut: 0 });
  await replayPolicies(engine);
  const { replay } = compareStore.getState();
  for (const policy of BATCH_POLICIES) expect(replay[policy]?.requests, policy).toBe(100);
  expect(replay.none?.p50Ms).toBeCloseTo(0.5, 2);
  expect(replay.none?.meanBatchSize).toBe(1);
});

test('without a run there is nothing to replay', async () => {
  traceFeed.publish({ ring: new TraceRing(1), startedAt: 0, running: false, nowMs: 0, leftOut: 0 });
  await expect(replayPolicies(engine)).rejects.toThrow('There is no run to replay yet.');
});
