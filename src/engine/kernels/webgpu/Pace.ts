/**
 * How many training steps go into one submission, so that none keeps the GPU longer than about 50 ms: systems reset a
 * GPU that does not answer for a second or two, and the page cannot draw meanwhile. Before the first measurement a
 * pessimistic guess from the arithmetic stands in; afterwards the measured time of each call corrects it.
 */
export const LONGEST_SUBMISSION_MS = 50;

/** Multiply-adds per millisecond of a slow GPU's single workgroup, and what a step costs besides. */
const SLOW_PER_MS = 1e6;
const LEAST_STEP_MS = 0.05;
const MOST_STEPS = 65_536;
const SHORT_MS = 10;

const guessMs = (multiplyAdds: number): number => LEAST_STEP_MS + multiplyAdds / SLOW_PER_MS;

export class Pace {
  readonly #msPerStep = new Map<string, number>();
  #lastDoneMs = 0;

  /** Steps for one submission. `key` names the work of a step, `multiplyAdds` guesses it while unmeasured. */
  steps(key: string, multiplyAdds: number): number {
    const ms = this.#msPerStep.get(key) ?? guessMs(multiplyAdds);
    return Math.max(1, Math.min(MOST_STEPS, Math.floor(LONGEST_SUBMISSION_MS / ms)));
  }

  /** Milliseconds a step, once measured. */
  msPerStep(key: string): number | undefined {
    return this.#msPerStep.get(key);
  }

  /**
   * Watches a call of so many steps that was submitted at `submittedMs`: time counts from when the queue was free for
   * it. A call too short to tell its work from the trip to the GPU can only lower the estimate.
   */
  async watch(queue: GPUQueue, key: string, work: number, steps: number, submittedMs: number): Promise<void> {
    try {
      await queue.onSubmittedWorkDone();
    } catch {
      return; // The device was lost; there is nothing to learn from that.
    }
    const doneMs = performance.now();
    const elapsedMs = doneMs - Math.max(submittedMs, this.#lastDoneMs);
    this.#lastDoneMs = doneMs;
    const before = this.#msPerStep.get(key) ?? guessMs(work);
    const ms = Math.max(1e-6, elapsedMs / steps);
    // Slower counts at once, faster by and by: a promise of 50 ms is broken by optimism only.
    if (ms < before) this.#msPerStep.set(key, (before + ms) / 2);
    else if (elapsedMs > SHORT_MS) this.#msPerStep.set(key, ms);
  }
}

const ofDevice = new WeakMap<GPUDevice, Pace>();

export function paceOf(device: GPUDevice): Pace {
  let pace = ofDevice.get(device);
  if (!pace) ofDevice.set(device, (pace = new Pace()));
  return pace;
}
