/**
 * Time limits of a load on its server, without time in which the load's own thread was suspended: browsers freeze the
 * workers of a hidden tab, the server's included, and machines sleep. A gap far longer than any timer's delay was a
 * suspension; the load checks at least thirty times a second.
 */

/** A server that sends nothing for this long counts as dead. */
export const SILENCE_LIMIT_MS = 60_000;
/** After a stop, the server gets this long to end what it holds, so that a stop takes less than a second. */
const STOP_LIMIT_MS = 700;
/** Longer than a busy machine delays a timer, shorter than what a user would call frozen. */
const SUSPENDED_MS = 1_000;

export class Patience {
  suspendedMs = 0;
  private lastLookMs: number;
  private lastNewsMs: number;
  private stopByMs = Infinity;

  constructor(startMs: number) {
    this.lastLookMs = startMs;
    this.lastNewsMs = startMs;
  }

  /** Call at every turn, before any decision. */
  look(nowMs: number): void {
    const gapMs = nowMs - this.lastLookMs;
    this.lastLookMs = nowMs;
    if (gapMs < SUSPENDED_MS) return;
    this.suspendedMs += gapMs;
    this.lastNewsMs += gapMs;
    this.stopByMs += gapMs;
  }

  /** The server has sent something, or no request is open. */
  news(nowMs: number): void {
    this.lastNewsMs = nowMs;
  }

  stopAsked(nowMs: number): void {
    this.stopByMs = nowMs + STOP_LIMIT_MS;
  }

  isSilent(nowMs: number): boolean {
    return nowMs - this.lastNewsMs > SILENCE_LIMIT_MS;
  }

  isStopOverdue(nowMs: number): boolean {
    return nowMs >= this.stopByMs;
  }
}
