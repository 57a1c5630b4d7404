/**
 * Discrete-event simulation of policies on one trace of arrivals, with the server's own queue and batcher on a virtual
 * clock and measured batch costs (see `PolicySimulation`). One priority, no queue bound, no timeouts: every request
 * completes.
 */
import type { BatchPolicyName } from '#batching/registry.ts';
import { VirtualClock } from '#engine/clock/VirtualClock.ts';
import { bug } from '#messages/bug.ts';
import type { PolicySimulation, SimulatedRun, RequestBlock } from '#protocol/server.ts';
import { allowedBatchSize } from './allowedBatchSize.ts';
import { createPolicy } from './createPolicy.ts';
import { DynamicBatcher } from './DynamicBatcher.ts';
import { RequestQueue } from './RequestQueue.ts';
import { RequestTable } from './RequestTable.ts';

export function simulatePolicies(simulation: PolicySimulation): SimulatedRun[] {
  if (simulation.costs.length === 0)
    throw bug('a simulation needs the measured time of at least one batch size');
  return simulation.policies.map((policy) => run(simulation, policy));
}

/** Simulated requests have no inputs. */
const NO_BLOCK: RequestBlock = {
  ids: new Float64Array(0),
  rows: new Float32Array(0),
  sentMs: new Float64Array(0),
};

function run(
  { arrivalsMs, costs, instances, serving }: PolicySimulation,
  policy: BatchPolicyName,
): SimulatedRun {
  const count = arrivalsMs.length;
  const latenciesMs = new Float64Array(count);
  const waitsMs = new Float64Array(count);
  const batchSizes = new Uint16Array(count);
  let batches = 0;
  const clock = new VirtualClock();
  const table = new RequestTable();
  const queue = new RequestQueue(table, Infinity, 1);
  const batcher: DynamicBatcher = new DynamicBatcher({
    clock,
    queue,
    policy: createPolicy({ ...serving, pattern: 'batched', policy }),
    instances,
    execute(slots) {
      batches += 1;
      const ms = costOf(costs, allowedBatchSize(slots.length, serving.allowedBatchSizes));
      const startMs = clock.nowMs();
      for (const slot of slots) {
        const index = table.ids[slot] ?? 0;
        const arrivalMs = arrivalsMs[index] ?? 0;
        waitsMs[index] = startMs - arrivalMs;
        latenciesMs[index] = startMs + ms - arrivalMs;
        batchSizes[index] = slots.length;
        table.release(slot);
      }
      clock.after(ms, () => {
        batcher.release(slots);
        batcher.poll();
      });
    },
    expired: () => {
      throw bug('a simulated request has no timeout');
    },
  });

  let arrived = 0;
  function arrive(): void {
    const nowMs = clock.nowMs();
    while (arrived < count && (arrivalsMs[arrived] ?? 0) <= nowMs) {
      queue.push(table.take(arrived, 0, NO_BLOCK, 0, 1, nowMs, Infinity));
      arrived += 1;
      if (batcher.fullBatchReady) batcher.poll();
    }
    batcher.poll();
    if (arrived < count) clock.at(arrivalsMs[arrived] ?? 0, arrive);
  }
  if (count > 0) clock.at(arrivalsMs[0] ?? 0, arrive);
  clock.drain();
  return { policy, latenciesMs, waitsMs, batchSizes, batches };
}

/** Time of a batch size: linear between measured sizes, proportional beyond the largest. */
function costOf(costs: PolicySimulation['costs'], size: number): number {
  const after = costs.findIndex((cost) => cost.size >= size);
  if (after < 0) {
    const { size: largest, ms } = costs.at(-1) ?? { size: 1, ms: 0 };
    return (ms * size) / largest;
  }
  const high = costs[after]!;
  const low = costs[after - 1];
  if (!low) return high.ms;
  return low.ms + ((high.ms - low.ms) * (size - low.size)) / (high.size - low.size);
}
