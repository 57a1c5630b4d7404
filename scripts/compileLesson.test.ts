import { expect, test } from 'vitest';
import { compileLesson } from './compileLesson.mjs';

const HEAD = '# Title\n\nA sentence.\n\n';
const compile = (step: string, plan: Record<string, unknown> = {}) =>
  compileLesson('example', { steps: [plan] }, `${HEAD}## Step\n\n${step}`);

test('text becomes HTML, formulas become MathML without styles', () => {
  const { title, about, steps, sources } = compile(
    'One **unit** adds $w_1 x$.\n\n---\n\n- [Book](https://example.org/a)',
  );
  expect({ title, about }).toEqual({ title: 'Title', about: 'A sentence.' });
  expect(steps[0]!.text).toMatch(
    /^<p>One <strong>unit<\/strong> adds <math><mrow><msub><mi>w<\/mi><mn>1<\/mn>/,
  );
  expect(steps[0]!.text).not.toMatch(/style=|class=/);
  expect(sources).toContain('<a href="https://example.org/a" target="_blank" rel="noreferrer">Book</a>');
});

test('a bold phrase names its change, which says whether training begins again', () => {
  const step = compile('**[Do it](try:rate)**', {
    changes: { rate: { training: { batchSize: 5 }, restart: true } },
  }).steps[0]!;
  expect(step.text).toContain('<button type="button" class="lesson-try" data-try="rate">Do it</button>');
  expect(step.changes).toEqual({ rate: { change: { training: { batchSize: 5 } }, restart: true } });
});

test('a question has its answers with what to say, the right one marked', () => {
  const block =
    '::: ask\nHow many?\n\n- [ ] 2 :: Too few.\n- [x] −3 :: Right,\n  of course.\n- [ ] ? :: Try again.\n:::';
  const { ask } = compile(block, { within: 0.1 }).steps[0]!;
  expect(ask!.options.map(({ value, isRight }) => [value, isRight])).toEqual([
    [2, false],
    [-3, true],
    [null, false],
  ]);
  expect(ask!.options[1]!.say).toBe('<p>Right,\nof course.</p>');
});

test('task, hints, flag and what was seen', () => {
  const text =
    '::: task\nGoal\n\nHow.\n:::\n\n::: hint\nOne\n:::\n::: hint\nTwo\n:::\n::: flag\nHere\n:::\n::: done\nSeen\n:::';
  expect(compile(text, { condition: 'epoch >= 1', highlight: 'play' }).steps[0]).toMatchObject({
    task: { goal: 'Goal', how: '<p>How.</p>' },
    hints: ['<p>One</p>', '<p>Two</p>'],
    highlight: { control: 'play', flag: 'Here' },
    done: '<p>Seen</p>',
  });
});

test.each([
  ['<b>no</b>', {}, 'HTML cannot stand'],
  ['<script>alert(1)</script>', {}, 'HTML cannot stand'],
  ['[x](javascript:alert(1))', {}, 'neither https://'],
  ['![x](https://example.org/a.png)', {}, '<img> cannot stand'],
  ['[x](try:gone)', {}, 'there is no change "gone"'],
  ['text', { changes: { rate: {} } }, 'no phrase applies the change "rate"'],
  ['::: task\nGoal\n:::', {}, 'a task wants a condition'],
  ['text', { condition: 'epoch >= 1' }, 'a condition wants a task'],
  ['text', { highlight: 'play' }, 'a highlight wants a flag'],
  ['::: flag\nHere\n:::', {}, 'a flag wants a highlight'],
  ['::: answer\n:::', {}, 'there is no block "answer"'],
  ['text', { colour: 1 }, 'no field "colour"'],
  ['::: ask\nWhat?\n\n- [ ] 1 :: a\n- [ ] 2 :: b\n:::', {}, 'one right answer'],
  ['::: ask\nWhat?\n\n- [x] 1\n- [ ] 2 :: b\n:::', {}, 'no answer with what to say'],
  ['::: ask\nWhat?\n\n- [x] one :: a\n- [ ] 2 :: b\n:::', { within: 0 }, '"one" is no number'],
  ['$\\frac{1$', {}, 'the formula "\\frac{1" cannot be read'],
])('what cannot stand is named: %s', (step, plan, message) => {
  expect(() => compile(step, plan)).toThrow(message);
});

test('text and plan have the same steps', () => {
  expect(() => compileLesson('example', { steps: [{}, {}] }, `${HEAD}## One\n\ntext`)).toThrow(
    '2 steps, the text has 1',
  );
});
