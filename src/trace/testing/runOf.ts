/** Test support: totals and metrics of a trace, as a load would report them of the same requests. */
import type { RunMetrics } from '../export/RunFacts.ts';
import { OK, OUTCOMES } from '../outcomes.ts';
import { createTrace, type RequestTrace } from '../RequestTrace.ts';
import { RunTotals } from '../RunTotals.ts';

/** In blocks, as progress brings them. */
export function totalsOf(trace: RequestTrace, blockSize = 1_000): RunTotals {
  const totals = new RunTotals();
  for (let from = 0; from < trace.ids.length; from += blockSize) {
    totals.take(partOf(trace, from, Math.min(trace.ids.length, from + blockSize)));
  }
  return totals;
}

export function partOf(trace: RequestTrace, from: number, to: number): RequestTrace {
  const names = Object.keys(createTrace(0)) as (keyof RequestTrace)[];
  return Object.fromEntries(
    names.map((name) => [name, trace[name].subarray(from, to)]),
  ) as unknown as RequestTrace;
}

export function metricsOf(trace: RequestTrace): RunMetrics {
  const all = [...trace.ids.keys()];
  const served = all.filter((i) => trace.outcomes[i] === OK);
  const serviceMs = served.map((i) => trace.deliveredMs[i]! - trace.sentMs[i]!).toSorted((a, b) => a - b);
  const rank = (share: number): number => serviceMs[Math.ceil(share * serviceMs.length) - 1] ?? Number.NaN;
  const endMs = all.reduce((latest, i) => Math.max(latest, trace.deliveredMs[i]!), 0);
  const flightMs = all.reduce((sum, i) => sum + trace.deliveredMs[i]! - trace.sentMs[i]!, 0);
  const priorities = [...new Set(trace.priorities)].toSorted((a, b) => a - b);
  const count = (priority: number, name: (typeof OUTCOMES)[number]): number =>
    all.filter((i) => trace.priorities[i] === priority && OUTCOMES[trace.outcomes[i]!] === name).length;
  return {
    requestsPerSecond: (served.length / endMs) * 1_000,
    inFlightMean: flightMs / endMs,
    serviceMs: { p50: rank(0.5), p90: rank(0.9), p95: rank(0.95), p99: rank(0.99) },
    byPriority: priorities.map((priority) => ({
      priority,
      ok: count(priority, 'ok'),
      rejected: count(priority, 'rejected'),
      timedOut: count(priority, 'timedOut'),
      cancelled: count(priority, 'cancelled') + count(priority, 'wasted'),
      wasted: count(priority, 'wasted'),
      failed: count(priority, 'failed'),
    })),
  };
}
