/**
 * Judges the condition of a lesson's step while the reader works. It begins once the trainer has taken what the step opened, so that
 * nothing of the step before counts.
 */
import { ConditionWatch } from '#lessons/conditions/ConditionWatch.ts';
import type { LessonStep } from '#lessons/Lesson.ts';
import { snapshotFeed } from '#state/feeds.ts';
import type { Commands } from './Commands.ts';
import { followConditions } from './followConditions.ts';
import { isStepTaken } from './lessons.ts';

/** A step may stand where it stood already: then no other snapshot comes. */
const PATIENCE_MS = 1_500;

/**
 * @param told after each look at what is there
 * @returns a function that stops it
 */
export function watchStep(
  commands: Pick<Commands, 'ask'>,
  { condition, keep }: Pick<LessonStep, 'condition' | 'keep'>,
  told: (watch: ConditionWatch) => void,
): () => void {
  if (condition === undefined) return () => undefined;
  const watch = new ConditionWatch(condition, keep);
  let stop: (() => void) | null = null;
  const begin = (): void => {
    stopWaiting();
    stop ??= followConditions(commands, [watch], () => told(watch));
  };
  const timer = setTimeout(begin, PATIENCE_MS);
  const unsubscribe = snapshotFeed.subscribe(() => isStepTaken() && begin());
  const stopWaiting = (): void => {
    clearTimeout(timer);
    unsubscribe();
  };
  if (isStepTaken()) begin();
  return () => {
    stopWaiting();
    stop?.();
  };
}
