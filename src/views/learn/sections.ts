/** The sections of the page of lessons, in order: a new one is a line here. Each draws its own head. */
import * as say from '#messages/generated/learn.ts';
import type { LearnSection } from './LearnSection.ts';
import { LessonsSection } from './LessonsSection.tsx';

export const SECTIONS: readonly LearnSection[] = [
  { id: 'lessons', label: say.lessons, place: 'main', View: LessonsSection },
];
