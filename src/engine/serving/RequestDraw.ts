/** What is drawn for each request of a load, in order of sending: its priority, and whether its caller gives it up. */
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** A caller that gives up does so within this time of sending, any moment as likely as another. */
const CANCEL_WITHIN_MS = 20;
/** Keeps these draws apart from the arrivals, which come from the same seed. */
const STREAM = 0x2545_f491;

export interface DrawPlan {
  readonly seed: number;
  readonly cancelShare: number;
  /** Relative shares of priority 1, 2, …; empty: all have the default. */
  readonly priorityShares: readonly number[];
  /** The server's level for requests that name none. */
  readonly defaultPriority: number;
}

export class RequestDraw {
  private readonly random;
  private readonly cancelShare: number;
  /** Cumulated shares, the last is 1. */
  private readonly upTo: readonly number[];
  private readonly defaultPriority: number;

  constructor({ seed, cancelShare, priorityShares, defaultPriority }: DrawPlan) {
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

  /** How long after sending the request is cancelled; Infinity for never. */
  cancelAfterMs(): number {
    if (this.cancelShare === 0 || uniformFloat64(this.random) >= this.cancelShare) return Infinity;
    return uniformFloat64(this.random) * CANCEL_WITHIN_MS;
  }
}
