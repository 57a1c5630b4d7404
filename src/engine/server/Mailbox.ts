/**
 * Messages that wait in the event loop while the server's thread computes. Draining them between two batches makes all
 * requests that have arrived known to queue bound, priorities and timeouts before the next batch is formed.
 *
 * It also estimates when a request arrived. One sent during a batch is read only after it: of the time from sending to
 * reading, the overlap with the batch was queueing, and the rest was transport. Example: sent at 10 ms, batch from 9
 * to 14 ms, read at 14.1 ms → arrived at 10.1 ms.
 */
import type { Clock } from '#engine/clock/Clock.ts';

/** Upper bound on draining between two batches, should messages come faster than they are read. */
const DRAIN_LIMIT_MS = 5;

export class Mailbox {
  private readonly clock: Clock;
  private received = 0;
  private readers = 0;
  private busyFromMs = NaN;
  private busyToMs = NaN;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** Messages are being drained; a batch may start afterwards. */
  get isBeingRead(): boolean {
    return this.readers > 0;
  }

  /** Call for every message that is read. */
  noteMessage(): void {
    this.received += 1;
  }

  /** Call when the thread has computed, and read nothing, since `fromMs`. */
  noteBusy(fromMs: number): void {
    this.busyFromMs = fromMs;
    this.busyToMs = this.clock.nowMs();
  }

  /**
   * Drains the event loop's messages until a turn brings none, then calls `done`. One turn is not enough: browsers do
   * not keep the order between messages of different ports.
   */
  read(done: () => void): void {
    const { clock } = this;
    const untilMs = clock.nowMs() + DRAIN_LIMIT_MS;
    let seen = this.received;
    this.readers += 1;
    const turn = (): void => {
      if (this.received > seen && clock.nowMs() < untilMs) {
        seen = this.received;
        clock.soon(turn);
        return;
      }
      this.readers -= 1;
      this.busyToMs = NaN;
      done();
    };
    clock.soon(turn);
  }

  /** Estimated arrival of a request that is read now, between `sentMs` and `readMs`. */
  arrivedMs(sentMs: number, readMs: number): number {
    const waitedMs = this.busyToMs - Math.max(sentMs, this.busyFromMs);
    return waitedMs > 0 ? Math.max(Math.min(sentMs, readMs), readMs - waitedMs) : readMs;
  }
}
