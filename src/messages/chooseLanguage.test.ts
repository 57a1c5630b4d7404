import { expect, test } from 'vitest';
import { chooseLanguage } from './chooseLanguage.ts';

test.each([
  [['de-CH', 'en'], 'de'],
  [['en-GB', 'de'], 'en'],
  [['pt', 'zh-Hans', 'de'], 'zh-Hans'],
  [['PT-br'], 'en'],
  [[], 'en'],
])('%j is served by %s', (wanted, tag) => {
  expect(chooseLanguage(wanted, ['de', 'zh-Hans'])).toBe(tag);
});
