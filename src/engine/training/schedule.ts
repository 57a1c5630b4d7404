/**
 * Which samples are learnt from, and when: every epoch visits each training sample once, in an order that is a pure
 * function of (seed, epoch). So the same seed gives the same run, and any step of it can be planned on its own.
 */
import { mix32 } from '../kernels/dropoutMask.ts';

export interface Schedule {
  readonly seed: number;
  /** Training samples. */
  readonly count: number;
  readonly batchSize: number;
}

/** A place between two batches: epochs that are done, and batches done of the one under way. */
export interface Position {
  readonly epoch: number;
  readonly batch: number;
}

export interface PlannedSteps {
  /** Samples of all batches, one batch after the other. */
  readonly order: Int32Array;
  readonly batchSizes: number[];
  readonly next: Position;
}

/** The last batch of an epoch holds what is left and may be smaller. */
export function batchesPerEpoch({ count, batchSize }: Schedule): number {
  return Math.ceil(count / batchSize);
}

/** The samples 0 … count − 1 in the order of this epoch (Fisher & Yates, each draw a hash of seed, epoch and place). */
export function epochOrder(seed: number, epoch: number, count: number): Int32Array {
  const order = Int32Array.from({ length: count }, (_, i) => i);
  const key = mix32((mix32(seed) + epoch) >>> 0);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor((mix32((key + i) >>> 0) / 4_294_967_296) * (i + 1));
    const swapped = order[i]!;
    order[i] = order[j]!;
    order[j] = swapped;
  }
  return order;
}

/** Plans `steps` batches from `from` on, across the ends of epochs. */
export function planSteps(schedule: Schedule, from: Position, steps: number): PlannedSteps {
  const { seed, count, batchSize } = schedule;
  const perEpoch = batchesPerEpoch(schedule);
  const parts: Int32Array[] = [];
  const batchSizes: number[] = [];
  let { epoch, batch } = from;
  while (batchSizes.length < steps) {
    const batches = Math.min(perEpoch - batch, steps - batchSizes.length);
    const end = Math.min(count, (batch + batches) * batchSize);
    parts.push(epochOrder(seed, epoch, count).subarray(batch * batchSize, end));
    for (let b = batch; b < batch + batches; b++) batchSizes.push(Math.min(batchSize, count - b * batchSize));
    batch += batches;
    if (batch === perEpoch) {
      epoch++;
      batch = 0;
    }
  }
  const order = new Int32Array(batchSizes.reduce((sum, size) => sum + size, 0));
  let offset = 0;
  for (const part of parts) {
    order.set(part, offset);
    offset += part.length;
  }
  return { order, batchSizes, next: { epoch, batch } };
}

/** Steps from `at` to the end of the epoch after `epochs` more have ended; 1 ends the epoch under way. */
export function stepsToEpochEnd(schedule: Schedule, at: Position, epochs: number): number {
  return epochs * batchesPerEpoch(schedule) - at.batch;
}
