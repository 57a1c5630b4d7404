/**
 * Latencies of a run and their percentiles. While it goes on they come from a histogram with logarithmic buckets and
 * bounded relative error; at the end from the sorted values, as long as these are not too many to keep. Percentiles
 * are never averaged.
 */
import type { Percentiles } from '#protocol/load.ts';
import { LatencyHistogram } from '#trace/LatencyHistogram.ts';

/** Values kept for exact percentiles: 4 MB, sorted in about 0.1 s. */
export const EXACT_LIMIT = 1_000_000;

const RANKS = { p50: 0.5, p90: 0.9, p95: 0.95, p99: 0.99, p999: 0.999 } as const;
type Share = (typeof RANKS)[keyof typeof RANKS];

export class Latencies {
  private readonly histogram = new LatencyHistogram();
  private values = new Float32Array(1_024);

  get count(): number {
    return this.histogram.count;
  }

  add(latencyMs: number): void {
    const { count } = this.histogram;
    if (count < EXACT_LIMIT) {
      if (count === this.values.length) this.grow();
      this.values[count] = latencyMs;
    }
    this.histogram.add(latencyMs);
  }

  /** Nearest-rank percentiles: the smallest value that at least p of all do not exceed. NaN when there are none. */
  exact(): Percentiles {
    if (this.count > EXACT_LIMIT) return this.sketched();
    const sorted = this.values.slice(0, this.count).sort();
    return named(this.histogram, (share) => sorted[Math.max(0, Math.ceil(share * this.count) - 1)] ?? NaN);
  }

  /** Percentiles within the histogram's relative error, in time that does not grow with the number of values. */
  sketched(): Percentiles {
    return sketched(this.histogram);
  }

  private grow(): void {
    const values = new Float32Array(Math.min(EXACT_LIMIT, this.values.length * 2));
    values.set(this.values);
    this.values = values;
  }
}

/** Percentiles of a histogram, within its relative error. NaN when it is empty. */
export function sketched(histogram: LatencyHistogram): Percentiles {
  const shares = Object.values(RANKS);
  const found = histogram.percentiles(shares);
  return named(histogram, (share) => found[shares.indexOf(share)] ?? NaN);
}

function named(histogram: LatencyHistogram, at: (share: Share) => number): Percentiles {
  const { p50, p90, p95, p99, p999 } = RANKS;
  return {
    mean: histogram.sumMs / histogram.count,
    p50: at(p50),
    p90: at(p90),
    p95: at(p95),
    p99: at(p99),
    p999: at(p999),
    max: histogram.maxMs,
  };
}
