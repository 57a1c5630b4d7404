import { expect, test } from 'vitest';
import { hasStages, measureClockStep } from './clockStep.ts';

/** A clock that is read every `readMs` and has whole steps; some readings come late. */
function scripted(stepMs: number, readMs: number, late: readonly number[] = []): () => number {
  let trueMs = 1_000.3;
  let reads = 0;
  return () => {
    trueMs += readMs + (late[reads++] ?? 0);
    return Math.floor(trueMs / stepMs) * stepMs;
  };
}

test.each([
  ['Chromium', 0.1],
  ['Chromium, isolated', 0.005],
  ['Firefox and WebKit', 1],
  ['Firefox with fingerprinting protection', 16.6667],
])('the step of %s is found', (_name, stepMs) => {
  expect(measureClockStep(scripted(stepMs, 0.0002))).toBeCloseTo(stepMs, 9);
});

test('a thread that was held up does not make the step longer', () => {
  const late = Array.from({ length: 2_000 }, (_, read) => (read % 900 === 0 ? 7.4 : 0));
  expect(measureClockStep(scripted(1, 0.01, late))).toBe(1);
});

test('a clock that changes at every reading is as fine as its reading', () => {
  expect(measureClockStep(scripted(1e-6, 0.0004))).toBeCloseTo(0.0004, 5);
});

test('a clock that stands still ends the search', () => {
  expect(measureClockStep(() => 5)).toBe(0);
});

test('the real clock has a step, found in less than a tenth of a second', () => {
  const startMs = performance.now();
  const stepMs = measureClockStep();
  expect(stepMs).toBeGreaterThan(0);
  expect(performance.now() - startMs).toBeLessThan(100);
});

test('stages need a life of two steps', () => {
  expect(hasStages(1, 1)).toBe(false);
  expect(hasStages(2, 1)).toBe(true);
  // As sums of coarse times come out.
  expect(hasStages(0.30000000000000004 - 0.1, 0.1)).toBe(true);
  expect(hasStages(0.4, 0)).toBe(true);
});
