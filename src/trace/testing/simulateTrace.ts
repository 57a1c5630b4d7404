/**
 * Test support: a trace of closed-loop clients and a batching server, by a small event simulation, so that the
 * relations of a real trace hold (order of delivery, one time a batch, no instance used twice at once).
 */
import { OUTCOMES } from '../outcomes.ts';
import { createTrace, type RequestTrace } from '../RequestTrace.ts';
import { TraceRing } from '../TraceRing.ts';

export interface Simulation {
  readonly clients: number;
  readonly instances: number;
  readonly maxBatchSize: number;
  readonly requests: number;
  /** Time of a batch of n on an instance, in ms. */
  readonly computeMs?: (size: number) => number;
}

interface Waiting {
  readonly id: number;
  readonly client: number;
  readonly sentMs: number;
}

export function simulateTrace({
  clients,
  instances,
  maxBatchSize,
  requests,
  computeMs = (size) => 1 + size / 16,
}: Simulation): RequestTrace {
  const trace = createTrace(requests);
  const nextSendMs = Float64Array.from({ length: clients }, (_, client) => client * 0.05);
  const freeAtMs = new Float64Array(instances);
  let [count, batch, id] = [0, 0, 0];
  while (count < requests) {
    const instance = freeAtMs.indexOf(Math.min(...freeAtMs));
    const freeMs = freeAtMs[instance]!;
    const order = [...nextSendMs.keys()].toSorted((a, b) => nextSendMs[a]! - nextSendMs[b]!);
    const batchedMs = Math.max(freeMs, nextSendMs[order[0]!]!) + 0.2;
    const taken: Waiting[] = order
      .filter((client) => nextSendMs[client]! <= batchedMs)
      .slice(0, maxBatchSize)
      .map((client) => ({ id: id++, client, sentMs: nextSendMs[client]! }));
    batch += 1;
    const computedMs = batchedMs + computeMs(taken.length);
    const readBackMs = computedMs + 0.4;
    freeAtMs[instance] = computedMs + 0.1;
    for (const { id, client, sentMs } of taken) {
      nextSendMs[client] = readBackMs + 0.5 + (id % 7) * 0.1;
      if (count === requests) break;
      trace.ids[count] = id;
      trace.clients[count] = client;
      trace.rowIndexes[count] = id % 64;
      trace.priorities[count] = 2;
      trace.plannedMs[count] = sentMs;
      trace.sentMs[count] = sentMs;
      trace.enqueuedMs[count] = sentMs + 0.02;
      trace.freeMs[count] = Math.max(sentMs + 0.02, freeMs);
      trace.batchedMs[count] = batchedMs;
      trace.computedMs[count] = computedMs;
      trace.readBackMs[count] = readBackMs;
      trace.deliveredMs[count] = readBackMs + 0.05;
      trace.batches[count] = batch;
      trace.batchSizes[count] = taken.length;
      trace.instances[count] = instance;
      trace.steps[count] = 600;
      trace.predictions[count] = id % 2;
      count += 1;
    }
  }
  return inOrderOfDelivery(trace);
}

/** A ring of the trace, large enough for all of it. */
export function simulateRing(simulation: Simulation): TraceRing {
  const ring = new TraceRing(2 ** Math.ceil(Math.log2(simulation.requests)));
  ring.add(simulateTrace(simulation));
  return ring;
}

/** One request that was rejected: sent, and back at once. */
export function rejectedTrace(client: number, sentMs: number, deliveredMs: number): RequestTrace {
  const trace = createTrace(1);
  trace.clients[0] = client;
  trace.priorities[0] = 2;
  trace.outcomes[0] = OUTCOMES.indexOf('rejected');
  trace.plannedMs[0] = trace.sentMs[0] = sentMs;
  for (const name of ['enqueuedMs', 'freeMs', 'batchedMs', 'computedMs', 'readBackMs'] as const) {
    trace[name][0] = Number.NaN;
  }
  trace.deliveredMs[0] = deliveredMs;
  trace.predictions[0] = Number.NaN;
  return trace;
}

function inOrderOfDelivery(trace: RequestTrace): RequestTrace {
  const order = [...trace.ids.keys()].toSorted((a, b) => trace.deliveredMs[a]! - trace.deliveredMs[b]!);
  const sorted = createTrace(order.length);
  for (const name of Object.keys(trace) as (keyof RequestTrace)[]) {
    for (const [to, from] of order.entries()) sorted[name][to] = trace[name][from]!;
  }
  return sorted;
}
