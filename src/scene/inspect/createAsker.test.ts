import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createAsker } from './createAsker.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const lasting = (ms: number) => vi.fn(() => new Promise<void>((done) => setTimeout(done, ms)));

test('asks at once, then one question at a time, at most every so often', async () => {
  const ask = lasting(10);
  const asker = createAsker({ ask, everyMs: 400, isSeen: () => true });
  for (let i = 0; i < 5; i++) asker.want();
  expect(ask).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(390);
  expect(ask).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(20);
  expect(ask).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(ask, 'nothing new is wanted').toHaveBeenCalledTimes(2);
});

test('a slow answer is followed by a pause four times as long', async () => {
  const ask = lasting(500);
  const asker = createAsker({ ask, everyMs: 400, isSeen: () => true });
  asker.want();
  asker.want();
  await vi.advanceTimersByTimeAsync(2_490);
  expect(ask).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(20);
  expect(ask).toHaveBeenCalledTimes(2);
});

test('asks nothing while nobody looks, nor after its end', async () => {
  let seen = false;
  const ask = lasting(1);
  const asker = createAsker({ ask, everyMs: 100, isSeen: () => seen });
  asker.want();
  expect(ask).not.toHaveBeenCalled();
  seen = true;
  asker.want();
  expect(ask).toHaveBeenCalledTimes(1);
  asker.want();
  asker.stop();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(ask).toHaveBeenCalledTimes(1);
});

test('at once waits for no more than the pause that training is owed', async () => {
  const ask = lasting(10);
  const asker = createAsker({ ask, everyMs: 1_000, isSeen: () => true });
  asker.want();
  await vi.advanceTimersByTimeAsync(10);
  asker.want();
  asker.want(true);
  await vi.advanceTimersByTimeAsync(30);
  expect(ask).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(20);
  expect(ask).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(ask, 'both were wants of one answer').toHaveBeenCalledTimes(2);
});
