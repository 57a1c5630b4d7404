/**
 * What is known of a run over time: its learning curve, checkpoints to go back to, and the curves of runs that were left by
 * training on from an earlier moment. Looking back changes none of it; the first step from there begins a branch.
 */
import type { HistoryNews, HistoryPoint, TimelineNews } from '#protocol/trainer.ts';
import { CheckpointTrack, type Mark } from './CheckpointTrack.ts';
import type { EpochLoss } from './EpochLosses.ts';
import { TrainingHistory } from './TrainingHistory.ts';

/** The oldest branches go first. */
const MOST_BRANCHES = 10;

/** A timeline as it is kept for undo. */
export interface KeptTimeline {
  readonly curve: readonly HistoryPoint[];
  readonly marks: readonly Mark[];
  readonly branches: readonly (readonly HistoryPoint[])[];
  /** The step that was looked back at, or null at the end of the run. */
  readonly lookingBackAt: number | null;
}

export class Timeline {
  /** The learning curve of the present weights. */
  readonly history = new TrainingHistory();
  readonly track = new CheckpointTrack();
  private left: (readonly HistoryPoint[])[] = [];
  private lookingBackAt: number | null = null;
  /** The branches that the page has. */
  private sentBranches: unknown = null;

  /** Curves of the runs that were left, each from the point where the branch begins. */
  get branches(): readonly (readonly HistoryPoint[])[] {
    return this.left;
  }

  /** Whether the present state is an earlier one of a run that has gone further. */
  get isLookingBack(): boolean {
    return this.lookingBackAt !== null;
  }

  /** The state of the moment and its metrics; while looking back they are known already. */
  note(mark: Mark, metrics: Pick<HistoryPoint, 'epoch' | 'step'> & Partial<HistoryPoint>): void {
    if (this.isLookingBack) return;
    this.history.note(metrics);
    this.track.note(mark);
  }

  /** The run has trained on to this step, and ended these epochs. */
  ran(seconds: number, toStep: number, ended: readonly EpochLoss[]): void {
    this.history.ran(seconds, toStep);
    this.history.noteEpochs(ended);
  }

  /** What the page does not know yet. @param whole all points of the curve, for a page that may have missed some */
  news(whole: boolean): { history: HistoryNews; timeline: TimelineNews } {
    const { left, lookingBackAt } = this;
    const branches = this.sentBranches === left ? {} : { branches: left };
    this.sentBranches = left;
    const moments = this.track.all.map(({ checkpoint }) => checkpoint);
    return {
      history: this.history.news(whole),
      timeline: {
        epochs: moments.map(({ epoch }) => epoch),
        steps: moments.map(({ step }) => step),
        lookingBackAt,
        ...branches,
      },
    };
  }

  /** The present state is now that of this step. */
  lookBack(step: number): void {
    const end = this.track.all.at(-1)?.checkpoint.step;
    this.lookingBackAt = step === end ? null : step;
  }

  /** Training goes on from here: what came after becomes the curve of a run that was left. */
  beginBranch(): void {
    const step = this.lookingBackAt;
    if (step === null) return;
    this.lookingBackAt = null;
    const from = this.history.all.findLastIndex((point) => point.step <= step);
    this.left = [...this.left, this.history.all.slice(Math.max(0, from))].slice(-MOST_BRANCHES);
    this.history.cutAfter(step);
    this.track.cutAfter(step);
  }

  /** The curve goes on with another network, which earlier states do not fit. */
  changeNetwork(): void {
    this.beginBranch();
    this.track.restore([]);
  }

  keep(): KeptTimeline {
    const { history, track, left, lookingBackAt } = this;
    return { curve: history.all.slice(), marks: track.all.slice(), branches: left, lookingBackAt };
  }

  /** Goes back to a kept timeline, of which all but the curve may be lost; without one begins anew. */
  restore(kept: Partial<KeptTimeline> = {}): void {
    this.history.restore(kept.curve ?? []);
    this.track.restore(kept.marks ?? []);
    this.left = [...(kept.branches ?? [])];
    this.lookingBackAt = kept.marks ? (kept.lookingBackAt ?? null) : null;
  }
}
