/** The lesson under way, its present step, and what the reader has done of it. */
import { useStore } from 'zustand';
import type { Lesson, LessonStep } from '#lessons/Lesson.ts';
import { LESSONS } from '#lessons/generated/registry.ts';
import { optionOf } from '#lessons/optionOf.ts';
import { learnStore, type Guess } from '#state/learnStore.ts';

export interface PresentStep {
  readonly lesson: Lesson;
  /** Place among all lessons, from 1, and their count. */
  readonly number: number;
  readonly all: number;
  readonly step: LessonStep;
  /** From 0. */
  readonly at: number;
  readonly isLast: boolean;
  readonly guess: Guess | undefined;
  /** Numbers of the steps that are done. */
  readonly done: readonly number[];
  readonly isDone: boolean;
  /** Whether what is right may be said: after the task, or at once where there is none. */
  readonly isRevealed: boolean;
}

export function useLesson(): PresentStep | null {
  const { lesson, step: at, progress, guesses } = useStore(learnStore);
  const step = lesson?.steps[at];
  if (!lesson || !step) return null;
  const done = progress[lesson.id]?.done ?? [];
  const isDone = done.includes(at);
  return {
    lesson,
    number: LESSONS.findIndex(({ id }) => id === lesson.id) + 1,
    all: LESSONS.length,
    step,
    at,
    isLast: at === lesson.steps.length - 1,
    guess: guesses[at],
    done,
    isDone,
    isRevealed: isDone || step.task === undefined,
  };
}

/** Whether the reader may go on: the task is done, or the question answered; a number has to be right. */
export function mayGoOn({ step, guess, isDone }: PresentStep): boolean {
  if (isDone) return true;
  if (step.task) return false;
  if (!step.ask) return true;
  if (!guess) return false;
  return step.ask.within === undefined || optionOf(step.ask, guess)?.isRight === true;
}
