import { expect, test } from 'vitest';
import { compileLanguage } from './compileMessages.mjs';
import { pseudo } from './pseudoLanguage.mjs';

const said = (text: string): string => {
  const code = compileLanguage('en', { 'a.b': text }, { 'a.b': text }, ['a.b'], pseudo);
  return code
    .split('\n')
    .find((line) => line.startsWith('  (v)'))!
    .trim();
};

test('marks every text and lengthens it; arguments and marks within stay', () => {
  expect(said('Train on <b>{device}</b>')).toBe('(v) => `⟦Traáiín oón <b>${v.device}</b>⟧`,');
});

test('lengthens the cases of a plural, not their names', () => {
  expect(said('{n, plural, one {# unit} other {# units}}')).toBe(
    '(v) => `⟦${plural(v.n, { "one": `${number(v.n)} uúniít`, "other": `${number(v.n)} uúniíts` })}⟧`,',
  );
});
