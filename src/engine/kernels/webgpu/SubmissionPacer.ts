/**
 * Sizes submissions: how many training steps go into one command buffer, so that none keeps the GPU longer than about
 * 50 ms. Systems reset a GPU that does not respond for a second or two (watchdog), and the page cannot draw meanwhile. Before
 * the first measurement a pessimistic estimate from the arithmetic is used; the measured time of each call corrects it.
 */
export const LONGEST_SUBMISSION_MS = 50;

/** Estimate for a slow GPU: multiply-adds per millisecond of one workgroup, and the fixed cost of a step. */
const MULTIPLY_ADDS_PER_MS = 1e6;
const STEP_OVERHEAD_MS = 0.05;
const MAX_STEPS = 65_536;
/** Below this, the round trip to the GPU dominates the measured time. */
const SHORT_MS = 10;

const estimateMs = (multiplyAdds: number): number => STEP_OVERHEAD_MS + multiplyAdds / MULTIPLY_ADDS_PER_MS;

export class SubmissionPacer {
  readonly #msPerStep = new Map<string, number>();
  #lastDoneMs = 0;

  /** Steps for one submission. `key` names the work of a step, `multiplyAdds` estimates it while unmeasured. */
  steps(key: string, multiplyAdds: number): number {
    const ms = this.#msPerStep.get(key) ?? estimateMs(multiplyAdds);
    return Math.max(1, Math.min(MAX_STEPS, Math.floor(LONGEST_SUBMISSION_MS / ms)));
  }

  /** Milliseconds a step, once measured. */
  msPerStep(key: string): number | undefined {
    return this.#msPerStep.get(key);
  }

  /**
   * Measures a call of so many steps that was submitted at `submittedMs`: time counts from when the queue was free for
   * it. A call too short to separate its work from the round trip to the GPU can only lower the estimate.
   */
  async measure(
    queue: GPUQueue,
    key: string,
    work: number,
    steps: number,
    submittedMs: number,
  ): Promise<void> {
    try {
      await queue.onSubmittedWorkDone();
    } catch {
      return; // The device was lost: nothing was measured.
    }
    const doneMs = performance.now();
    const elapsedMs = doneMs - Math.max(submittedMs, this.#lastDoneMs);
    this.#lastDoneMs = doneMs;
    const before = this.#msPerStep.get(key) ?? estimateMs(work);
    const ms = Math.max(1e-6, elapsedMs / steps);
    // Slower counts at once, faster is averaged in: only an optimistic estimate can exceed 50 ms.
    if (ms < before) this.#msPerStep.set(key, (before + ms) / 2);
    else if (elapsedMs > SHORT_MS) this.#msPerStep.set(key, ms);
  }
}

const ofDevice = new WeakMap<GPUDevice, SubmissionPacer>();

export function pacerOf(device: GPUDevice): SubmissionPacer {
  let pacer = ofDevice.get(device);
  if (!pacer) ofDevice.set(device, (pacer = new SubmissionPacer()));
  return pacer;
}
