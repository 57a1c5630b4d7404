/**
 * Which samples are learnt from, and when: every epoch visits each training sample once, in an order that is a pure
 * function of (seed, epoch). So the same seed gives the same run, and any step of it can be planned on its own.
 */
import { mix32 } from './dropoutMask.ts';

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

/** The last batch of an epoch holds what is left and may be smaller. Without samples, an epoch is one batch of none. */
export function batchesPerEpoch({ count, batchSize }: Schedule): number {
  return Math.max(1, Math.ceil(count / batchSize));
}

/** What the draws of this epoch are hashes of, together with their place. */
export function epochKey(seed: number, epoch: number): number {
  return mix32((mix32(seed) + epoch) >>> 0);
}

/**
 * Writes the samples 0 … count − 1 to `order` from place `at` on, in the order of the epoch with this key (Fisher &
 * Yates, each draw a hash of key and place). The compiled kernels do the same (`kernels/wasm/assembly/shuffle.ts`).
 */
export function shuffleSamples(key: number, order: Int32Array, at: number, count: number): void {
  for (let i = 0; i < count; i++) order[at + i] = i;
  for (let i = count - 1; i > 0; i--) {
    const j = at + Math.floor((mix32((key + i) >>> 0) / 4_294_967_296) * (i + 1));
    const swapped = order[at + i]!;
    order[at + i] = order[j]!;
    order[j] = swapped;
  }
}

/** Steps from `at` to the end of the epoch after `epochs` more have ended; 1 ends the epoch under way. */
export function stepsToEpochEnd(schedule: Schedule, at: Position, epochs: number): number {
  return epochs * batchesPerEpoch(schedule) - at.batch;
}
