import { expect, test, vi } from 'vitest';
import { preciseWait } from './preciseWait.ts';

test('a chain of short waits takes as long as asked, where timers are clamped to 4 ms', async () => {
  vi.stubGlobal('setTimeout', (callback: () => void, ms: number) => {
    const until = performance.now() + Math.max(4, ms);
    const turn = (): unknown => (performance.now() >= until ? callback() : setImmediate(turn));
    turn();
  });
  const tookMs: number[] = [];
  for (let wait = 0; wait < 30; wait += 1) tookMs.push(await preciseWait(1));
  vi.unstubAllGlobals();
  const median = tookMs.toSorted((a, b) => a - b)[15]!;
  expect(Math.min(...tookMs)).toBeGreaterThanOrEqual(1);
  expect(median).toBeLessThan(3);
});

test('a longer wait is not cut short', async () => {
  expect(await preciseWait(20)).toBeGreaterThanOrEqual(20);
});
