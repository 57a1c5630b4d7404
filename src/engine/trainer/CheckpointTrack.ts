/**
 * Checkpoints of a run to go back to: the state of every epoch at first, of every second when there are too many, then of every
 * fourth … so that they lie evenly however long the run is. First and last are always there. Kept where training is,
 * in the worker: a state comes from the device and goes back there, and 32 MB need not cross to the page and back.
 */
import type { Experiment } from '#experiment/experiment.ts';
import type { Checkpoint } from '#protocol/trainer.ts';

export const MOST_MARKS = 240;
export const MOST_BYTES = 32 * 2 ** 20;

/** A checkpoint, and the experiment that it was trained under. */
export interface Mark {
  readonly experiment: Experiment;
  /** Its arrays are shared: they must not be changed. */
  readonly checkpoint: Checkpoint;
}

const stepOf = ({ checkpoint }: Mark): number => checkpoint.step;

export class CheckpointTrack {
  private readonly mostMarks: number;
  private readonly mostBytes: number;
  private marks: Mark[] = [];
  /** Epochs from one kept checkpoint to the next: a power of two. */
  private gap = 1;

  constructor(mostMarks = MOST_MARKS, mostBytes = MOST_BYTES) {
    this.mostMarks = mostMarks;
    this.mostBytes = mostBytes;
  }

  /** In the order of their steps. */
  get all(): readonly Mark[] {
    return this.marks;
  }

  /** The next epoch after this one whose end is kept. */
  nextEpoch(epoch: number): number {
    return (Math.floor(epoch / this.gap) + 1) * this.gap;
  }

  /** Whether a checkpoint at this place would stay when training goes on. */
  isKept({ epoch, batch }: Pick<Checkpoint, 'epoch' | 'batch'>): boolean {
    return batch === 0 && epoch % this.gap === 0;
  }

  /** The state of the moment: the last checkpoint from now on. An earlier step than the last means that the run was rolled back. */
  note(mark: Mark): void {
    this.cutAfter(stepOf(mark) - 1);
    const last = this.marks.at(-1);
    if (last && this.marks.length > 1 && !this.isKept(last.checkpoint)) this.marks.pop();
    this.marks.push(mark);
    this.thin();
  }

  /** Removes the checkpoints after this step. */
  cutAfter(step: number): void {
    while (this.marks.length > 0 && stepOf(this.marks.at(-1)!) > step) this.marks.pop();
  }

  /** Replaces all by checkpoints that were once `all` of a track. */
  restore(marks: readonly Mark[]): void {
    this.marks = [...marks];
    this.gap = 1;
    this.thin();
  }

  /**
   * The checkpoint nearest to this epoch, the earlier of two that are equally near, the last for an epoch beyond it; undefined where
   * there is none.
   */
  nearest(epoch: number): Mark | undefined {
    const last = this.marks.at(-1);
    if (!last || epoch > last.checkpoint.epoch) return last;
    let found: Mark | undefined;
    let least = Infinity;
    for (const mark of this.marks) {
      const distance = Math.abs(mark.checkpoint.epoch - epoch);
      // Within an epoch the one at its beginning.
      if (distance < least) [found, least] = [mark, distance];
    }
    return found;
  }

  private thin(): void {
    while (this.isOver && this.marks.length > 2) {
      this.gap *= 2;
      const last = this.marks.length - 1;
      this.marks = this.marks.filter(({ checkpoint }, i) => i === 0 || i === last || this.isKept(checkpoint));
    }
    // A state of more than half of the memory: only the present one.
    if (this.isOver) this.marks.splice(0, this.marks.length - 1);
  }

  private get isOver(): boolean {
    return this.marks.length > this.mostMarks || bytesOf(this.marks) > this.mostBytes;
  }
}

export function bytesOf(marks: readonly Mark[]): number {
  return marks.reduce((sum, { checkpoint }) => sum + checkpoint.state.byteLength, 0);
}
