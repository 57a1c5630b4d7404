/**
 * Simulates all batch policies on a virtual clock, with the arrivals and batch times of the last run: queueing without the noise of the
 * device. The screen says that these latencies are computed.
 */
import { BATCH_POLICY_NAMES, type BatchPolicyName } from '#batching/registry.ts';
import type { Engine } from '#client/Engine.ts';
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/commandErrors.ts';
import { compareStore, type SimulatedPolicy } from '#state/compareStore.ts';
import { experimentStore } from '#state/experimentStore.ts';
import { traceFeed } from '#state/feeds.ts';
import { servingStore } from '#state/servingStore.ts';
import { batchCosts } from '#trace/batchCosts.ts';
import { LatencyHistogram } from '#trace/LatencyHistogram.ts';
import { arrivalsOf } from './arrivals.ts';

/** @throws when no run has been measured yet */
export async function simulatePolicies(engine: Pick<Engine, 'server' | 'whenServing'>): Promise<void> {
  const trace = traceFeed.latest;
  const arrivalsMs = arrivalsOf(trace);
  const costs = batchCosts(trace.ring, servingStore.getState().clockStepMs);
  if (arrivalsMs.length === 0 || costs.length === 0) {
    throw failed(failures.noRun());
  }
  const { serving } = experimentStore.getState().experiment;
  await engine.whenServing();
  const runs = await engine.server.call('simulatePolicies', {
    arrivalsMs,
    costs: costs.map(({ size, ms }) => ({ size, ms })),
    instances: serving.instances,
    serving,
    policies: [...BATCH_POLICY_NAMES],
  });
  const simulated: Partial<Record<BatchPolicyName, SimulatedPolicy>> = {};
  for (const { policy, latenciesMs, batches } of runs) {
    const histogram = new LatencyHistogram();
    for (const ms of latenciesMs) histogram.add(ms);
    const [p50 = NaN, p99 = NaN] = histogram.percentiles([0.5, 0.99]);
    simulated[policy] = {
      requests: latenciesMs.length,
      p50Ms: p50,
      p99Ms: p99,
      meanBatchSize: latenciesMs.length / batches,
    };
  }
  const { measuredOn } = compareStore.getState();
  compareStore.setState({ simulated, measuredOn: { ...measuredOn, simulated: trace.ran } });
}
