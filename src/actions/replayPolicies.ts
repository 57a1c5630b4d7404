/**
 * Races all batch policies on the arrivals of the last run, on a virtual clock with the times that its batches really
 * took: queueing without the noise of the device. It says so where it is shown: these latencies are computed.
 */
import type { Engine } from '../client/Engine.ts';
import { BATCH_POLICIES, type BatchPolicyName } from '../spec/vocabulary.ts';
import { compareStore, type ReplayedPolicy } from '../state/compareStore.ts';
import { experimentStore } from '../state/experimentStore.ts';
import { traceFeed } from '../state/feeds.ts';
import { batchCosts } from '../trace/batchCosts.ts';
import { LatencyHistogram } from '../trace/LatencyHistogram.ts';
import { arrivalsOf } from './arrivals.ts';

/** @throws when no run has been measured yet. */
export async function replayPolicies(engine: Pick<Engine, 'server' | 'whenServing'>): Promise<void> {
  const trace = traceFeed.latest;
  const arrivalsMs = arrivalsOf(trace);
  const costs = batchCosts(trace.ring);
  if (arrivalsMs.length === 0 || costs.length === 0) {
    throw new Error('There is no run to replay yet. Send a load first.');
  }
  const { serving } = experimentStore.getState().experiment;
  await engine.whenServing();
  const lanes = await engine.server.call('racePolicies', {
    arrivalsMs,
    costs: costs.map(({ size, ms }) => ({ size, ms })),
    instances: serving.instances,
    serving,
    policies: [...BATCH_POLICIES],
  });
  const replay: Partial<Record<BatchPolicyName, ReplayedPolicy>> = {};
  for (const { policy, latenciesMs, batches } of lanes) {
    const histogram = new LatencyHistogram();
    for (const ms of latenciesMs) histogram.add(ms);
    const [p50 = NaN, p99 = NaN] = histogram.percentiles([0.5, 0.99]);
    replay[policy] = {
      requests: latenciesMs.length,
      p50Ms: p50,
      p99Ms: p99,
      meanBatchSize: latenciesMs.length / batches,
    };
  }
  compareStore.setState({ replay });
}
