/** The sections of the page of lessons, in order: a new one is a line here. Each draws its own head. */
import * as challenge from '#messages/generated/challenge.ts';
import * as gallery from '#messages/generated/gallery.ts';
import * as say from '#messages/generated/learn.ts';
import { ChallengesSection } from './ChallengesSection.tsx';
import { GallerySection } from './GallerySection.tsx';
import type { LearnSection } from './LearnSection.ts';
import { LessonsSection } from './LessonsSection.tsx';

export const SECTIONS: readonly LearnSection[] = [
  { id: 'lessons', label: say.lessons, place: 'main', View: LessonsSection },
  { id: 'challenges', label: challenge.challenges, place: 'side', View: ChallengesSection },
  { id: 'demos', label: gallery.demos, place: 'main', View: GallerySection },
];
