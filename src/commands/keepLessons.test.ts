import { beforeEach, expect, test } from 'vitest';
import { learnStore, lessonOpened, stepDone } from '#state/learnStore.ts';
import { keepLessons } from './keepLessons.ts';

const lesson = { id: 'one-unit', title: '', about: '', steps: [], sources: '' };
let kept: Map<string, string>;
const storage = (): Storage =>
  ({
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  }) as unknown as Storage;

beforeEach(() => {
  kept = new Map();
  learnStore.setState(learnStore.getInitialState());
});

test('what was done is there after a reload', () => {
  const stop = keepLessons(storage);
  lessonOpened(lesson, 1);
  stepDone(1);
  stepDone(0);
  stepDone(1);
  stop();
  learnStore.setState(learnStore.getInitialState());
  keepLessons(storage)();
  expect(learnStore.getState().progress).toEqual({ 'one-unit': { done: [0, 1], at: 1 } });
});

test('what another tab has kept since is not overwritten', () => {
  const stop = keepLessons(storage);
  kept.set('fanout.lessons', JSON.stringify({ xor: { done: [0], at: 2 } }));
  lessonOpened(lesson, 0);
  stop();
  expect(JSON.parse(kept.get('fanout.lessons')!)).toEqual({
    xor: { done: [0], at: 2 },
    'one-unit': { done: [], at: 0 },
  });
});

test.each([
  '',
  'no json',
  '[1]',
  '{"x":1}',
  '{"x":{"done":[-1],"at":0}}',
  '{"__proto__":{"done":[0],"at":0}}',
  '{"x":{"done":["0"],"at":1}}',
])('what is no progress is left out: %s', (text) => {
  kept.set('fanout.lessons', text);
  keepLessons(storage)();
  expect(learnStore.getState().progress).toEqual({});
});

test('a storage that refuses costs nothing but the memory', () => {
  const stop = keepLessons(() => {
    throw new Error('denied');
  });
  lessonOpened(lesson, 0);
  stepDone(0);
  expect(learnStore.getState().progress['one-unit']).toEqual({ done: [0], at: 0 });
  stop();
});
