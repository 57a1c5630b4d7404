/**
 * What a lesson is once it is compiled (`scripts/compileLesson.mjs`): its steps, with texts as HTML that was made and checked when
 * the page was built. A lesson is one folder of `content/`; how to write one: docs/adding.md.
 */
import type { ExperimentInput } from '#experiment/experiment.ts';

/** HTML of the build, of a short list of elements; formulas are MathML. */
export type Html = string;

export interface LessonOption {
  /** What is chosen, or of a question for a number, the number; null stands for any other. */
  readonly text: Html;
  readonly value: number | null;
  readonly isRight: boolean;
  /** What to say to somebody who chose it. */
  readonly say: Html;
}

export interface LessonQuestion {
  readonly question: Html;
  readonly options: readonly LessonOption[];
  /** Of a question for a number: how far an answer may be off. */
  readonly within?: number;
}

export interface LessonTask {
  readonly goal: Html;
  /** How to go about it; empty where the text has said it. */
  readonly how: Html;
}

export interface LessonChange {
  readonly change: ExperimentInput;
  /** Whether training begins again with it; else the weights stay. */
  readonly restart: boolean;
}

export interface LessonStep {
  readonly title: string;
  readonly text: Html;
  /** Shown to those who ask. */
  readonly formula?: Html;
  /** To be guessed before trying. */
  readonly ask?: LessonQuestion;
  readonly task?: LessonTask;
  /** Offered one after the other. */
  readonly hints: readonly Html[];
  /** What has been seen; shown once the task is done. */
  readonly done?: Html;
  /** A fresh start from this experiment; a step without one goes on from the step before. */
  readonly open?: ExperimentInput;
  /** What the bold phrases change, by the name in `try:NAME`. */
  readonly changes: Readonly<Record<string, LessonChange>>;
  /** When the task is done, in the language of `conditions/`. */
  readonly condition?: string;
  /** By name, when what is observed is kept as the run of that name, for conditions that compare runs. */
  readonly keep?: Readonly<Record<string, string>>;
  /** The control in question, by its name in `highlights.ts`, and what its flag says. */
  readonly highlight?: { readonly control: string; readonly flag: string };
  /** Whether the dock is needed: else it is folded. */
  readonly dock: boolean;
}

export interface Lesson {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly steps: readonly LessonStep[];
  /** Where it comes from and where it goes on, as a list of links; empty without. */
  readonly sources: Html;
}

export const LESSON_GROUPS = ['works', 'learns', 'data', 'answers'] as const;
export type LessonGroup = (typeof LESSON_GROUPS)[number];

/** What the list of lessons says without loading them. */
export interface LessonEntry {
  readonly id: string;
  readonly group: LessonGroup;
  readonly minutes: number;
  readonly steps: number;
  /** By language; English is always there. */
  readonly texts: Readonly<Record<string, { readonly title: string; readonly about: string }>>;
  readonly load: Readonly<Record<string, () => Promise<{ readonly lesson: Lesson }>>>;
}
