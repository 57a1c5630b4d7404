/** Tells when a run has diverged by its losses: not finite, or far too large for too long. */

/** A state whose loss is above this many times the first loss (or 1) is not kept to roll back to. */
const RUNAWAY = 100;
/**
 * A run has also diverged when its loss stays above LOST times its first for LOST_EPOCHS epochs. A smaller limit would
 * end runs that recover: with small batches a loss of 10¹⁴ has come back within 20 epochs.
 */
const LOST = 1e6;
const LOST_EPOCHS = 100;

export class LossGuard {
  /** Losses above this are not sound; set by the first loss. */
  private soundLoss: number | null = null;
  private lostEpochs = 0;

  isSound(loss: number): boolean {
    if (!Number.isFinite(loss)) return false;
    this.soundLoss ??= RUNAWAY * Math.max(1, loss);
    return loss <= this.soundLoss;
  }

  /** Call once for each epoch: counts epochs with far too large a loss. */
  isLost(epochLoss: number): boolean {
    const most = ((this.soundLoss ?? Infinity) / RUNAWAY) * LOST;
    this.lostEpochs = epochLoss > most ? this.lostEpochs + 1 : 0;
    return this.lostEpochs >= LOST_EPOCHS;
  }

  rolledBack(): void {
    this.lostEpochs = 0;
  }

  /** The next loss is the first of other weights. */
  restart(): void {
    this.soundLoss = null;
    this.lostEpochs = 0;
  }
}

/** Index of the first step whose loss is not finite; −1 if all are, which one sum over thousands of losses shows. */
export function firstNotFinite(metrics: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < metrics.length; i += 2) sum += metrics[i]!;
  if (Number.isFinite(sum)) return -1;
  return metrics.findIndex((value, i) => i % 2 === 0 && !Number.isFinite(value)) / 2;
}
