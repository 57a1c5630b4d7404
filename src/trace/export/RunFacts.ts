/**
 * Facts about a run that exports contain beside its requests: its circumstances, and its metrics as the report has
 * them.
 */
import type { OutcomeCounts } from '../outcomes.ts';

export interface RunFacts {
  /** Unix time in ms. */
  readonly startedAt: number;
  /** What was measured: { data: 'iris', network: '4-8-3', device: 'wasm', … }. */
  readonly run: Readonly<Record<string, string>>;
  /** Resolution of the clock of all times; 0 where it is not known. */
  readonly clockStepMs: number;
  /** Requests that ended and are in no trace, because more ended at once than a message holds. */
  readonly leftOut: number;
  readonly inFlight: number;
  readonly queued: number;
  /** Arrivals of an open loop that were planned and never sent. */
  readonly dropped: number;
  /** Of the whole run. */
  readonly metrics: RunMetrics;
}

export interface RunMetrics {
  readonly requestsPerSecond: number;
  readonly inFlightMean: number;
  /** From sending to delivery, of ok responses. */
  readonly serviceMs: {
    readonly p50: number;
    readonly p90: number;
    readonly p95: number;
    readonly p99: number;
  };
  /** Ended requests by priority. */
  readonly byPriority: readonly (OutcomeCounts & { readonly priority: number })[];
}
