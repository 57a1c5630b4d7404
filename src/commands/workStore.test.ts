import { expect, test } from 'vitest';
import { tabsToForget, type WorkEntry } from './workStore.ts';

const DAY_MS = 24 * 3_600_000;
const now = 100 * DAY_MS;
const entry = (tab: string, ageMs: number, sizeBytes = 1_000): WorkEntry => ({
  tab,
  savedMs: now - ageMs,
  sizeBytes,
});
const many = Array.from({ length: 12 }, (_, i) => entry(`tab ${i}`, i * 1_000));

test('of closed tabs the newest eight stay, in whatever order they are read', () => {
  const forgotten = ['tab 8', 'tab 9', 'tab 10', 'tab 11'];
  expect(tabsToForget(many, new Set(), now)).toEqual(forgotten);
  expect(tabsToForget(many.toReversed(), new Set(), now)).toEqual(forgotten);
});

test('an open tab is never removed', () => {
  expect(tabsToForget(many, new Set(['tab 9', 'tab 11']), now)).toEqual(['tab 8', 'tab 10']);
  expect(tabsToForget([entry('open', 90 * DAY_MS)], new Set(['open']), now)).toEqual([]);
});

test('tabs older than a month are removed, and the oldest of those that are too large together', () => {
  expect(tabsToForget([entry('old', 31 * DAY_MS), entry('new', 29 * DAY_MS)], new Set(), now)).toEqual([
    'old',
  ]);
  const large = ['a', 'b', 'c'].map((tab, i) => entry(tab, i, 30 * 2 ** 20));
  expect(tabsToForget(large, new Set(), now)).toEqual(['c']);
});
