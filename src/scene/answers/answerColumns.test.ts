/** The columns of the table of answers, on the trace of a simulated server. */
import { describe, expect, test } from 'vitest';
import { OUTCOMES } from '#trace/outcomes.ts';
import { ringOf, sampleTrace } from '#trace/testing/sampleTrace.ts';
import { ANSWER_COLUMNS, sortRows, type AnswerSource } from './answerColumns.ts';
import { findMatches, sendRanks } from './answerRows.ts';

const trace = sampleTrace({ count: 3_000, lossShare: 0.2 });
const ring = ringOf(trace);
const source: AnswerSource = {
  ring,
  classes: ['setosa', 'versicolor', 'virginica'],
  meaning: {
    classes: 3,
    classOf: (answer) => (Number.isNaN(answer) ? -1 : answer),
    labelOf: (row) => row % 3,
  },
  clockStepMs: 0,
  placeOf: sendRanks(ring),
};
const { rows } = findMatches(ring, () => true, Infinity);
const column = (key: string) => ANSWER_COLUMNS.find((one) => one.key === key)!;

describe('sortRows', () => {
  test.each(ANSWER_COLUMNS.map(({ key }) => key))('%s, in both directions, loses no row', (key) => {
    for (const descending of [true, false]) {
      const sorted = sortRows(rows, source, { key, descending });
      expect(Array.from(sorted).sort((a, b) => a - b)).toEqual(Array.from(rows).sort((a, b) => a - b));
      const values = Array.from(sorted, (n) => column(key).order(source, n));
      const known = values.filter((value) => !Number.isNaN(value));
      // Those without a value come last, whatever the direction.
      expect(values.slice(0, known.length)).toEqual(known);
      known.slice(1).forEach((value, i) => {
        const step = (value - known[i]!) * (descending ? -1 : 1);
        expect(step).toBeGreaterThanOrEqual(0);
      });
    }
  });
  test('equal rows stay as they came', () => {
    const sorted = sortRows(rows, source, { key: 'outcome', descending: false });
    const ok = Array.from(sorted).filter((n) => OUTCOMES[trace.outcomes[n]!] === 'ok');
    expect(ok).toEqual([...ok].sort((a, b) => b - a));
  });
  test('an unknown column changes nothing', () => {
    expect(sortRows(rows, source, { key: 'none', descending: true })).toBe(rows);
  });
});

test('a cell says what its row holds', () => {
  const n = rows.find((one) => OUTCOMES[trace.outcomes[one]!] === 'ok' && trace.predictions[one] === 2)!;
  expect(column('answer').text(source, n)).toMatch(/^virginica( wrong)?$/);
  expect(column('back').text(source, n)).toBe((n + 1).toLocaleString('en'));
  expect(column('outcome').text(source, n)).toBe('answered');
  const lost = rows.find((one) => OUTCOMES[trace.outcomes[one]!] === 'rejected')!;
  expect(column('answer').text(source, lost)).toBe('–');
  expect(column('batch').text(source, lost)).toBe('–');
});
