/** A contender prepares a work once, then measures it as often as it is asked. */
import type { Work } from './work.ts';

export interface TrainingContender {
  /** Compiles, uploads, warms up. Throws where the contender can't run here. */
  prepare(work: Work): Promise<void>;
  /**
   * Trains about so many mini-batch steps and resolves when the result has really been computed, with the number of
   * steps made (those of all networks, where several are trained at once).
   */
  train(steps: number): Promise<number>;
}

export interface InferenceContender {
  prepare(): Promise<void>;
  /** Answers `rounds` × CALLERS requests. */
  answer(rounds: number): Promise<void>;
}

/**
 * Units of work per second over at least `atLeastMs`: doubles the work, from `first` on, until one run is long enough
 * to time. Slow contenders so run little, fast ones much. Returns the rate and the work to begin with next time.
 */
export async function ratePerSecond(
  run: (work: number) => Promise<number>,
  atLeastMs: number,
  first: number,
): Promise<{ rate: number; work: number }> {
  for (let work = first; ; work *= 2) {
    const started = performance.now();
    const done = await run(work);
    const elapsedMs = performance.now() - started;
    if (elapsedMs >= atLeastMs) {
      const next = elapsedMs >= 2 * atLeastMs ? Math.max(1, Math.floor(work / 2)) : work;
      return { rate: (done * 1000) / elapsedMs, work: next };
    }
  }
}
