/** Which option of a question an answer is: of a question for a number, the right one within its tolerance, else the nearest. */
import type { LessonOption, LessonQuestion } from './Lesson.ts';

export function optionOf(
  { options, within }: LessonQuestion,
  answer: { readonly option: number } | { readonly typed: number },
): LessonOption | undefined {
  if ('option' in answer) return options[answer.option];
  const isNear = ({ value }: LessonOption): boolean =>
    value !== null && Math.abs(answer.typed - value) <= (within ?? 0) + 1e-9;
  return (
    options.find((option) => option.isRight && isNear(option)) ??
    options.find(isNear) ??
    options.find(({ value }) => value === null)
  );
}
