/** The part of the scripting interface for lessons. Guide: docs/scripting.md; see `Fanout.ts` for what holds for all calls. */

export interface LessonSummary {
  id: string;
  kind: 'lesson' | 'challenge';
  title: string;
  /** How many steps there are, and how many of them are done. */
  steps: number;
  done: number;
}

export interface LessonState {
  id: string;
  title: string;
  /** The step that is shown, from 1. */
  step: number;
  steps: number;
  /** When its task is done, as in docs/adding.md; absent where it has none. */
  condition?: string;
  done: boolean;
}

export interface FanoutLessons {
  /**
   * All lessons in their order, with how far the reader has come.
   * @example (await fanout.lessons()).filter(({ steps, done }) => done < steps)
   */
  lessons(): Promise<LessonSummary[]>;

  /**
   * Opens a lesson; without arguments only tells which one is open.
   * @param id of a lesson, as `lessons()` lists it
   * @param step from 1; without it the one where the reader left it
   * @returns what is open then; null where no lesson is
   * @throws for a lesson or step that is not there, and changes nothing
   * @example await fanout.lesson('hidden-layers', 3)
   */
  lesson(id?: string, step?: number): Promise<LessonState | null>;
}
