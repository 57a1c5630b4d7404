import { packLevel } from '#experiment/tableData.ts';
import { expect, test } from 'vitest';
import { modelOf } from '../../testing/modelOf.ts';
import { goPipeline, usesFormulas } from './goPipeline.ts';
import { goString, listLines } from './goText.ts';

test('a title, a column or a class cannot write code', () => {
  const columns = [{ name: 'a\nfunc init() {}', min: 0, step: 1 }];
  const target = { name: 'b', values: ['x"\\\u2028y', '\u202Ez'] };
  const model = modelOf({
    title: 'a\u2028import "os"',
    data: {
      set: 'table',
      table: {
        name: 't',
        columns,
        target,
        content: Array.from({ length: 40 }, (_, i) => packLevel(i) + packLevel(i % 2)).join(''),
      },
    },
  });
  const text = goPipeline(model, true);
  expect(text).not.toMatch(/^(func init|import "os")/m);
  expect(text).toContain('"x\\"\\\\\\U00002028y"');
  expect(text).toContain('"\\U0000202ez"');
});

test('formulas.go comes where something needs it', () => {
  expect(usesFormulas(modelOf({ data: { set: 'circle', features: ['x1', 'x1^2'] } }))).toBe(false);
  expect(usesFormulas(modelOf({ data: { set: 'circle', features: ['sin(x1)'] } }))).toBe(true);
});

test('texts are literals of Go; lists are lines of at most a hundred characters', () => {
  expect(goString('é "\n\ud800')).toBe('"é \\"\\n\ufffd"');
  const lines = listLines(Array.from({ length: 60 }, (_, i) => `${i}.125`));
  expect(lines.every((line) => line.length <= 101 && line.startsWith('\t') && line.endsWith(','))).toBe(true);
  expect(lines.join('').match(/\.125,/g)).toHaveLength(60);
});
