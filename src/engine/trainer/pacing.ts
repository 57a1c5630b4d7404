/**
 * How many steps a dispatch makes and how often snapshots are taken, by feedback from the times just measured.
 * Messages never wait long, and a slow device spends its time on training, not on snapshots.
 */

/** Target duration of a dispatch: long enough to amortise its fixed cost, short enough for messages and the display. */
export const TARGET_MS = 32;
const MOST_STEPS = 16_384;
/** 20 snapshots a second look like motion; more would take a core from training on a machine with two. */
const SNAPSHOT_MS = 50;
/** While the page is hidden. */
const UNSEEN_SNAPSHOT_MS = 1_000;
/** Snapshots take at most this share of the time. */
const SNAPSHOT_SHARE = 0.2;

/**
 * Time for measuring the learning curve between snapshots: this much at the start, where its points are dense, then
 * this share.
 */
const CURVE_START_MS = 200;
const CURVE_SHARE = 0.02;

/** Chooses the number of steps of the next dispatch. */
export class ChunkPacer {
  private chunk = 1;
  /** The last choice had fewer steps than its time allows. */
  private wasCut = false;
  private device = '';
  private work = 0;

  get isCut(): boolean {
    return this.wasCut;
  }

  /** Steps that fit into the time of a dispatch. */
  get chunkSteps(): number {
    return this.chunk;
  }

  /** Starts over with one step on another device, or for more work a step: old times do not apply. */
  paceFor(device: string, work: number): void {
    if (this.device !== device || this.work < work) this.chunk = 1;
    this.device = device;
    this.work = work;
  }

  /**
   * A power of two, so that kernels are compiled for few sizes, and no more than remain. A dispatch of whole epochs
   * (`perEpoch` steps each, `batch` done of the present one) ends at the end of an epoch, so that the next has the
   * same batch sizes.
   */
  next(remaining: number, perEpoch = Infinity, batch = 0): number {
    const { chunk } = this;
    const fitting = chunk > perEpoch ? chunk - ((batch + chunk) % perEpoch) : chunk;
    this.wasCut = remaining < fitting;
    return Math.max(1, Math.min(fitting, remaining));
  }

  took(steps: number, elapsedMs: number, isCut = this.wasCut): void {
    // Cut short for a point of the curve: mostly fixed cost, which says nothing about longer dispatches.
    if (isCut && elapsedMs < TARGET_MS) return;
    const fitting = (TARGET_MS / Math.max(elapsedMs, 1e-3)) * steps;
    const wanted = 2 ** Math.floor(Math.log2(Math.max(1, fitting)));
    // A single slow or fast dispatch says little: grow fourfold at most, shrink at once.
    this.chunk = Math.min(wanted, Math.max(this.chunk, steps) * 4, MOST_STEPS);
  }
}

/** Decides when the next snapshot is due. */
export class SnapshotPacer {
  private isSeen = true;
  private dueMs = 0;

  /** A page that becomes visible again gets a snapshot at once. */
  watch(isSeen: boolean): void {
    if (isSeen && !this.isSeen) this.dueMs = 0;
    this.isSeen = isSeen;
  }

  isDue(nowMs: number): boolean {
    return nowMs >= this.dueMs;
  }

  took(endMs: number, elapsedMs: number): void {
    const leastMs = this.isSeen ? SNAPSHOT_MS : UNSEEN_SNAPSHOT_MS;
    this.dueMs = endMs + Math.max(leastMs - elapsedMs, elapsedMs * (1 / SNAPSHOT_SHARE - 1));
  }
}

/** Token bucket for measuring the learning curve between snapshots: a small share of the training time. */
export class CurveBudget {
  private leftMs = CURVE_START_MS;

  /** A new curve begins. */
  restart(): void {
    this.leftMs = CURVE_START_MS;
  }

  get allows(): boolean {
    return this.leftMs > 0;
  }

  /** Training ran for this long. */
  ran(elapsedMs: number): void {
    this.leftMs = Math.min(CURVE_START_MS, this.leftMs + CURVE_SHARE * elapsedMs);
  }

  took(elapsedMs: number): void {
    this.leftMs -= elapsedMs;
  }
}

/** Steps per second over about the last second. */
export class RateMeter {
  private marks: { readonly atMs: number; readonly steps: number }[] = [];
  private static readonly SPAN_MS = 1_000;

  add(steps: number, nowMs: number): void {
    const first = this.marks.findIndex(({ atMs }) => atMs >= nowMs - RateMeter.SPAN_MS);
    // The last mark before the window stays as its start.
    if (first > 1) this.marks.splice(0, first - 1);
    this.marks.push({ atMs: nowMs, steps });
  }

  /** The first mark is only the start of counting. */
  perSecond(): number {
    const [first, ...rest] = this.marks;
    const last = rest.at(-1);
    if (!first || !last || last.atMs <= first.atMs) return 0;
    return (rest.reduce((sum, { steps }) => sum + steps, 0) * 1_000) / (last.atMs - first.atMs);
  }

  /** Forgets the past, e.g. after a pause. */
  restart(nowMs: number): void {
    this.marks = [{ atMs: nowMs, steps: 0 }];
  }
}

/** Limits a run to a speed: how many steps are due, and how long until the next one is. */
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
    // A device that cannot keep up must not accumulate a backlog.
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
