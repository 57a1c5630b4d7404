/**
 * Checkpoints of runs that edits have replaced, for undo and redo. Moments of the page's undo history whose edits kept
 * the weights share one run. A run is stored when it is left and restored from any of its moments; the oldest are
 * evicted above a memory limit.
 */
import type { KeptRun } from '#protocol/trainer.ts';
import { bytesOf } from './CheckpointTrack.ts';
import type { KeptTimeline } from './Timeline.ts';

/** A run that was left: what it can be continued from, and what else is known of it, as long as there is room. */
export type LeftRun = KeptRun & Partial<KeptTimeline>;

const MOST_BYTES = 64 * 2 ** 20;
/** Bounds the map of numbers; the page's history is far shorter. */
const MOST_MOMENTS = 10_000;
/** Six numbers and the overhead of an object. */
const POINT_BYTES = 80;

const sizeOf = ({ checkpoint, curve, marks = [] }: LeftRun): number =>
  checkpoint.state.byteLength + POINT_BYTES * curve.length + bytesOf(marks);

export class KeptRuns {
  private readonly mostBytes: number;
  private readonly runs = new Map<number, number>();
  private readonly states = new Map<number, LeftRun>();
  private present = 0;
  private last = 0;

  constructor(mostBytes = MOST_BYTES) {
    this.mostBytes = mostBytes;
  }

  /** The run to restore at this moment; undefined where it is the present one, or not stored. */
  find(moment: number | undefined): LeftRun | undefined {
    const run = moment === undefined ? undefined : this.runs.get(moment);
    return run === undefined || run === this.present ? undefined : this.states.get(run);
  }

  /** Stores the present run, which is about to be replaced. */
  keep(state: LeftRun): void {
    this.states.delete(this.present);
    this.states.set(this.present, state);
    let bytes = 0;
    for (const kept of this.states.values()) bytes += sizeOf(kept);
    // Earlier checkpoints go before the runs themselves.
    for (const [run, kept] of this.states) {
      if (bytes <= this.mostBytes) return;
      if (!kept.marks) continue;
      const { marks, lookingBackAt: _, ...rest } = kept;
      this.states.set(run, rest);
      bytes -= bytesOf(marks);
    }
    for (const [run, kept] of this.states) {
      if (bytes <= this.mostBytes) return;
      this.states.delete(run);
      bytes -= sizeOf(kept);
    }
  }

  /** Adds a run from outside (kept over a reload, or of a link) for this moment, unless it has a run of its own by now. */
  add(moment: number, state: KeptRun): void {
    if (this.runs.has(moment)) return;
    const run = ++this.last;
    this.runs.set(moment, run);
    this.states.set(run, state);
  }

  /** The present run continues at this moment. */
  goOn(moment: number | undefined): void {
    if (moment === undefined) return;
    this.runs.delete(moment);
    this.runs.set(moment, this.present);
    for (const [oldest] of this.runs) {
      if (this.runs.size <= MOST_MOMENTS) return;
      this.runs.delete(oldest);
    }
  }

  /** A network starts from its initial weights at this moment. */
  begin(moment: number | undefined): void {
    this.present = ++this.last;
    this.goOn(moment);
  }

  /** The run of this moment is the present one again. */
  goBack(moment: number | undefined): void {
    this.present = (moment === undefined ? undefined : this.runs.get(moment)) ?? ++this.last;
    this.states.delete(this.present);
    this.goOn(moment);
  }
}
