import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openDesk } from './openDesk.ts';

test('a row that is shown as used is one that is used', () => {
  const cell = fc.constantFrom('1', '2.5', 'x', '', 'NA', '1e999');
  const rule = fc.constantFrom('drop', 'mean', 'frequent');
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 3, maxLength: 4 }), { minLength: 1, maxLength: 12 }),
      rule,
      fc.constantFrom('number', 'category', 'ignore'),
      (rows, missing, use) => {
        const desk = openDesk(`a,b,y\n${rows.map((row) => row.join(',')).join('\n')}\n`);
        const { outcome, rows: count } = desk.look({
          missing,
          columns: { a: 'number', b: use, y: 'category' },
          target: 'y',
        });
        if ('failure' in outcome) return;
        expect(desk.rows(0, count).filter(({ isUsed }) => isUsed)).toHaveLength(outcome.used);
      },
    ),
  );
});
