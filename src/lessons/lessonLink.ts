/** The part of a link that names a step of a lesson: `lesson=one-unit/2`, alone or before the fragment of an experiment, with `&` between. */

export interface LessonLink {
  readonly id: string;
  /** From 0. */
  readonly step: number;
  /** The fragment of the experiment; empty where the step's own start is meant. */
  readonly rest: string;
}

const FORM = /^lesson=([a-z][a-z0-9-]{0,63})(?:\/(\d{1,3}))?(?:&(.*))?$/s;

/**
 * @param fragment with or without '#', or a whole link
 * @returns null where it names no lesson
 * @example readLessonLink('#lesson=one-unit/2') // { id: 'one-unit', step: 1, rest: '' }
 */
export function readLessonLink(fragment: string): LessonLink | null {
  const [, id, step = '1', rest = ''] =
    FORM.exec(fragment.trim().slice(fragment.trim().indexOf('#') + 1)) ?? [];
  return id === undefined ? null : { id, step: Number(step) - 1, rest };
}

export const lessonFragment = ({ id, step, rest }: LessonLink): string =>
  `lesson=${id}/${step + 1}${rest === '' ? '' : `&${rest}`}`;
