import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseFormula } from '#formula/parseFormula.ts';
import { ConditionError } from './ConditionError.ts';
import { parseCondition } from './parseCondition.ts';

function errorOf(text: string): { code: string; at: number } {
  try {
    parseCondition(text);
  } catch (error) {
    expect(error, text).toBeInstanceOf(ConditionError);
    const { code, at } = error as ConditionError;
    return { code: code.replace('conditionErrors.', ''), at };
  }
  throw new Error(`“${text}” was read`);
}

test('joins, compares and computes in the usual order', () => {
  expect(parseCondition('testLoss < 2 * 3 + 1 and epoch >= 9 or stopped')).toEqual({
    kind: 'either',
    left: {
      kind: 'both',
      left: {
        kind: 'compared',
        by: '<',
        left: { kind: 'quantity', moment: 'now', name: 'testLoss', args: [] },
        right: {
          kind: 'computed',
          by: '+',
          left: {
            kind: 'computed',
            by: '*',
            left: { kind: 'literal', value: 2 },
            right: { kind: 'literal', value: 3 },
          },
          right: { kind: 'literal', value: 1 },
        },
      },
      right: {
        kind: 'compared',
        by: '>=',
        left: { kind: 'quantity', moment: 'now', name: 'epoch', args: [] },
        right: { kind: 'literal', value: 9 },
      },
    },
    right: { kind: 'quantity', moment: 'now', name: 'stopped', args: [] },
  });
});

test.each([
  ['best.testLoss < 0.05', { moment: 'best', name: 'testLoss' }],
  ['before.p99Ms > 1', { moment: 'before', name: 'p99Ms' }],
  ["run['5 ms'].p50Ms > 1", { moment: { run: '5 ms' }, name: 'p50Ms' }],
  ['run.A.meanBatch > 1', { moment: { run: 'A' }, name: 'meanBatch' }],
  ['w(1,2,1) > 0', { name: 'w', args: [1, 2, 1] }],
  ['p50Ms(1) > 0', { name: 'p50Ms', args: [1] }],
  ['exp.network.hidden[0].units > 1', { kind: 'setting', path: ['network', 'hidden', 0, 'units'] }],
  ['before.exp.training.l2 == 0', { kind: 'setting', moment: 'before', path: ['training', 'l2'] }],
])('%s', (text, left) => expect(parseCondition(text)).toMatchObject({ left }));

test.each([
  ['testloss < 1', 'noQuantity', 0],
  ['epoch > 3 and best.tesLoss < 1', 'noQuantity', 19],
  ['constructor < 1', 'noQuantity', 0],
  ['best.epoch < 1', 'noBest', 5],
  ['exp.training.learningRate == 0.03', 'noSetting', 13],
  ['exp.network.hidden[0].size > 3', 'noSetting', 22],
  ['exp > 3', 'noSetting', 0],
  ['testLoss', 'noComparison', 0],
  ['testLoss and stopped', 'noComparison', 0],
  ['testLoss < "a"', 'noNumber', 11],
  ['testLoss + stopped > 1', 'noNumber', 11],
  ['testLoss <', 'endsEarly', 10],
  ['', 'endsEarly', 0],
  ['(testLoss < 1', 'endsEarly', 13],
  ['testLoss < 1 ; epoch', 'doesNotFit', 13],
  ['testLoss ^ 2 < 1', 'doesNotFit', 9],
  ['w(1, 2) > 0', 'argumentCount', 0],
  ['w(1, 2, 0.5) > 0', 'noIndex', 8],
  ['dead < 1', 'argumentCount', 0],
  ['testLoss(1) < 1', 'argumentCount', 0],
  ['run < 1', 'runNeedsName', 0],
  ['[1, 2] < 1', 'noPart', 0],
  ['this < 1', 'noPart', 0],
  ['testLoss?.x < 1', 'noPart', 0],
  ['alert(1)', 'noQuantity', 0],
  [`${'1+'.repeat(300)}1 > 0`, 'tooLong', 400],
] as const)('%s: %s', (text, code, at) => expect(errorOf(text)).toEqual({ code, at }));

describe('any text', () => {
  test('is read or refused with a place inside it, and never anything else', () => {
    const word = fc.constantFrom(
      'testLoss',
      'best',
      'run',
      'exp',
      '.',
      '[',
      ']',
      '(',
      ')',
      "'A'",
      ' and ',
      ' or ',
      'not',
      '<',
      '==',
      '1',
      '-',
      'w',
      ',',
      '`',
      '?',
      '#',
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(word, { maxLength: 12 }).map((words) => words.join('')),
    );
    fc.assert(
      fc.property(text, (written) => {
        try {
          parseCondition(written);
        } catch (error) {
          expect(error).toBeInstanceOf(ConditionError);
          const { at } = error as ConditionError;
          expect(at).toBeGreaterThanOrEqual(0);
          expect(at).toBeLessThanOrEqual(written.length);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('leaves the grammar of formulas as it was', () => {
    parseCondition('testLoss < 1 and epoch > 2');
    expect(() => parseCondition('testLoss <')).toThrow(ConditionError);
    expect(parseFormula('-x1^2')).toMatchObject({ kind: 'minus', of: { operator: '^' } });
    expect(() => parseFormula('x1 and x2')).toThrow(/character 4/);
    expect(() => parseFormula('x1 == x2')).toThrow(/character 4/);
  });
});
