import { expect, test } from 'vitest';
import { VirtualClock } from '#engine/clock/VirtualClock.ts';
import { Mailbox } from './Mailbox.ts';

test('time in which the thread computed is queueing, the rest is transport', async () => {
  const clock = new VirtualClock();
  const mailbox = new Mailbox(clock);
  expect(mailbox.arrivedMs(10, 10.2)).toBe(10.2);
  await clock.runUntil(14);
  mailbox.noteBusy(9);
  // Sent during the batch: 4 ms of queueing, 0.1 ms of transport.
  expect(mailbox.arrivedMs(10, 14.1)).toBeCloseTo(10.1, 9);
  // In transit when the batch began.
  expect(mailbox.arrivedMs(8.8, 14.1)).toBeCloseTo(9.1, 9);
  // Sent after the batch.
  expect(mailbox.arrivedMs(14.05, 14.2)).toBe(14.2);
  // A clock ahead of this one: never before it was sent, never after it was read.
  expect(mailbox.arrivedMs(14.3, 14.2)).toBe(14.2);
  mailbox.read(() => undefined);
  await clock.runToEnd();
  expect(mailbox.arrivedMs(13, 14.5)).toBe(14.5);
});

test('messages are drained until a turn brings none, and no longer than 5 ms', async () => {
  const clock = new VirtualClock();
  const mailbox = new Mailbox(clock);
  let read = 0;
  const receive = (): void => {
    read += 1;
    mailbox.noteMessage();
  };
  // Each message is read a turn after the one before, as with different ports.
  let left = 5;
  const deliver = (): void => {
    receive();
    if (--left > 0) clock.soon(() => clock.soon(deliver));
  };
  clock.soon(deliver);
  let readWhenDone = 0;
  mailbox.read(() => (readWhenDone = read));
  expect(mailbox.isBeingRead).toBe(true);
  await clock.runToEnd();
  expect(readWhenDone).toBeGreaterThanOrEqual(1);
  expect(mailbox.isBeingRead).toBe(false);

  const flood = (): void => {
    receive();
    if (clock.nowMs() < 100) clock.after(0.01, flood);
  };
  flood();
  let doneMs = NaN;
  const startMs = clock.nowMs();
  // The first turn finds a message that was read just before it.
  mailbox.read(() => (doneMs = clock.nowMs()));
  mailbox.noteMessage();
  await clock.runToEnd();
  expect(doneMs - startMs).toBeLessThanOrEqual(5.02);
});
