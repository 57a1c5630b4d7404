import type { Lesson } from '../src/lessons/Lesson.ts';

export declare function compileLesson(
  id: string,
  plan: { readonly steps: readonly Readonly<Record<string, unknown>>[] },
  markdown: string,
): Lesson;
