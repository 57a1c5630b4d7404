/** Every style sheet is one layer of `views/layers.css`, so that neither its place in the bundle nor its arrival decides. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const SOURCE = join(import.meta.dirname, '../src');
const ORDER = 'views/layers.css';

/** Without comments and the white space around rules. */
const rulesOf = (file: string): string =>
  readFileSync(join(SOURCE, file), 'utf8')
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .trim();

const sheets = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.css') && file !== ORDER);

const layers = /^@layer ([\w, ]+);$/.exec(rulesOf(ORDER))?.[1]?.split(', ') ?? [];

/** What of the rules stands in no layer; `undefined` for a layer that is not in the order. */
function outsideOf(rules: string): string | undefined {
  const ours = rules.replaceAll(/^@import '[^']+' layer\((\w+)\);\s*/gm, (whole, layer: string) =>
    layers.includes(layer) ? '' : whole,
  );
  const [opening, layer] = /^@layer (\w+) \{/.exec(ours) ?? [];
  if (opening === undefined || !layers.includes(layer!)) return undefined;
  let depth = 1;
  let at = opening.length;
  for (; at < ours.length && depth > 0; at++) {
    if (ours[at] === '{') depth++;
    else if (ours[at] === '}') depth--;
  }
  return ours.slice(at);
}

test('there are layers, and sheets to look at', () => {
  expect(layers.length).toBeGreaterThan(3);
  expect(sheets.length).toBeGreaterThan(20);
});

test.each(sheets)('%s is one layer', (file) => {
  expect(outsideOf(rulesOf(file)), `wrap it in @layer NAME { … }, NAME one of ${layers.join(', ')}`).toBe('');
});

test('styles.ts brings the order of layers before all other sheets', () => {
  const [first] = /'[^']*\.css'/.exec(readFileSync(join(SOURCE, 'app/styles.ts'), 'utf8')) ?? [];
  expect(first).toBe("'#views/layers.css'");
});

test('!important stands only in the weakest layer that has rules for all elements', () => {
  const strong = sheets.filter((file) => rulesOf(file).includes('!important'));
  // There it wins over every later layer: what is hidden stays hidden, and reduced motion is reduced everywhere.
  expect(strong).toEqual(['views/base.css']);
});
