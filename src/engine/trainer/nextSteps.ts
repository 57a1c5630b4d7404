/**
 * How many steps the next dispatch makes: as many as fit into its time, but no more than remain to the goal or to the next epoch
 * that the curve or the track of checkpoints stops at.
 */
import { batchesPerEpoch, stepsToEpochEnd } from '#nn/schedule.ts';
import type { DeviceRun } from './DeviceRun.ts';
import { stepsTo, type Goal } from './Goal.ts';
import type { ChunkPacer, CurveBudget } from './pacing.ts';
import type { Progress } from './runStages.ts';
import type { Timeline } from './Timeline.ts';
import { isEpochKept, isRoundEpoch, nextEpochKept, nextRoundEpoch } from './TrainingHistory.ts';

/** Up to here every epoch is noted, also where a stop for it costs more than its steps. */
const DENSE_EPOCHS = 100;
/** Beyond, where a dispatch is sent ahead of its turn, whole dispatches from one stop to the next: each waits for the one ahead. */
const DISPATCHES_BETWEEN = 4;

type Place = Pick<Progress, 'step' | 'epoch' | 'batch'>;

export interface Course {
  readonly run: Pick<DeviceRun, 'schedule' | 'canSendAhead' | 'stepsAhead' | 'progress'>;
  readonly timeline: { readonly track: Pick<Timeline['track'], 'nextEpoch' | 'isKept'> };
  readonly goal: Pick<Goal, 'step' | 'epoch'>;
  /** Steps from the present place to where a loss may end the run or change its rate. */
  readonly watchedSteps: number;
  readonly pacer: ChunkPacer;
  readonly budget: CurveBudget;
  /** The step at which the loop last stopped to note something. */
  readonly notedStep: number;
}

/**
 * Steps of the dispatch from this place: those of the one that is under way ahead of its turn, where it still fits.
 * @param due steps that the speed limit lets through
 */
export function nextSteps(course: Course, at: Place, due: number): number {
  const { run, goal, pacer, watchedSteps } = course;
  const passed = at.step - run.progress.step;
  const remaining = Math.min(stepsTo(goal, run, at), watchedSteps - passed);
  const { stepsAhead, progress } = run;
  const isTurn = stepsAhead > 0 && at.step === progress.step;
  if (isTurn && stepsAhead <= Math.min(due, remaining)) return stepsAhead;
  const most = Math.min(remaining, stepsToNotedEpoch(course, at));
  return pacer.next(Math.min(most, Math.max(1, due)), batchesPerEpoch(run.schedule), at.batch);
}

/** What is due at this place besides a snapshot: a measurement for the curve, the state to go back to, or nothing. */
export function dueAt(course: Course, at: Place): 'measurement' | 'checkpoint' | null {
  if (at.batch !== 0) return null;
  if (isRoundEpoch(at.epoch)) return 'measurement';
  if (restingSteps(course, at) > 0) return null;
  if (course.budget.allows && isEpochKept(at.epoch)) return 'measurement';
  return course.timeline.track.isKept(at) ? 'checkpoint' : null;
}

/**
 * Steps during which nothing but round epochs is noted, because a stop costs a round trip and the last one was not long ago; 0
 * where one may be made now. The curve has snapshots between them.
 */
function restingSteps({ run, pacer, notedStep }: Course, at: Place): number {
  if (!run.canSendAhead || at.epoch < DENSE_EPOCHS) return 0;
  return Math.max(0, notedStep + DISPATCHES_BETWEEN * pacer.chunkSteps - at.step);
}

/** Steps to the next epoch that is measured for the curve (round ones, kept ones while the budget lasts), or whose state is kept. */
function stepsToNotedEpoch(course: Course, at: Place): number {
  const { run, timeline, budget } = course;
  const resting = restingSteps(course, at);
  const from =
    at.epoch + (resting > 0 ? Math.floor((at.batch + resting) / batchesPerEpoch(run.schedule)) : 0);
  const noted = Math.min(
    nextRoundEpoch(at.epoch),
    budget.allows ? nextEpochKept(from) : Infinity,
    timeline.track.nextEpoch(from),
  );
  return stepsToEpochEnd(run.schedule, at, noted - at.epoch);
}
