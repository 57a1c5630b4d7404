/** A virtual clock of a tab that is suspended: time goes on, and nothing that was to happen in it happens before its end. */
import { VirtualClock } from '../VirtualClock.ts';

export class FreezingClock extends VirtualClock {
  private frozenMs = 0;

  /** From here on everything is so much later. */
  freeze(ms: number): void {
    this.frozenMs += ms;
  }

  override nowMs(): number {
    return super.nowMs() + this.frozenMs;
  }

  override soon(callback: () => void): void {
    this.at(this.nowMs(), callback);
  }

  override after(delayMs: number, callback: () => void): () => void {
    return this.at(this.nowMs() + delayMs, callback);
  }

  override at(timeMs: number, callback: () => void): () => void {
    return super.at(timeMs - this.frozenMs, callback);
  }
}
