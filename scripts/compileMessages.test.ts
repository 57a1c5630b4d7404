/** The compiler of messages: arguments are typed, plurals follow each language, mistakes are named. */
import { transformWithOxc } from 'vite';
import { afterEach, expect, test } from 'vitest';
import { said, saidByCode, setLanguage, type LanguageModule } from '#messages/say.ts';
import { compileArea, compileLanguage } from './compileMessages.mjs';

const ENGLISH = {
  'topbar.play': 'Play',
  'requests.sent':
    '{count, plural, =0 {Nothing sent} one {# request sent} other {# requests sent}} to {name}',
  'serverErrors.full': "{who, select, gpu {The GPU} other {WASM}} is full. Don't send `more` than '{most}'.",
};
const CODES = Object.keys(ENGLISH);

/** Runs the module of another language as the page does. */
async function use(tag: string, texts: Readonly<Record<string, string>>): Promise<void> {
  const source = compileLanguage(tag, texts, ENGLISH, CODES);
  const module = (await import(`data:text/javascript,${encodeURIComponent(source)}`)) as LanguageModule;
  setLanguage(tag, module);
}

afterEach(() => setLanguage('en', null));

test('a message becomes a function with typed arguments; a failure carries code and values', async () => {
  const module = compileArea('requests', { sent: ENGLISH['requests.sent'] }, () => 7);
  expect(module).toContain(
    'sent = (v: { readonly count: number; readonly name: string }): string => said(7, v) ?? ',
  );
  const errors = compileArea('serverErrors', { full: ENGLISH['serverErrors.full'] }, () => 2);
  expect(errors).toContain(
    "full = (v: { readonly who: string | Failure }): Failure => failure('serverErrors.full', v, (v) => `",
  );
  // What stands in apostrophes is text, and a template's own marks are escaped.
  expect(errors).toContain("Don't send \\`more\\` than {most}.");
  for (const source of [module, errors]) await expect(transformWithOxc(source, 'a.ts')).resolves.toBeTruthy();
});

test('another language says its own words, plurals and numbers, and what it lacks in English', async () => {
  await use('pl', {
    'requests.sent':
      '{name}: {count, plural, one {# żądanie} few {# żądania} many {# żądań} other {# żądania}}',
  });
  expect(said(0)).toBeUndefined();
  const sent = (count: number) => saidByCode('requests.sent', { count, name: 'GPU' });
  expect([1, 3, 5, 22].map(sent)).toEqual([
    'GPU: 1 żądanie',
    'GPU: 3 żądania',
    'GPU: 5 żądań',
    'GPU: 22 żądania',
  ]);
  expect(saidByCode('requests.sent', { count: 0.5, name: 'x' })).toBe('x: 0,5 żądania');
  expect(saidByCode('requests.gone')).toBeUndefined();
});

test('a mistake in a message is named with its key', () => {
  const area = (text: string) => () => compileArea('a', { b: text }, () => 0);
  expect(area('{count, plural, one {#}}')).toThrow('a.b: {count} lacks "other".');
  expect(area('{when, date}')).toThrow('a.b: {when, date} is not supported.');
  expect(area('{open')).toThrow(/^a\.b is no message/);
  const language = (texts: Readonly<Record<string, string>>) => () =>
    compileLanguage('de', texts, ENGLISH, CODES);
  expect(language({ 'topbar.pley': 'x' })).toThrow('de.json has topbar.pley, which English lacks.');
  expect(language({ 'topbar.play': '{n} x' })).toThrow('de.json: topbar.play has {n}, which English lacks.');
});
