import { expect, test } from 'vitest';
import { afterAwake } from './afterAwake.ts';

/** Timers of a thread that can be suspended: what is due meanwhile runs afterwards. */
function frozenTimers() {
  let nowMs = 0;
  let alarms: { dueMs: number; callback: () => void }[] = [];
  const pass = (ms: number): void => {
    const endMs = nowMs + ms;
    for (;;) {
      const [next] = alarms.toSorted((a, b) => a.dueMs - b.dueMs);
      if (!next || next.dueMs > endMs) break;
      alarms = alarms.filter((one) => one !== next);
      nowMs = Math.max(nowMs, next.dueMs);
      next.callback();
    }
    nowMs = endMs;
  };
  return {
    timers: {
      nowMs: () => nowMs,
      after(delayMs: number, callback: () => void) {
        const alarm = { dueMs: nowMs + delayMs, callback };
        alarms.push(alarm);
        return () => void (alarms = alarms.filter((one) => one !== alarm));
      },
    },
    pass,
    freeze: (ms: number) => void (nowMs += ms),
  };
}

test('a limit ends when so much time has passed', () => {
  const { timers, pass } = frozenTimers();
  let isOver = false;
  afterAwake(timers, 4_500, () => (isOver = true));
  pass(4_400);
  expect(isOver).toBe(false);
  pass(200);
  expect(isOver).toBe(true);
});

test('time in which the thread was frozen does not count, also in the last tick', () => {
  const { timers, pass, freeze } = frozenTimers();
  let isOver = false;
  afterAwake(timers, 4_500, () => (isOver = true));
  pass(2_500);
  freeze(60_000);
  pass(10);
  expect(isOver).toBe(false);
  pass(1_900);
  freeze(60_000);
  pass(10);
  expect(isOver).toBe(false);
  pass(3_000);
  expect(isOver).toBe(true);
});

test('a cancelled limit never ends', () => {
  const { timers, pass } = frozenTimers();
  let isOver = false;
  const cancel = afterAwake(timers, 3_000, () => (isOver = true));
  pass(2_000);
  cancel();
  pass(60_000);
  expect(isOver).toBe(false);
});
