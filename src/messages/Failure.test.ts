import { expect, test } from 'vitest';
import { failed, failureOf } from './Failure.ts';

const full = { code: 'serverErrors.full', values: { most: 64 }, text: 'The queue is full (64).' };

test('an error says the sentence and carries code and values, in the class that was asked for', () => {
  const error = failed(full, RangeError, { cause: 'x' });
  expect(error).toBeInstanceOf(RangeError);
  expect(error).toMatchObject({ message: full.text, code: full.code, values: full.values, cause: 'x' });
  expect(failureOf(error)).toEqual({ code: full.code, values: full.values });
});

test('other errors have none: a DOMException has a number for code', () => {
  for (const other of [new Error('x'), new DOMException('x', 'AbortError'), 'x', null]) {
    expect(failureOf(other)).toBeNull();
  }
});
