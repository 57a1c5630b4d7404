/**
 * How much work goes into one dispatch, and how often a picture is taken. Both follow what was measured a moment ago,
 * so that a message never waits long and slow devices spend their time on learning, not on pictures.
 */

/** One dispatch aims at this: long enough to bury its fixed cost, short enough for messages and the display. */
const TARGET_MS = 20;
const MOST_STEPS = 8_192;
/** Pictures come at the display's pace at most, and take at most this share of the time. */
const SNAPSHOT_MS = 33;
const SNAPSHOT_SHARE = 0.25;

/** Chooses how many steps the next dispatch makes. */
export class ChunkPacer {
  private chunk = 1;

  /** Powers of two, so that devices meet few shapes; the end of a run is met exactly. */
  next(remaining: number): number {
    return Math.max(1, Math.min(this.chunk, remaining));
  }

  took(steps: number, elapsedMs: number): void {
    const fitting = (TARGET_MS / Math.max(elapsedMs, 1e-3)) * steps;
    const wanted = 2 ** Math.floor(Math.log2(Math.max(1, fitting)));
    // A single slow or fast dispatch says little: grow fourfold at most, shrink at once.
    this.chunk = Math.min(wanted, Math.max(this.chunk, steps) * 4, MOST_STEPS);
  }
}

/** Says when the next snapshot is due. */
export class SnapshotPacer {
  private dueMs = 0;

  isDue(nowMs: number): boolean {
    return nowMs >= this.dueMs;
  }

  took(endMs: number, elapsedMs: number): void {
    this.dueMs = endMs + Math.max(SNAPSHOT_MS - elapsedMs, elapsedMs * (1 / SNAPSHOT_SHARE - 1));
  }
}

/** Steps per second over about the last second. */
export class RateMeter {
  private marks: { readonly atMs: number; readonly steps: number }[] = [];
  private static readonly SPAN_MS = 1_000;

  add(steps: number, nowMs: number): void {
    const first = this.marks.findIndex(({ atMs }) => atMs >= nowMs - RateMeter.SPAN_MS);
    // The mark just before the span stays as its start.
    if (first > 1) this.marks.splice(0, first - 1);
    this.marks.push({ atMs: nowMs, steps });
  }

  /** The first mark only says when counting began. */
  perSecond(): number {
    const [first, ...rest] = this.marks;
    const last = rest.at(-1);
    if (!first || !last || last.atMs <= first.atMs) return 0;
    return (rest.reduce((sum, { steps }) => sum + steps, 0) * 1_000) / (last.atMs - first.atMs);
  }

  /** Forgets the past, e.g. after a pause; counting begins anew at `nowMs`. */
  restart(nowMs: number): void {
    this.marks = [{ atMs: nowMs, steps: 0 }];
  }
}

/** Holds a run to a speed in steps per second: how many steps are due, and how long until the next one is. */
export class SpeedLimit {
  private madeSteps = 0;
  private readonly startMs: number;
  private readonly stepsPerSecond: number;

  constructor(stepsPerSecond: number, startMs: number) {
    this.stepsPerSecond = stepsPerSecond;
    this.startMs = startMs;
  }

  dueSteps(nowMs: number): number {
    const due = Math.floor(((nowMs - this.startMs) * this.stepsPerSecond) / 1_000) + 1 - this.madeSteps;
    // A device that cannot keep up must not owe an ever longer debt.
    if (due > this.stepsPerSecond + 1) this.madeSteps += due - 1;
    return Math.min(due, Math.max(1, Math.ceil(this.stepsPerSecond)));
  }

  msToNextStep(nowMs: number): number {
    return Math.max(0, this.startMs + (this.madeSteps * 1_000) / this.stepsPerSecond - nowMs);
  }

  made(steps: number): void {
    this.madeSteps += steps;
  }
}
