/**
 * The learning curve of a run: a point for every epoch up to 100, then at round epochs 2 to 5 % apart, and wherever a
 * snapshot measured. A million epochs make about 400 points, and epoch 50 is among them however fast the run is.
 */
import type { HistoryNews, HistoryPoint } from '#protocol/trainer.ts';
import type { EpochLoss } from './EpochLosses.ts';

/** More points than a chart has pixels across. */
export const HISTORY_POINTS = 2_000;

/** Epochs from one kept point to the next: 1 up to 100, then 5, 10, 20, 50 … */
function epochGap(epoch: number): number {
  if (epoch < 100) return 1;
  const decade = 10 ** Math.floor(Math.log10(epoch) + 1e-9);
  const lead = epoch / decade;
  return lead < 2 ? decade / 20 : lead < 5 ? decade / 10 : decade / 5;
}

/** The next epoch after this one that the curve keeps a point for. */
export function nextEpochKept(epoch: number): number {
  const whole = Math.floor(epoch);
  const gap = epochGap(whole);
  return (Math.floor(whole / gap) + 1) * gap;
}

/**
 * The next epoch after this one that is always measured: 1 to 10, then 1, 2 and 5 times each power of ten. They are
 * few enough to cost nothing; kept epochs between them are measured within CurveBudget.
 */
export function nextRoundEpoch(epoch: number): number {
  const whole = Math.floor(epoch);
  if (whole < 10) return whole + 1;
  const decade = 10 ** Math.floor(Math.log10(whole) + 1e-9);
  return [2, 5, 10].map((lead) => lead * decade).find((round) => round > whole)!;
}

/** Whether this epoch is always measured. */
export function isRoundEpoch(epoch: number): boolean {
  return Number.isInteger(epoch) && epoch > 0 && nextRoundEpoch(epoch - 1) === epoch;
}

/** Whether the curve keeps a point for this epoch. */
export function isEpochKept(epoch: number): boolean {
  return Number.isInteger(epoch) && epoch % epochGap(epoch) === 0;
}

export class TrainingHistory {
  private points: HistoryPoint[] = [];
  /** Points before this index have been sent to the page. */
  private sent = 0;
  /** Begin and end of the last stretch of training: points within it are timed by their step. */
  private stretch = { fromStep: 0, fromSeconds: 0, toStep: 0, toSeconds: 0 };

  get all(): readonly HistoryPoint[] {
    return this.points;
  }

  /** The run has trained on to this step, which took so long. */
  ran(seconds: number, toStep: number): void {
    const { toStep: fromStep, toSeconds: fromSeconds } = this.stretch;
    this.stretch = { fromStep, fromSeconds, toStep, toSeconds: fromSeconds + seconds };
  }

  private secondsAt(step: number): number {
    const { fromStep, fromSeconds, toStep, toSeconds } = this.stretch;
    const share = toStep > fromStep ? Math.min(1, Math.max(0, (step - fromStep) / (toStep - fromStep))) : 1;
    return fromSeconds + share * (toSeconds - fromSeconds);
  }

  /** Time goes on from the last point. */
  private restartClock(): void {
    const { step = 0, seconds = 0 } = this.points.at(-1) ?? {};
    this.stretch = { fromStep: step, fromSeconds: seconds, toStep: step, toSeconds: seconds };
  }

  /**
   * Adds metrics of one step; those of the same step are merged into one point. An earlier step than the last means
   * that the run was rolled back, and removes the points after it.
   */
  note(splitMetrics: Pick<HistoryPoint, 'epoch' | 'step'> & Partial<HistoryPoint>): void {
    const { points } = this;
    this.cutAfter(splitMetrics.step);
    const last = points.at(-1);
    if (last?.step === splitMetrics.step)
      points[points.length - 1] = { ...last, ...splitMetrics, epoch: last.epoch };
    else {
      // A change of the batch size restarts the epoch under way; the curve's epochs must not descend.
      const seconds = this.secondsAt(splitMetrics.step);
      const epoch = Math.max(splitMetrics.epoch, last?.epoch ?? 0);
      points.push({ ...UNKNOWN, seconds, ...splitMetrics, epoch });
    }
    this.sent = Math.min(this.sent, points.length - 1);
    if (points.length > HISTORY_POINTS) this.thin();
  }

  /**
   * Adds the losses of those ended epochs, in ascending order, that the curve keeps: few of the hundreds in a
   * dispatch.
   */
  noteEpochs(ended: readonly EpochLoss[]): void {
    if (ended.length === 0) return;
    let kept = nextEpochKept(ended[0]!.epoch - 1);
    for (const { epoch, step, loss } of ended) {
      if (epoch < kept) continue;
      this.note({ epoch, step, batchLoss: loss });
      kept = nextEpochKept(epoch);
    }
  }

  /** Removes the points after this step. */
  cutAfter(step: number): void {
    const { points } = this;
    if ((points.at(-1)?.step ?? 0) <= step) return;
    while (points.length > 0 && points.at(-1)!.step > step) points.pop();
    this.sent = Math.min(this.sent, points.length);
    this.restartClock();
  }

  /** Replaces the curve by points that were once `all` of one. */
  restore(points: readonly HistoryPoint[]): void {
    this.points = [...points];
    this.sent = 0;
    this.restartClock();
  }

  /** Points that have not been sent to the page; with `whole` all points, for a page that may have missed some. */
  news(whole: boolean): HistoryNews {
    const start = whole ? 0 : this.sent;
    this.sent = this.points.length;
    return { start, points: this.points.slice(start) };
  }

  /** Drops points between the kept epochs where they are closer than a chart can show; first and last stay. */
  private thin(): void {
    const { points } = this;
    const gap = (2 * (points.at(-1)!.epoch - points[0]!.epoch)) / HISTORY_POINTS;
    let lastEpoch = -Infinity;
    this.points = points.filter(({ epoch }, i) => {
      const stays = i === points.length - 1 || isEpochKept(epoch) || epoch - lastEpoch >= gap;
      if (stays) lastEpoch = epoch;
      return stays;
    });
    this.sent = 0;
  }
}

const UNKNOWN = {
  trainLoss: NaN,
  testLoss: NaN,
  trainAccuracy: NaN,
  testAccuracy: NaN,
  batchLoss: NaN,
} as const;
