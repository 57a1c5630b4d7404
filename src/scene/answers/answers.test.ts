/** Search of the responses and the two orders, on traces of a simulated server. */
import { describe, expect, test } from 'vitest';
import { OUTCOMES } from '#trace/outcomes.ts';
import { ringOf, sampleTrace } from '#trace/testing/sampleTrace.ts';
import type { PredictionMeaning } from '#trace/windows.ts';
import { findMatches, sendRanks } from './answerRows.ts';
import { parseSearch } from './searchForm.ts';

const classes = ['setosa', 'versicolor', 'virginica'];
const meaning: PredictionMeaning = {
  classes: 3,
  classOf: (answer) => (Number.isNaN(answer) ? -1 : answer),
  labelOf: (row) => row % 3,
};
const trace = sampleTrace({ count: 3_000, lossShare: 0.2 });
const ring = ringOf(trace);
const idsOf = (search: string): number[] => {
  const matcher = parseSearch(search, classes, meaning);
  return Array.from(findMatches(ring, matcher!, Infinity).rows, (n) => trace.ids[n]!);
};
const countOf = (search: string): number =>
  findMatches(ring, parseSearch(search, classes, meaning)!, Infinity).rows.length;
const countWhere = (holds: (at: number) => boolean): number =>
  [...trace.ids.keys()].filter((at) => holds(at)).length;

describe('parseSearch', () => {
  test('a number is a request', () => {
    expect(idsOf('1,234')).toEqual([1_234]);
    expect(idsOf('#17')).toEqual([17]);
    expect(idsOf('999999')).toEqual([]);
  });
  test('terms find what the columns hold', () => {
    expect(countOf('')).toBe(3_000);
    expect(countOf('timed out')).toBe(countWhere((at) => OUTCOMES[trace.outcomes[at]!] === 'timedOut'));
    expect(countOf('virginica')).toBe(countWhere((at) => trace.predictions[at] === 2));
    expect(countOf('batch 12')).toBe(countWhere((at) => trace.batches[at] === 12));
    expect(countOf('client 3')).toBe(countWhere((at) => trace.clients[at] === 2));
    expect(countOf('instance 2')).toBe(
      countWhere((at) => trace.batches[at] !== 0 && trace.instances[at] === 1),
    );
    const late = countWhere((at) => trace.deliveredMs[at]! - trace.plannedMs[at]! > 2);
    expect(late).toBeGreaterThan(0);
    expect(countOf('>2ms')).toBe(late);
    expect(countOf('< 2 ms')).toBe(3_000 - late);
    expect(countOf('right') + countOf('wrong')).toBe(
      countWhere((at) => !Number.isNaN(trace.predictions[at]!)),
    );
  });
  test('all terms must hold', () => {
    const both = countOf('wrong client 3');
    expect(both).toBeGreaterThan(0);
    expect(both).toBe(countOf('client 3 wrong'));
    expect(both).toBeLessThan(countOf('wrong'));
  });
  test('a class that is a number needs the word "class", and a minus may be a hyphen', () => {
    const digits = parseSearch('class 2', ['0', '1', '2'], meaning)!;
    expect(findMatches(ring, digits, Infinity).rows.length).toBe(
      countWhere((at) => trace.predictions[at] === 2),
    );
    expect(parseSearch('-1', ['−1', '+1'], meaning)).not.toBeNull();
  });
  test('an unknown term gives null', () => {
    for (const words of ['nonsense', 'batch', '>ms', 'wrongly', '12 nonsense']) {
      expect(parseSearch(words, classes, meaning), words).toBeNull();
    }
  });
});

describe('findMatches', () => {
  test('finds all, the newest first', () => {
    const { rows, scanned } = findMatches(ring, () => true, Infinity);
    expect([rows.length, rows[0], rows.at(-1), scanned]).toEqual([3_000, 2_999, 0, 3_000]);
  });
  test('stops when its time is up, and reports how far it came', () => {
    let calls = 0;
    const long = ringOf(sampleTrace({ count: 20_000 }));
    const { rows, scanned } = findMatches(
      long,
      () => true,
      8,
      () => (calls++ === 0 ? 0 : 1_000),
    );
    expect(scanned).toBeLessThan(20_000);
    expect(rows.length).toBe(scanned);
  });
});

describe('sendRanks', () => {
  test('are the ranks of the ids, also in a ring that has wrapped around', () => {
    for (const capacity of [4_096, 1_024]) {
      const kept = ringOf(trace, capacity);
      const ids = [...trace.ids].slice(kept.first);
      const placeOf = sendRanks(kept);
      const sorted = ids.toSorted((a, b) => a - b);
      expect(ids.map(placeOf)).toEqual(ids.map((id) => kept.first + sorted.indexOf(id) + 1));
      // Some requests must have overtaken others, or the test shows nothing.
      expect(ids).not.toEqual(sorted);
    }
  });
});
