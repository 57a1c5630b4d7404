/** One writer per store: elsewhere in `src/` stores of the engine's state are only read. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** Store → where `setState` may be called; the functions of these files are the way to change it. */
const WRITERS = {
  experimentStore: /^state\/experimentStore\.ts$/,
  servingStore: /^state\/servingStore\.ts$/,
  sweepStore: /^state\/sweepStore\.ts$/,
  deviceStore: /^state\/deviceStore\.ts$/,
  trainingStore: /^state\/trainingStore\.ts$/,
  compareStore: /^commands\//,
  probeFeed: /^commands\/probeCommands\.ts$/,
  dataFeed: /^commands\/pageData\.ts$/,
} as const;

const SOURCE = join(import.meta.dirname, '../src');
const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
  .filter((file) => /(?<!\.test)\.tsx?$/.test(file))
  .map((file) => ({ file: file.replaceAll('\\', '/'), text: readFileSync(join(SOURCE, file), 'utf8') }));

test.each(Object.entries(WRITERS))('%s has one writer', (store, writer) => {
  const write = new RegExp(`\\b${store}\\.(setState|publish)\\(`);
  const writers = files.filter(({ text }) => write.test(text)).map(({ file }) => file);
  expect(writers.filter((file) => !writer.test(file))).toEqual([]);
});
