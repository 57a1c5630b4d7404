/**
 * Mean training loss of each epoch, from the batch losses that the training kernel returns anyway. Each is measured
 * before its step and with dropout, so the mean lags a little behind a measurement at the end of the epoch.
 */
import type { Position } from '#nn/schedule.ts';

export interface EpochLoss {
  /** Epochs completed. */
  readonly epoch: number;
  readonly step: number;
  readonly loss: number;
}

export class EpochLosses {
  private sum = 0;
  private samples = 0;

  /**
   * Adds the batches of one dispatch and returns the epochs that ended in it.
   * @param metrics [steps, 2]: loss and correct predictions of each batch
   */
  add(
    from: Position & { readonly step: number },
    batchesPerEpoch: number,
    batchSizes: readonly number[],
    metrics: Float32Array,
  ): EpochLoss[] {
    const ended: EpochLoss[] = [];
    let { epoch, batch } = from;
    const steps = batchSizes.length;
    // Plain loops, since this runs for millions of steps a second.
    for (let step = 0; step < steps;) {
      const end = Math.min(steps, step + batchesPerEpoch - batch);
      batch += end - step;
      for (; step < end; step++) {
        const size = batchSizes[step]!;
        this.sum += metrics[2 * step]! * size;
        this.samples += size;
      }
      if (batch < batchesPerEpoch) break;
      epoch++;
      batch = 0;
      ended.push({ epoch, step: from.step + end, loss: this.sum / this.samples });
      this.sum = 0;
      this.samples = 0;
    }
    return ended;
  }
}
