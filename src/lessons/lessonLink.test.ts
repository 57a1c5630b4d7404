import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lessonFragment, readLessonLink } from './lessonLink.ts';

const id = fc.stringMatching(/^[a-z][a-z0-9-]{0,30}$/);
const rest = fc.oneof(fc.constant(''), fc.stringMatching(/^v1\.[\w-]{1,200}$/));

test('what is written is read again, after # and in a whole link, too', () => {
  fc.assert(
    fc.property(id, fc.nat(98), rest, (id, step, rest) => {
      const link = { id, step, rest };
      const fragment = lessonFragment(link);
      for (const source of [fragment, `#${fragment}`, ` https://example.org/fanout/#${fragment}`]) {
        expect(readLessonLink(source)).toEqual(link);
      }
    }),
  );
});

test('a lesson without a step begins at its first', () => {
  expect(readLessonLink('lesson=one-unit')).toEqual({ id: 'one-unit', step: 0, rest: '' });
});

test('anything else names none', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      if (!/lesson=/.test(text)) expect(readLessonLink(text)).toBeNull();
    }),
  );
  const others = [
    '',
    '#',
    'v1.abc',
    'lesson=',
    'lesson=A/1',
    'lesson=../1',
    'lesson=x/1000',
    'lesson=__proto__/1',
    'lesson=x/-1',
    'x&lesson=y/1',
  ];
  for (const text of others) expect(readLessonLink(text), text).toBeNull();
});
