import { expect, test } from 'vitest';
import { NO_PATTERN, PATTERN_NAMES } from '#state/patternFeed.ts';
import { bodyOf, countBeside } from './codeLines.ts';
import { examplePage } from './examplePages.ts';

const counts = {
  ...NO_PATTERN,
  phase: 'running' as const,
  goroutines: 57,
  inFlight: 16,
  channelLength: 3,
  channelCapacity: 8,
  blockedSenders: 41,
  handled: 200,
};

test.each(PATTERN_NAMES)('both languages of %s carry the same counts in the same order', (name) => {
  const { go, ts } = examplePage(name);
  const beside = (lines: readonly string[]): string[] =>
    lines.map((line) => countBeside(line, counts)).filter((text) => text !== '');
  const inGo = beside(go.split('\n'));
  expect(inGo.length).toBeGreaterThan(1);
  expect(beside(bodyOf(ts))).toEqual(inGo);
});

test('the body of an example has neither imports nor indent', () => {
  const lines = bodyOf(examplePage('fanOut').ts);
  expect(lines[0]).toBe('const results = watch(new Channel<Response>());');
  expect(lines.at(-1)).toBe('}');
});

test('no counts before the first run', () => {
  expect(countBeside('results <- request(row)', NO_PATTERN)).toBe('');
});
