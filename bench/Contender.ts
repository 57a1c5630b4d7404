/** A contender prepares a work once, then measures it as often as it is asked. */
import type { Work } from './work.ts';

export interface TrainingContender {
  /** Compiles, uploads, warms up. Throws where the contender can't run here. */
  prepare(work: Work): Promise<void>;
  /** Trains `epochs` epochs and resolves when the result has really been computed. */
  train(epochs: number): Promise<void>;
}

/** Epochs per second over at least `atLeastMs`: doubles the epochs until one run is long enough to time. */
export async function epochsPerSecond(contender: TrainingContender, atLeastMs: number): Promise<number> {
  for (let epochs = 1; ; epochs *= 2) {
    const started = performance.now();
    await contender.train(epochs);
    const elapsedMs = performance.now() - started;
    if (elapsedMs >= atLeastMs) return (epochs * 1000) / elapsedMs;
  }
}
