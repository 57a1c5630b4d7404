/** Draws priority and cancellation of each request of a load, in order of sending. */
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Cancellations are uniform over this time after sending. */
const CANCEL_WITHIN_MS = 20;
/** Separates these draws from the arrivals, which use the same seed. */
const STREAM = 0x2545_f491;

export interface SamplerConfig {
  readonly seed: number;
  readonly cancelShare: number;
  /** Relative shares of priority 1, 2, …; empty: all have the default. */
  readonly priorityShares: readonly number[];
  /** The server's priority for requests that name none. */
  readonly defaultPriority: number;
}

export class RequestSampler {
  private readonly random;
  private readonly cancelShare: number;
  /** Cumulated shares; the last is 1. */
  private readonly upTo: readonly number[];
  private readonly defaultPriority: number;

  constructor({ seed, cancelShare, priorityShares, defaultPriority }: SamplerConfig) {
    this.random = xoroshiro128plus(seed ^ STREAM);
    this.cancelShare = cancelShare;
    this.defaultPriority = defaultPriority;
    const sum = priorityShares.reduce((total, share) => total + share, 0);
    let cumulated = 0;
    this.upTo = priorityShares.map((share) => (cumulated += share) / sum);
  }

  priority(): number {
    if (this.upTo.length === 0) return this.defaultPriority;
    const u = uniformFloat64(this.random);
    const index = this.upTo.findIndex((limit) => u < limit);
    return index < 0 ? this.upTo.length : index + 1;
  }

  /** Time from sending to cancellation; Infinity for never. */
  cancelAfterMs(): number {
    if (this.cancelShare === 0 || uniformFloat64(this.random) >= this.cancelShare) return Infinity;
    return uniformFloat64(this.random) * CANCEL_WITHIN_MS;
  }
}
