// @vitest-environment happy-dom
import { act } from 'react';
import { beforeEach, expect, test, vi } from 'vitest';
import { leaveLesson, openLesson } from '#commands/lessons.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import { experimentStore, startWith } from '#state/experimentStore.ts';
import { learnStore, stepDone } from '#state/learnStore.ts';
import { click, control, enter, renderView } from '../testing/renderView.tsx';
import { LessonColumn } from './LessonColumn.tsx';

beforeEach(async () => {
  if (learnStore.getState().lesson) leaveLesson();
  learnStore.setState(learnStore.getInitialState());
  startWith(defaultExperiment('circle'));
});

const isOpen = (host: Element): boolean => control(host, 'Next').getAttribute('aria-disabled') !== 'true';

test('a question for a number tells common mistakes apart, and the right one opens Next', async () => {
  await openLesson('one-unit', 0);
  const { host } = renderView(<LessonColumn />);
  expect(host.textContent).toContain('Lesson 1 of');
  expect(isOpen(host)).toBe(false);
  enter(control(host, 'Your answer'), '0,178');
  act(() => control(host, 'Your answer').closest('form')!.requestSubmit());
  expect(host.textContent).toContain('Look at the sign');
  expect(isOpen(host)).toBe(false);
  enter(control(host, 'Your answer'), '-0.18');
  act(() => control(host, 'Your answer').closest('form')!.requestSubmit());
  expect(host.textContent).toContain('A negative answer');
  expect(isOpen(host)).toBe(true);
  click(control(host, 'Next'));
  expect(learnStore.getState()).toMatchObject({ step: 1, progress: { 'one-unit': { done: [0], at: 1 } } });
});

test('what is no number is said, and nothing is answered', async () => {
  await openLesson('one-unit', 0);
  const { host } = renderView(<LessonColumn />);
  enter(control(host, 'Your answer'), 'about a half');
  act(() => control(host, 'Your answer').closest('form')!.requestSubmit());
  expect(host.querySelector('[role="alert"]')?.textContent).toContain('Type a number');
  expect(learnStore.getState().guesses).toEqual({});
});

test('a guess is kept and answered only after the try; Next opens when the task is done, Skip is there before', async () => {
  await openLesson('one-unit', 2);
  const { host } = renderView(<LessonColumn />);
  click(control(host, 'The line moves to another place'));
  expect(host.textContent).toContain('Your guess is The line moves to another place.');
  expect(host.textContent).not.toContain('It turns a little');
  expect(isOpen(host)).toBe(false);
  act(() => stepDone(2));
  expect(host.textContent).toContain('It turns a little');
  expect(host.textContent).toContain('The border gets sharper');
  expect(isOpen(host)).toBe(true);
});

test('a skipped task is not done; leaving brings back what was here', async () => {
  const before = experimentStore.getState().experiment;
  await openLesson('one-unit', 1);
  const { host } = renderView(<LessonColumn />);
  click(control(host, 'Skip the task'));
  expect(learnStore.getState()).toMatchObject({ step: 2, progress: { 'one-unit': { done: [], at: 2 } } });
  click(control(host, 'Leave the lesson. What was here before comes back'));
  expect(experimentStore.getState().experiment).toBe(before);
  expect(host.textContent).toBe('');
});

test('hints come after a while, one after the other', async () => {
  vi.useFakeTimers();
  await openLesson('one-unit', 1);
  const { host } = renderView(<LessonColumn />);
  expect(host.textContent).not.toContain('Hint 1');
  act(() => void vi.advanceTimersByTime(20_000));
  click(control(host, 'Hint 1 of 1'));
  expect(host.textContent).toContain('The lower link belongs to');
  vi.useRealTimers();
});
