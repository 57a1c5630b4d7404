import { expect, test } from 'vitest';
import { Channel } from './Channel.ts';
import { receiving, select, sending } from './select.ts';

test('of the cases that are ready each is drawn about equally often', async () => {
  const drawn = [0, 0, 0];
  for (let round = 0; round < 3_000; round += 1) {
    const a = new Channel<number>(1);
    const b = new Channel<number>(1);
    const c = new Channel<number>(1);
    a.trySend(1);
    b.trySend(2);
    const { index } = await select([receiving(a), receiving(b), sending(c, 3)]);
    drawn[index]! += 1;
  }
  // Six standard deviations of a fair draw: √(3000 · ⅓ · ⅔) ≈ 26.
  for (const count of drawn) expect(Math.abs(count - 1_000)).toBeLessThan(155);
});

test('without a ready case the default is taken, or the first to become ready', async () => {
  const a = new Channel<string>();
  const b = new Channel<string>();
  expect(await select([receiving(a), sending(b, 'x')], { orDefault: true })).toEqual({ index: -1 });
  const selected = select([receiving(a), receiving(b)]);
  await b.send('late');
  expect(await selected).toEqual({ index: 1, received: { value: 'late', ok: true } });
  // The case that was not chosen has left its queue.
  expect(a.blockedReceivers).toBe(0);
  expect(a.trySend('nobody waits')).toBe(false);
});

test('a receive from a closed channel is always ready', async () => {
  const a = new Channel<string>();
  a.close();
  expect(await select([receiving(a)])).toEqual({ index: 0, received: { value: undefined, ok: false } });
});

test('a null channel is never ready', async () => {
  const a = new Channel<number>(1);
  a.trySend(5);
  for (let round = 0; round < 50; round += 1) {
    const { index } = await select([receiving(null), sending(new Channel<number>(1), 1)]);
    expect(index).toBe(1);
  }
  expect(await select([receiving(null)], { orDefault: true })).toEqual({ index: -1 });
});

test('a send that waits fails when its channel is closed; an abort calls all cases back', async () => {
  const full = new Channel<number>();
  const waiting = select([sending(full, 1)]);
  full.close();
  await expect(waiting).rejects.toThrow('send on closed channel');
  const quiet = new Channel<number>();
  const controller = new AbortController();
  const aborted = select([receiving(quiet), receiving(quiet)], { signal: controller.signal });
  controller.abort(new Error('too late'));
  await expect(aborted).rejects.toThrow('too late');
  expect(quiet.blockedReceivers).toBe(0);
});
