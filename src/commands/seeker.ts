/**
 * Goes to earlier moments of the run. A drag asks for more of them than the trainer can restore: requests are coalesced, one at a time
 * is under way and only the newest waits, so that the picture keeps up with the pointer and ends where it was let go.
 */
import type { Engine } from '#client/Engine.ts';
import { momentOf } from '#client/momentOf.ts';
import type { Metrics } from '#protocol/trainer.ts';
import { beginTraining } from '#state/experimentStore.ts';
import { seekFeed, snapshotFeed, timelineFeed, type RunTimeline } from '#state/feeds.ts';
import type { ExperimentSync } from './experimentSync.ts';

export interface Seeker {
  /** @returns the metrics there, once the trainer shows it */
  go(epoch: number): Promise<Metrics>;
  seek(epoch: number): void;
  seekNext(direction: -1 | 1): void;
}

/** Index of the moment that is shown; the last at the end of the run. */
export function shownIndex({ steps, lookingBackAt }: RunTimeline): number {
  return lookingBackAt === null ? steps.length - 1 : Math.max(0, steps.indexOf(lookingBackAt));
}

/** The epoch to ask for, to come to this moment: two moments may have the same epoch completed, and then the last is the later. */
export function epochToSeek({ epochs }: Pick<RunTimeline, 'epochs'>, index: number): number {
  return index >= epochs.length - 1 ? Infinity : (epochs[Math.max(0, index)] ?? Infinity);
}

export function createSeeker(
  engine: Pick<Engine, 'weightsChanged'> & { readonly trainer: Pick<Engine['trainer'], 'call'> },
  sync: Pick<ExperimentSync, 'whenTaken'>,
  onProblem: (error: unknown) => void,
): Seeker {
  /** Going from moment to moment is one undo step; training in between begins another. */
  let atStep = -1;
  let gestures = 0;
  /** What is asked for next; null while nothing is. */
  let wanted: number | null = null;
  /** Index of the newest moment that was asked for; null while none is under way. */
  let goal: number | null = null;
  let isGoing = false;

  async function go(epoch: number): Promise<Metrics> {
    await sync.whenTaken();
    if (snapshotFeed.latest?.metrics.step !== atStep) gestures++;
    const moment = momentOf(beginTraining(`seek ${gestures}`));
    const metrics = await engine.trainer.call('seek', { epoch, moment });
    atStep = metrics.step;
    engine.weightsChanged();
    return metrics;
  }

  async function pump(): Promise<void> {
    if (isGoing) return;
    isGoing = true;
    try {
      while (wanted !== null) {
        const epoch = wanted;
        wanted = null;
        await go(epoch);
      }
    } catch (error) {
      onProblem(error);
    } finally {
      wanted = goal = null;
      seekFeed.publish(null);
      isGoing = false;
    }
  }

  function seek(epoch: number): void {
    wanted = epoch;
    seekFeed.publish(epoch);
    void pump();
  }

  return {
    go,
    seek(epoch) {
      goal = null;
      seek(epoch);
    },
    seekNext(direction) {
      const { latest } = timelineFeed;
      const last = latest.epochs.length - 1;
      const next = Math.min(last, Math.max(0, (goal ?? shownIndex(latest)) + direction));
      if (next < 0) return;
      goal = next;
      seek(epochToSeek(latest, next));
    },
  };
}
