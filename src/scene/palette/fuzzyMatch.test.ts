import { expect, it } from 'vitest';
import { fuzzyMatch } from './fuzzyMatch.ts';

const order = (query: string, labels: readonly string[]): string[] =>
  labels
    .flatMap((label) => {
      const match = fuzzyMatch(query, label);
      return match ? [{ label, score: match.score }] : [];
    })
    .sort((a, b) => b.score - a.score)
    .map(({ label }) => label);

it('starts of words come first, then what lies inside, then letters in order', () => {
  expect(order('rate', ['Separate', 'Learning rate', 'Rate of arrivals', 'Batch size'])).toEqual([
    'Rate of arrivals',
    'Learning rate',
    'Separate',
  ]);
  expect(order('lrt', ['Learning rate', 'Alert'])).toEqual(['Alert']);
  expect(order('optmiser', ['Optimiser', 'Output'])).toEqual(['Optimiser']);
});

it('every word of the query has to be found, in any order', () => {
  expect(fuzzyMatch('size batch', 'Batch size')?.ranges).toEqual([
    [0, 5],
    [6, 10],
  ]);
  expect(fuzzyMatch('batch rate', 'Batch size')).toBeNull();
});

it('words that are not shown are found, too, after those that are', () => {
  expect(fuzzyMatch('eta', 'Learning rate', 'eta lr')?.ranges).toEqual([]);
  expect(fuzzyMatch('spiral', 'Spiral', '')!.score).toBeGreaterThan(
    fuzzyMatch('spiral', 'x', 'spiral')!.score,
  );
});

it('accents and case do not matter, and places stay', () => {
  expect(fuzzyMatch('café', 'Le Cafe')?.ranges).toEqual([[3, 7]]);
  expect(fuzzyMatch('cafe', 'LE CAFÉ')?.ranges).toEqual([[3, 7]]);
});

it('an empty query finds everything', () => {
  expect(fuzzyMatch(' ', 'Anything')?.ranges).toEqual([]);
});
