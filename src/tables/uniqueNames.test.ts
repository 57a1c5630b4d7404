import fc from 'fast-check';
import { expect, test } from 'vitest';
import { uniqueNames } from './uniqueNames.ts';

test('two names that differ only beyond the limit become two names', () => {
  const long = 'x'.repeat(119);
  expect(uniqueNames([`${long}ya`, `${long}yb`])).toEqual([`${long}y`, `${'x'.repeat(118)} 2`]);
});

test('an emoji is not cut in two', () => {
  expect(uniqueNames([`${'x'.repeat(119)}🌹`])).toEqual(['x'.repeat(119)]);
});

test('any names: different, as many, none too long; short ones that differ stay', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 130 }).map((text) => text.repeat(3))), (texts) => {
      const names = uniqueNames(texts);
      expect(new Set(names).size).toBe(texts.length);
      expect(Math.max(0, ...names.map(({ length }) => length))).toBeLessThanOrEqual(120);
    }),
  );
  expect(uniqueNames(['a', 'b', 'a', 'a'])).toEqual(['a', 'b', 'a 2', 'a 3']);
});
