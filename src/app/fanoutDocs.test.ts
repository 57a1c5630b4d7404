/** The scripting interface is documented: each call with an example in the code, and in the guide. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const sourceOf = (file: string): string => {
  const text = readFileSync(join(import.meta.dirname, file), 'utf8');
  // Types of results come before the interface.
  return text.slice(text.search(/^export interface Fanout\w* /m));
};
/** Calls under `fanout.data` are written with it in the guide. */
const dataSource = sourceOf('FanoutData.ts');
const source = [
  sourceOf('Fanout.ts'),
  sourceOf('FanoutInspect.ts'),
  sourceOf('FanoutSweep.ts'),
  sourceOf('FanoutLessons.ts'),
  dataSource,
].join('\n');
const guide = readFileSync(join(import.meta.dirname, '../../docs/scripting.md'), 'utf8');
const members = [
  ...source.matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n {2}(?:readonly )?(\w+)(\(([\s\S]*?)\))?: /g),
].map(([, comment = '', name = '', call, parameters = '']) => ({
  comment,
  name,
  isCall: call !== undefined,
  parameters: [...parameters.matchAll(/(\w+)\??: /g)].map(([, parameter]) => parameter!),
}));

test('every member has a comment', () => {
  const declared = [...source.matchAll(/^ {2}(?:readonly )?(\w+)(?:\(|: )/gm)].map(([, name]) => name);
  expect(members.map(({ name }) => name)).toEqual(declared.filter((name) => name !== 'interface'));
});

test.each(members.filter(({ isCall }) => isCall))('$name is documented', ({ name, comment, parameters }) => {
  expect(comment).toContain(`@example`);
  expect(guide).toContain(`\`${dataSource.includes(`\n  ${name}(`) ? 'data.' : ''}${name}(`);
  const [first] = parameters;
  if (first !== undefined) expect(comment).toContain(`@param ${first}`);
});
