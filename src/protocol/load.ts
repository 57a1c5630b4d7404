/** What a load is, and what it reports: settings, progress and report of the load generator (calls: `loadCalls.ts`). */
import type { ServingSpec } from '#experiment/experiment.ts';
import { LIMITS } from '#experiment/limits.ts';
import type { Arrivals, DeviceName } from '#experiment/vocabulary.ts';
import type { OutcomeCounts } from '#trace/outcomes.ts';
import type { RequestTrace } from '#trace/RequestTrace.ts';

export interface LoadSettings {
  mode: 'closed' | 'open';
  /** closed: clients; each sends its next request when its last has ended and its think time is over. */
  inFlight?: number;
  thinkTimeMs?: number;
  /** open: the arrival process; 'poisson' where absent. */
  arrivals?: Arrivals;
  /** open: mean rate; for a ramp, the rate at its end. */
  requestsPerSecond?: number;
  /** open, 'recorded': the arrivals in ms since the start, ascending. */
  recordedMs?: ArrayLike<number>;
  requests?: number;
  durationMs?: number;
  /** Seed of arrivals, priorities and cancellations. */
  seed?: number;
  /** How long a request may be queued, in ms; 0 forever. */
  timeoutMs?: number;
  /** Share of the requests that are cancelled, each at a random moment after sending. */
  cancelShare?: number;
  /** Relative shares of priority 1, 2, …; 'one': all have the default. */
  priorityMix?: 'one' | number[];
  serving?: Partial<ServingSpec>;
}

interface NumberRange {
  readonly min: number;
  readonly max: number;
  readonly whole?: boolean;
}

/** Ranges of the numbers in `LoadSettings`. */
export const LOAD_LIMITS = {
  inFlight: { ...LIMITS.inFlight, whole: true },
  thinkTimeMs: LIMITS.thinkTimeMs,
  requestsPerSecond: LIMITS.requestsPerSecond,
  requests: { min: 1, max: 10_000_000, whole: true },
  durationMs: LIMITS.durationMs,
  seed: { ...LIMITS.seed, whole: true },
  timeoutMs: LIMITS.timeoutMs,
  cancelShare: LIMITS.share,
} as const satisfies Partial<Record<keyof LoadSettings, NumberRange>>;

export interface Percentiles {
  readonly mean: number;
  readonly p50: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
  readonly p999: number;
  readonly max: number;
}

/** Little's law, L = λ·W, over all requests that have ended, with each side measured separately. */
export interface LittlesLaw {
  /** L: mean number of requests in flight. */
  readonly inFlightMean: number;
  /** λ: requests that ended, a second. */
  readonly perSecond: number;
  /** W: mean time from sending to the end. */
  readonly timeMeanMs: number;
  /** λ·W */
  readonly product: number;
  /** L / (λ·W): 1 for a run that has ended; while it goes on, off by the requests in flight. */
  readonly ratio: number;
}

/** Counts and latency of requests: of a run, or of one priority. */
interface Fared extends OutcomeCounts {
  readonly sent: number;
  /** From the planned arrival to delivery (response time) of ok responses; NaN when there are none. */
  readonly latencyMs: Percentiles;
}

export interface PriorityReport extends Fared {
  readonly priority: number;
}

export interface LoadReport<Text = string> extends Fared {
  /** From the start to the last response. */
  readonly seconds: number;
  /** Ok responses a second. */
  readonly requestsPerSecond: number;
  /** From sending to delivery (service time). */
  readonly serviceMs: Percentiles;
  /** Ok responses within the latency goal, counted from the planned arrival. */
  readonly goodput: {
    readonly goalMs: number;
    readonly ok: number;
    readonly perSecond: number;
    /**
     * Share of all ended requests, whatever their outcome: a server that rejects everything scores 0. NaN before the
     * first.
     */
    readonly share: number;
  };
  /** Computed requests over batches, as Triton counts it (a mean over requests would overweight large batches). */
  readonly meanBatchSize: number;
  /** Ok responses from the response cache. */
  readonly cacheHits: number;
  readonly littlesLaw: LittlesLaw;
  /** By priority; 1 is served first. */
  readonly byPriority: readonly PriorityReport[];
  /**
   * Clients of a closed loop (1 under "oneByOne", also in an open loop); null where requests do not wait for
   * responses.
   */
  readonly callers: number | null;
  /** Time in which the load's thread was suspended: a frozen tab, or a sleeping machine. */
  readonly suspendedMs: number;
  /** Resolution of the browser's clock, which bounds the precision of every duration; 0 where not measured. */
  readonly clockStepMs: number;
  readonly device: DeviceName;
  /** Open loop: requests sent more than LATE_MS after their planned arrival, and planned ones that were never sent. */
  readonly late?: number;
  readonly dropped?: number;
  /** Open loop: rates of the requests that were due and of those that were sent. */
  readonly rate?: { readonly askedPerSecond: number; readonly achievedPerSecond: number };
  /** Message of the first failure, where any request failed. */
  readonly failure?: Text;
  /** Reasons of failures, with their counts. */
  readonly failures: readonly { readonly reason: Text; readonly count: number }[];
  /** Why the run ended early. */
  readonly stopped?: Text;
}

/** A request sent this much after its planned arrival counts as late: above the jitter of a worker's event loop. */
export const LATE_MS = 1;

/** Progress of a load, at display rate. `trace` and `outputs` hold what has ended since the last one. */
export interface LoadProgress<Text = string> {
  /** Start of the run in ms, on the clock of `performance.timeOrigin + performance.now()`. */
  readonly startedAt: number;
  readonly elapsedMs: number;
  readonly sent: number;
  readonly done: number;
  readonly inFlight: number;
  readonly report: LoadReport<Text>;
  readonly trace: RequestTrace;
  /** [count, outputs]; zeros where the outcome is not ok. */
  readonly outputs: Float32Array;
  /** Ended requests that the report counts and the trace had no room for; they are older than those in it. */
  readonly leftOut: number;
}
