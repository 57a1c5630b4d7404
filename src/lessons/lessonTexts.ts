/** Texts of lessons in the reader's language, where they are written in it; else in English. */
import type { Lesson, LessonEntry } from './Lesson.ts';

/** @param language as in `document.documentElement.lang` */
export function lessonTexts({ texts }: LessonEntry, language = 'en'): { title: string; about: string } {
  return (Object.hasOwn(texts, language) ? texts[language] : undefined) ?? texts['en']!;
}

export async function loadLesson({ load }: LessonEntry, language = 'en'): Promise<Lesson> {
  const read = (Object.hasOwn(load, language) ? load[language] : undefined) ?? load['en']!;
  return (await read()).lesson;
}
