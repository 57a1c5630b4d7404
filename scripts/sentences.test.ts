/** All that a person reads stands in the catalogue (`src/messages/en`) or with the member of a registry that it describes. */
import { expect, test } from 'vitest';
import { filesToRead, sentencesIn } from './sentences.mjs';

/** Paths below src/ that keep text of their own, each with its reason. */
const KEEPS_TEXT: readonly (readonly [RegExp, string])[] = [
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
    throw new Error('It wants a row: two numbers.');
    const e = { transition: 'color: red', problem: \`\${x} can be \${y} or \${z}.\` };
    const d = 'timeline';`;
  expect(sentencesIn('a.tsx', code).map(({ text }) => text)).toEqual([
    'Play',
    'Hello',
    'Timeline',
    'one row',
    '0 rows',
    'It is full.',
    'It wants a row: two numbers.',
    '0 can be 0 or 0.',
  ]);
});

test('reads all of src but tests, what is generated and WebAssembly, the room of the messages too', () => {
  const files = filesToRead();
  for (const file of ['messages/readNumber.ts', 'app/inspectCalls.ts', 'views/App.tsx'])
    expect(files).toContain(file);
  expect(files.filter((file) => /generated|\.test\./.test(file))).toEqual([]);
  // Paths that keep text are few and hold no views.
  expect(
    files.filter(
      (file) => KEEPS_TEXT.some(([path]) => path.test(file)) && /^(views|scene|app|commands)\//.test(file),
    ),
  ).toEqual([]);
});
