/**
 * Latencies of a run and their percentiles. While the run goes on they come from a sketch of logarithmic buckets (the
 * idea of DDSketch, Masson et al. 2019: every bucket's relative error is bounded); at the end, from the sorted values
 * themselves as long as there are not too many to keep. Percentiles are never averaged.
 */
import type { Percentiles } from '../../wire/load.ts';

/** A sketched percentile is off by at most this share of its value. */
export const RELATIVE_ERROR = 0.005;
const GAMMA = (1 + RELATIVE_ERROR) / (1 - RELATIVE_ERROR);
const LOG_GAMMA = Math.log(GAMMA);
/** Buckets reach from 1 µs (all that is shorter counts as that) to beyond 10 minutes. */
const SMALLEST_MS = 0.001;
const BUCKETS = Math.ceil(Math.log(1_000_000 / SMALLEST_MS) / LOG_GAMMA);
/** Values that are kept for exact percentiles: 4 MB, sorted in about 0.1 s. */
export const EXACT_LIMIT = 1_000_000;

const RANKS = { p50: 0.5, p90: 0.9, p95: 0.95, p99: 0.99 } as const;

export class Latencies {
  private readonly buckets = new Float64Array(BUCKETS);
  private values = new Float32Array(1_024);
  private total = 0;
  private largestMs = NaN;

  get count(): number {
    return this.total;
  }

  add(latencyMs: number): void {
    const bucket = Math.ceil(Math.log(Math.max(latencyMs, SMALLEST_MS) / SMALLEST_MS) / LOG_GAMMA);
    const index = Math.min(bucket, BUCKETS - 1);
    this.buckets[index] = (this.buckets[index] ?? 0) + 1;
    if (this.total < EXACT_LIMIT) {
      if (this.total === this.values.length) this.grow();
      this.values[this.total] = latencyMs;
    }
    this.total += 1;
    if (!(latencyMs <= this.largestMs)) this.largestMs = latencyMs;
  }

  /** Nearest-rank percentiles: the smallest value that at least p of all do not exceed. NaN when there are none. */
  exact(): Percentiles {
    if (this.total > EXACT_LIMIT) return this.sketched();
    const sorted = this.values.slice(0, this.total).sort();
    const at = (share: number): number => sorted[Math.max(0, Math.ceil(share * this.total) - 1)] ?? NaN;
    return this.named(at);
  }

  /** The same within RELATIVE_ERROR, in time that does not grow with the number of values. */
  sketched(): Percentiles {
    const ranks = Object.values(RANKS).map((share) => Math.max(1, Math.ceil(share * this.total)));
    const found = new Map<number, number>();
    let seen = 0;
    let next = 0;
    for (let index = 0; index < BUCKETS && next < ranks.length && this.total > 0; index += 1) {
      seen += this.buckets[index] ?? 0;
      // The middle, in proportion, of the bucket (γ^(i−1), γ^i].
      const valueMs = Math.min((SMALLEST_MS * 2 * GAMMA ** index) / (GAMMA + 1), this.largestMs);
      for (; next < ranks.length && seen >= (ranks[next] ?? 0); next += 1) found.set(next, valueMs);
    }
    return this.named((share) => found.get(Object.values(RANKS).indexOf(share as 0.5)) ?? NaN);
  }

  private named(at: (share: number) => number): Percentiles {
    const { p50, p90, p95, p99 } = RANKS;
    return { p50: at(p50), p90: at(p90), p95: at(p95), p99: at(p99), max: this.largestMs };
  }

  private grow(): void {
    const values = new Float32Array(Math.min(EXACT_LIMIT, this.values.length * 2));
    values.set(this.values);
    this.values = values;
  }
}
