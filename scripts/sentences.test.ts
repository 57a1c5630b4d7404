/** All that a person reads stands in the catalogue (`src/messages/en`) or with the member of a registry that it describes. */
import { expect, test } from 'vitest';
import { filesToRead, sentencesIn } from './sentences.mjs';

/** Paths below src/ that keep text of their own, each with its reason. */
const KEEPS_TEXT: readonly (readonly [RegExp, string])[] = [
  [/^messages\//, 'is the catalogue'],
  [
    /^nn\/(activations\/|losses\/|optimizers\/|schedules\/|clipping\.ts|learningRates\.ts|softmax\.ts)/,
    'members of a registry; translated by code (registryTexts.mjs)',
  ],
  [/^datasets\/sets\//, 'members of a registry'],
  [/^datasets\/own\//, 'names of sets; their descriptions are in the catalogue'],
  [/^batching\/policies\//, 'members of a registry'],
  [/^engine\/kernels\/(webgpu|wasm)\//, 'WGSL, and what the fields of a call to the kernels hold'],
  [/^models\/(formats|code)\//, 'code and file formats; what is said of them is in the catalogue'],
  [/^trace\/(export|windowSql)/, 'names and comments of file formats, read by programs'],
];

test('no sentence stands outside the catalogue', () => {
  const files = filesToRead().filter((file) => !KEEPS_TEXT.some(([path]) => path.test(file)));
  const found = files
    .flatMap((file) => sentencesIn(file))
    .map(({ file, line, text }) => `${file}:${line}: ${text}`);
  expect(found).toEqual([]);
});

test('finds text in JSX, in what is spoken, in properties that are shown, and sentences anywhere', () => {
  const code = `
    const a = <p className="one two" aria-label="Play">Hello <b>{x}</b></p>;
    const b = { label: 'Timeline', id: 'two words' };
    const c = count === 1 ? 'one row' : \`\${count} rows\`;
    throw new Error('It is full.');
    const d = 'timeline';`;
  expect(sentencesIn('a.tsx', code).map(({ text }) => text)).toEqual([
    'Play',
    'Hello',
    'Timeline',
    'one row',
    '0 rows',
    'It is full.',
  ]);
});
