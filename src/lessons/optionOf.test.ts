import { expect, test } from 'vitest';
import type { LessonOption, LessonQuestion } from './Lesson.ts';
import { optionOf } from './optionOf.ts';

const option = (value: number | null, isRight = false): LessonOption => ({
  text: String(value),
  value,
  isRight,
  say: '',
});
const number: LessonQuestion = {
  question: '',
  options: [option(-0.178, true), option(-0.19), option(0.178), option(null)],
  within: 0.02,
};

test('a number is right within its tolerance, whatever else is as near', () => {
  expect(optionOf(number, { typed: -0.18 })?.value).toBe(-0.178);
  expect(optionOf(number, { typed: -0.198 })?.value).toBe(-0.178);
});

test('a common mistake is recognised, any other number is any other', () => {
  expect(optionOf(number, { typed: 0.18 })?.value).toBe(0.178);
  expect(optionOf(number, { typed: 5 })?.value).toBeNull();
  expect(optionOf({ ...number, options: number.options.slice(0, 3) }, { typed: 5 })).toBeUndefined();
});

test('a choice is its own option', () => {
  expect(optionOf(number, { option: 2 })?.value).toBe(0.178);
});
