/** Test support: traces of a small simulated server with one queue, so that all times of a request are consistent. */
import { createRandom, STREAMS } from '#nn/Random.ts';
import { OUTCOMES } from '../outcomes.ts';
import { createTrace, type RequestTrace } from '../RequestTrace.ts';
import { TraceRing } from '../TraceRing.ts';

export interface SampleTraceOptions {
  readonly count: number;
  readonly seed?: number;
  readonly instances?: number;
  readonly maxBatchSize?: number;
  /** Mean gap between planned arrivals. */
  readonly gapMs?: number;
  /** Share of the requests for each outcome but ok. */
  readonly lossShare?: number;
  readonly classes?: number;
}

/** Requests in order of delivery. */
export function sampleTrace(options: SampleTraceOptions): RequestTrace {
  const { count, seed = 1, instances = 2, maxBatchSize = 8, gapMs = 0.2 } = options;
  const { lossShare = 0, classes = 3 } = options;
  const random = createRandom(seed, STREAMS.order);
  const next = (): number => random.uniform(0, 1);
  const freeAt = Array.from({ length: instances }, () => 0);
  const made = createTrace(count);
  let planned = 0;
  let batch = 0;
  for (let from = 0; from < count;) {
    const size = Math.min(count - from, 1 + Math.floor(next() * maxBatchSize));
    const instance = batch % instances;
    batch += 1;
    for (let i = from; i < from + size; i++) {
      planned += -Math.log(1 - next()) * gapMs;
      made.plannedMs[i] = planned;
    }
    const free = freeAt[instance] ?? 0;
    const batched = Math.max(planned + 0.2, free);
    const computed = batched + 0.5 + next();
    const readBack = computed + 0.2;
    freeAt[instance] = computed;
    for (let i = from; i < from + size; i++) {
      const sent = (made.plannedMs[i] ?? 0) + 0.05 * next();
      made.ids[i] = i + 1;
      made.clients[i] = i % 64;
      made.rowIndexes[i] = i % 100;
      made.priorities[i] = 2;
      made.sentMs[i] = sent;
      made.enqueuedMs[i] = sent + 0.02;
      made.freeMs[i] = Math.min(batched, Math.max(sent + 0.02, free));
      made.batchedMs[i] = batched;
      made.computedMs[i] = computed;
      made.readBackMs[i] = readBack;
      made.deliveredMs[i] = readBack + 0.05 + 0.02 * next();
      made.batches[i] = batch;
      made.batchSizes[i] = size;
      made.instances[i] = instance;
      made.steps[i] = 10;
      made.predictions[i] = Math.floor(next() * classes);
      if (next() < lossShare) lose(made, i, 1 + Math.floor(next() * (OUTCOMES.length - 1)));
    }
    from += size;
  }
  return byDelivery(made);
}

/** Ends request `i` otherwise: times it then never reached are NaN. */
function lose(trace: RequestTrace, i: number, outcome: number): void {
  const name = OUTCOMES[outcome];
  trace.outcomes[i] = outcome;
  trace.predictions[i] = Number.NaN;
  if (name === 'wasted' || name === 'failed') return;
  const reached = name === 'rejected' ? (trace.sentMs[i] ?? 0) : (trace.freeMs[i] ?? 0);
  if (name === 'rejected') trace.enqueuedMs[i] = Number.NaN;
  trace.freeMs[i] = Number.NaN;
  for (const column of ['batchedMs', 'computedMs', 'readBackMs'] as const) trace[column][i] = Number.NaN;
  trace.batches[i] = 0;
  trace.batchSizes[i] = 0;
  trace.deliveredMs[i] = reached + 0.1;
}

function byDelivery(trace: RequestTrace): RequestTrace {
  const order = [...trace.ids.keys()].sort(
    (a, b) => (trace.deliveredMs[a] ?? 0) - (trace.deliveredMs[b] ?? 0),
  );
  const sorted = createTrace(order.length);
  for (const name of Object.keys(trace) as (keyof RequestTrace)[]) {
    order.forEach((from, to) => (sorted[name][to] = trace[name][from] ?? Number.NaN));
  }
  return sorted;
}

export function ringOf(trace: RequestTrace, capacity = 131_072): TraceRing {
  const ring = new TraceRing(capacity);
  ring.add(trace);
  return ring;
}
