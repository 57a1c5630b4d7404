/**
 * Batch sizes and sample order of each dispatch, across the ends of epochs. An epoch that a dispatch cuts is shuffled
 * once, and repeated sizes are reused: a step of a small network takes 0.2 µs, so allocation would dominate.
 */
import type { OrderBuffer } from '#engine/kernels/KernelSet.ts';
import { batchesPerEpoch, epochKey, shuffleSamples, type Position, type Schedule } from '#nn/schedule.ts';

export interface PlannedSizes {
  /** Size of each batch. The same array as before where the sizes are the same. */
  readonly batchSizes: readonly number[];
  /** Sum of the sizes. */
  readonly samples: number;
  readonly next: Position;
}

interface Sizes {
  readonly batchSizes: readonly number[];
  readonly samples: number;
  readonly batch: number;
  readonly batchSize: number;
  readonly count: number;
}

export class StepPlanner {
  private scratch = new Int32Array(0);
  private last: Sizes | null = null;
  /** The epoch of which a part was written last. */
  private cut: { readonly key: number; readonly order: Int32Array } | null = null;

  sizes(schedule: Schedule, { epoch, batch }: Position, steps: number): PlannedSizes {
    const { count, batchSize } = schedule;
    const perEpoch = batchesPerEpoch(schedule);
    const known = this.last;
    const isSame =
      known?.batchSizes.length === steps &&
      known.batch === batch &&
      known.batchSize === batchSize &&
      known.count === count;
    const { batchSizes, samples } = isSame ? known : sizesFrom(schedule, batch, steps);
    this.last = { batchSizes, samples, batch, batchSize, count };
    const end = batch + steps;
    return {
      batchSizes,
      samples,
      next: { epoch: epoch + Math.floor(end / perEpoch), batch: end % perEpoch },
    };
  }

  /** The order of the samples of these batches, in an array that is valid until the next call. */
  order(schedule: Schedule, from: Position, samples: number): Int32Array {
    if (this.scratch.length < samples) this.scratch = new Int32Array(roomy(samples));
    const values = this.scratch;
    const shuffle: OrderBuffer['shuffle'] = (key, at, count) => shuffleSamples(key, values, at, count);
    this.write(schedule, from, samples, { values, shuffle });
    return values.subarray(0, samples);
  }

  /** Writes the order of the samples of these batches to `buffer`. */
  write({ seed, count, batchSize }: Schedule, from: Position, samples: number, buffer: OrderBuffer): void {
    let { epoch } = from;
    let first = from.batch * batchSize;
    for (let at = 0; at < samples; epoch++, first = 0) {
      const part = Math.min(count - first, samples - at);
      const key = epochKey(seed, epoch);
      if (part === count) buffer.shuffle(key, at, count);
      else buffer.values.set(this.cutOrder(key, count).subarray(first, first + part), at);
      at += part;
    }
  }

  private cutOrder(key: number, count: number): Int32Array {
    const { cut } = this;
    if (cut?.key === key && cut.order.length === count) return cut.order;
    const order = cut?.order.length === count ? cut.order : new Int32Array(count);
    shuffleSamples(key, order, 0, count);
    this.cut = { key, order };
    return order;
  }
}

function sizesFrom(
  { count, batchSize }: Schedule,
  batch: number,
  steps: number,
): { batchSizes: number[]; samples: number } {
  const batchSizes: number[] = [];
  let samples = 0;
  let left = count - batch * batchSize;
  for (let step = 0; step < steps; step++) {
    const size = Math.min(batchSize, left);
    batchSizes.push(size);
    samples += size;
    left -= size;
    if (left <= 0) left = count;
  }
  return { batchSizes, samples };
}

/** Array length for this many samples: the next power of two, so that a run that speeds up reallocates rarely. */
export function roomy(samples: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(1, samples)));
}
