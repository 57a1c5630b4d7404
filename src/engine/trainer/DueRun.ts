/** When the page gets the run to keep over a reload: at rest once for each state, and every few seconds while it trains. */
import type { Checkpoint } from '#protocol/trainer.ts';

/** While training runs, the page gets a checkpoint this often: the most that a crash costs. */
const KEEP_MS = 2_000;

export class DueRun {
  private sent = { generation: -1, step: -1, ms: -Infinity };

  /** Whether this state is to go to the page; one that is counts as sent. */
  take(generation: number, { step }: Checkpoint, isRunning: boolean): boolean {
    const { sent } = this;
    const isDue =
      sent.generation !== generation ||
      (sent.step !== step && (!isRunning || performance.now() - sent.ms > KEEP_MS));
    if (isDue) this.sent = { generation, step, ms: performance.now() };
    return isDue;
  }
}
