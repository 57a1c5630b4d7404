/**
 * A latency histogram with logarithmic buckets, after DDSketch (Masson et al. 2019): every percentile has a relative
 * error of at most RELATIVE_ERROR, and merging two histograms gives exactly that of all their values. So percentiles
 * of an interval come from its requests, never from a mean of percentiles.
 */

/** Largest relative error of a percentile. */
export const RELATIVE_ERROR = 0.005;
const GAMMA = (1 + RELATIVE_ERROR) / (1 - RELATIVE_ERROR);
const LOG_GAMMA = Math.log(GAMMA);
/** Buckets reach from 1 µs (shorter latencies count as that) to 1,000 s. */
const SMALLEST_MS = 0.001;
const LAST_BUCKET = Math.ceil(Math.log(1_000_000 / SMALLEST_MS) / LOG_GAMMA);
/** Bucket counts grow by this many at once: a sixth of a decade to each side. */
const SPARE = 40;

/** Bucket i holds the latencies in (SMALLEST·γ^(i−1), SMALLEST·γ^i]. */
function bucketOf(latencyMs: number): number {
  const bucket = Math.ceil(Math.log(Math.max(latencyMs, SMALLEST_MS) / SMALLEST_MS) / LOG_GAMMA);
  return Math.min(bucket, LAST_BUCKET);
}

/** The representative of a bucket: its relative distance to both edges is the same. */
function bucketMs(bucket: number): number {
  return (SMALLEST_MS * 2 * GAMMA ** bucket) / (GAMMA + 1);
}

export class LatencyHistogram {
  /** Counts of the buckets `firstBucket`, `firstBucket` + 1, … */
  private counts = new Uint32Array(0);
  private firstBucket = 0;
  private total = 0;
  private smallestMs = Infinity;
  private largestMs = -Infinity;
  private sum = 0;

  get count(): number {
    return this.total;
  }

  /** Exact; NaN where there is none. */
  get minMs(): number {
    return this.total > 0 ? this.smallestMs : Number.NaN;
  }

  /** Exact; NaN where there is none. */
  get maxMs(): number {
    return this.total > 0 ? this.largestMs : Number.NaN;
  }

  /** Exact. */
  get sumMs(): number {
    return this.sum;
  }

  add(latencyMs: number): void {
    const bucket = bucketOf(latencyMs);
    this.reach(bucket, bucket);
    const index = bucket - this.firstBucket;
    this.counts[index] = (this.counts[index] ?? 0) + 1;
    this.total += 1;
    this.sum += latencyMs;
    if (latencyMs < this.smallestMs) this.smallestMs = latencyMs;
    if (latencyMs > this.largestMs) this.largestMs = latencyMs;
  }

  merge(other: LatencyHistogram): void {
    if (other.total === 0) return;
    this.reach(other.firstBucket, other.firstBucket + other.counts.length - 1);
    const shift = other.firstBucket - this.firstBucket;
    for (let i = 0; i < other.counts.length; i++) {
      this.counts[shift + i] = (this.counts[shift + i] ?? 0) + (other.counts[i] ?? 0);
    }
    this.total += other.total;
    this.sum += other.sum;
    this.smallestMs = Math.min(this.smallestMs, other.smallestMs);
    this.largestMs = Math.max(this.largestMs, other.largestMs);
  }

  /**
   * Nearest-rank percentiles: the smallest value that at least `share` of all do not exceed. One pass for any number
   * of shares.
   * @param shares ascending, each from 0 to 1
   */
  percentiles(shares: readonly number[]): number[] {
    const found: number[] = [];
    let seen = 0;
    for (let i = 0; i < this.counts.length && found.length < shares.length; i++) {
      seen += this.counts[i] ?? 0;
      while (found.length < shares.length && seen >= this.rank(shares[found.length] ?? 1)) {
        found.push(this.within(bucketMs(this.firstBucket + i)));
      }
    }
    while (found.length < shares.length) found.push(this.maxMs);
    return found;
  }

  /** Number of values up to this limit; those within RELATIVE_ERROR of it may count on either side. */
  countUpTo(limitMs: number): number {
    if (limitMs >= this.largestMs) return this.total;
    const last = bucketOf(limitMs) - this.firstBucket;
    let seen = 0;
    for (let i = 0; i <= last && i < this.counts.length; i++) {
      if (i < last || bucketMs(i + this.firstBucket) <= limitMs) seen += this.counts[i] ?? 0;
    }
    return seen;
  }

  /** Every bucket that is not empty, ascending. */
  eachBucket(visit: (latencyMs: number, count: number) => void): void {
    for (let i = 0; i < this.counts.length; i++) {
      const count = this.counts[i] ?? 0;
      if (count > 0) visit(this.within(bucketMs(this.firstBucket + i)), count);
    }
  }

  clear(): void {
    this.counts.fill(0);
    [this.total, this.sum, this.smallestMs, this.largestMs] = [0, 0, Infinity, -Infinity];
  }

  private rank(share: number): number {
    return Math.max(1, Math.ceil(share * this.total));
  }

  /** No percentile lies outside the range of the values. */
  private within(latencyMs: number): number {
    return Math.min(this.largestMs, Math.max(this.smallestMs, latencyMs));
  }

  private reach(from: number, to: number): void {
    const end = this.firstBucket + this.counts.length;
    if (this.counts.length > 0 && from >= this.firstBucket && to < end) return;
    const first = Math.max(0, Math.min(from - SPARE, this.counts.length > 0 ? this.firstBucket : from));
    const last = Math.min(LAST_BUCKET, Math.max(to + SPARE, end - 1));
    const counts = new Uint32Array(last - first + 1);
    counts.set(this.counts, this.counts.length > 0 ? this.firstBucket - first : 0);
    this.counts = counts;
    this.firstBucket = first;
  }
}
