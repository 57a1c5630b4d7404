/** The page of lessons, the lesson under way, and how far the reader has come. Not part of the Experiment. */
import { createStore } from 'zustand/vanilla';
import type { Lesson } from '#lessons/Lesson.ts';

export interface LessonProgress {
  /** Numbers of the steps whose task is done, from 0. */
  readonly done: readonly number[];
  /** The step that was shown last. */
  readonly at: number;
}

/** What the reader has answered in a step: the number of an option, or a number that was typed. */
export type Guess = { readonly option: number } | { readonly typed: number };

interface LearnState {
  /** Whether the page of lessons stands in place of the workspace. */
  readonly pageOpen: boolean;
  /** The lesson that stands in place of the data; null while there is none. */
  readonly lesson: Lesson | null;
  /** The step that is shown, from 0. */
  readonly step: number;
  /** By the lesson's id. */
  readonly progress: Readonly<Record<string, LessonProgress>>;
  /** Answers of the present lesson by step. */
  readonly guesses: Readonly<Record<number, Guess>>;
}

export const learnStore = createStore<LearnState>(() => ({
  pageOpen: false,
  lesson: null,
  step: 0,
  progress: {},
  guesses: {},
}));
const { getState, setState } = learnStore;

export const openLearnPage = (): void => setState({ pageOpen: true });
export const closeLearnPage = (): void => setState({ pageOpen: false });

export const progressRead = (progress: LearnState['progress']): void => setState({ progress });

export function lessonOpened(lesson: Lesson, step: number): void {
  setState({ lesson, pageOpen: false, ...(getState().lesson?.id === lesson.id ? {} : { guesses: {} }) });
  stepOpened(step);
}

export function stepOpened(step: number): void {
  setState({ step });
  noteProgress(({ done }) => ({ done, at: step }));
}

export const lessonLeft = (): void => setState({ lesson: null, step: 0, guesses: {} });

export function stepDone(step: number): void {
  noteProgress(({ done, at }) =>
    done.includes(step) ? { done, at } : { done: [...done, step].sort(ascending), at },
  );
}

export const guessed = (step: number, guess: Guess): void =>
  setState(({ guesses }) => ({ guesses: { ...guesses, [step]: guess } }));

const ascending = (a: number, b: number): number => a - b;

function noteProgress(change: (before: LessonProgress) => LessonProgress): void {
  const { lesson, progress } = getState();
  if (!lesson) return;
  setState({ progress: { ...progress, [lesson.id]: change(progress[lesson.id] ?? { done: [], at: 0 }) } });
}
