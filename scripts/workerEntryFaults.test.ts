import { expect, test } from 'vitest';
import { workerEntryFaults } from './workerEntryFaults.mjs';

const PAGE =
  'new Worker(new URL(new URL(`../engine/engine.worker-a.js`,import.meta.url).href,``+import.meta.url),{})';
const faultsWith = (code: string): string[] =>
  workerEntryFaults(
    new Map([
      ['assets/connect-1.js', PAGE],
      ['engine/engine.worker-a.js', 'import(`./serveRole-b.js`)'],
      ['engine/serveRole-b.js', code],
    ]),
  );

test('an entry that no chunk imports has no fault', () => {
  expect(faultsWith('import{n as e}from"./server-c.js";await import(`./createTrainer-d.js`)')).toEqual([]);
});

test.each([
  'import{n as e}from"./engine.worker-a.js";',
  'import"./engine.worker-a.js";',
  'export*from"./engine.worker-a.js";',
  'await import(`./engine.worker-a.js`)',
])('%s is a fault', (code) => {
  expect(faultsWith(code)).toEqual([
    expect.stringContaining('engine/serveRole-b.js imports engine.worker-a.js'),
  ]);
});

test('a build in which no worker is found is a mistake of the check', () => {
  expect(() => workerEntryFaults(new Map([['assets/a.js', 'let a=1']]))).toThrow(/no longer finds/);
});
