/** A histogram with given upper bounds, as Prometheus defines it; larger observations fall into a last bucket. */
export class FixedHistogram {
  readonly bounds: readonly number[];
  /** [bounds + 1] */
  readonly counts: Float64Array;
  count = 0;
  sum = 0;

  /** @param bounds ascending */
  constructor(bounds: readonly number[]) {
    this.bounds = bounds;
    this.counts = new Float64Array(bounds.length + 1);
  }

  add(value: number): void {
    const bucket = this.bucketOf(value);
    this.counts[bucket] = this.counts[bucket]! + 1;
    this.count += 1;
    this.sum += value;
  }

  bucketOf(value: number): number {
    const { bounds } = this;
    let bucket = 0;
    while (bucket < bounds.length && value > bounds[bucket]!) bucket += 1;
    return bucket;
  }
}
