import { afterEach, expect, test } from 'vitest';
import { failed, failure, failureOf, reasonOf, sayFailure, type Failure } from './Failure.ts';
import { setLanguage } from './say.ts';

const full: Failure = { code: 'serverErrors.full', values: { most: 64 }, text: 'The queue is full (64).' };
const lost = (why: string | Failure): Failure =>
  failure('deviceErrors.lost', { why }, (v) => `The device was lost. ${v.why}`);

afterEach(() => setLanguage('en', null));

/** Two sentences of a language; the second names its reason. */
function speakGerman(): void {
  setLanguage('de', {
    codes: ['serverErrors.full', 'deviceErrors.lost'],
    messages: () => [
      (v) => `Die Warteschlange ist voll (${v['most']}).`,
      (v) => `Das Gerät ging verloren. ${v['why']}`,
    ],
  });
}

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

test('a reason within a failure is said in its language, too, wherever the failure was made', () => {
  const made = structuredClone(lost(full));
  expect(made.text).toBe('The device was lost. The queue is full (64).');
  expect(sayFailure(made)).toBe(made.text);
  speakGerman();
  expect(sayFailure(made)).toBe('Das Gerät ging verloren. Die Warteschlange ist voll (64).');
  expect(lost(full).text).toBe('Das Gerät ging verloren. Die Warteschlange ist voll (64).');
});

test('whatever was thrown becomes data; what is in no catalogue keeps its words', () => {
  expect(reasonOf(failed(full))).toEqual(full);
  const foreign = reasonOf(new TypeError('x is no function'));
  expect(foreign).toEqual({ code: 'foreign', values: {}, text: 'x is no function' });
  expect(reasonOf('just text').text).toBe('just text');
  speakGerman();
  expect(sayFailure(lost(foreign))).toBe('Das Gerät ging verloren. x is no function');
});
