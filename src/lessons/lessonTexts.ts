/** Texts of lessons in the reader's language, where they are written in it; else in English. */
import type { Lesson, LessonEntry } from './Lesson.ts';

/** @param language BCP 47 tag, as `presentLanguage()` of messages/say.ts */
export function lessonTexts({ texts }: LessonEntry, language: string): { title: string; about: string } {
  return (Object.hasOwn(texts, language) ? texts[language] : undefined) ?? texts['en']!;
}

export async function loadLesson({ load }: LessonEntry, language: string): Promise<Lesson> {
  const read = (Object.hasOwn(load, language) ? load[language] : undefined) ?? load['en']!;
  return (await read()).lesson;
}
