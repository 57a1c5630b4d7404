import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Channel, ChannelError } from './Channel.ts';

/** Runs all pending promise callbacks. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

test('an unbuffered send waits for its receiver', async () => {
  const channel = new Channel<number>();
  let sent = false;
  void channel.send(7).then(() => (sent = true));
  await settle();
  expect(sent).toBe(false);
  expect(channel.blockedSenders).toBe(1);
  expect(await channel.receive()).toEqual({ value: 7, ok: true });
  await settle();
  expect(sent).toBe(true);
  expect(channel.blockedSenders).toBe(0);
});

test('a buffered send waits only while the buffer is full', async () => {
  const channel = new Channel<number>(2);
  await channel.send(1);
  await channel.send(2);
  expect(channel.length).toBe(2);
  expect(channel.trySend(3)).toBe(false);
  const third = channel.send(3);
  expect(channel.blockedSenders).toBe(1);
  expect(await channel.receive()).toEqual({ value: 1, ok: true });
  await third;
  expect(channel.length).toBe(2);
});

test('a closed channel yields what it holds, then "not ok"; range ends', async () => {
  const channel = new Channel<string>(3);
  channel.trySend('a');
  channel.trySend('b');
  channel.close();
  const seen: string[] = [];
  for await (const value of channel) seen.push(value);
  expect(seen).toEqual(['a', 'b']);
  expect(await channel.receive()).toEqual({ value: undefined, ok: false });
});

test('where Go panics, a ChannelError says why', async () => {
  const channel = new Channel<number>();
  const blocked = channel.send(1);
  channel.close();
  await expect(blocked).rejects.toThrow('send on closed channel');
  await expect(channel.send(2)).rejects.toThrow(ChannelError);
  expect(() => channel.close()).toThrow('close of closed channel');
  expect(() => new Channel(-1)).toThrow(/capacity/);
});

test('closing wakes every receiver that waits', async () => {
  const channel = new Channel<number>();
  const receivers = [channel.receive(), channel.receive(), channel.receive()];
  expect(channel.blockedReceivers).toBe(3);
  channel.close();
  expect((await Promise.all(receivers)).map(({ ok }) => ok)).toEqual([false, false, false]);
});

test('an aborted send or receive leaves the line and takes nothing with it', async () => {
  const channel = new Channel<number>();
  const controller = new AbortController();
  const send = channel.send(1, controller.signal);
  const kept = channel.send(2);
  controller.abort(new Error('called off'));
  await expect(send).rejects.toThrow('called off');
  expect(await channel.receive()).toEqual({ value: 2, ok: true });
  await kept;
  await expect(channel.receive(controller.signal)).rejects.toThrow('called off');
  expect(channel.blockedReceivers).toBe(0);
});

test('whatever the order of sends, receives and aborts, nothing is lost, doubled or reordered', async () => {
  const step = fc.record({ kind: fc.constantFrom('send', 'receive', 'abort'), pick: fc.nat(100) });
  await fc.assert(
    fc.asyncProperty(fc.nat(4), fc.array(step, { maxLength: 80 }), async (capacity, steps) => {
      const channel = new Channel<number>(capacity);
      const aborts: { number: number; controller: AbortController }[] = [];
      const received: number[] = [];
      const accepted = new Set<number>();
      const calledOff = new Set<number>();
      let next = 0;
      for (const { kind, pick } of steps) {
        if (kind === 'send') {
          const number = next++;
          const controller = new AbortController();
          aborts.push({ number, controller });
          channel.send(number, controller.signal).then(
            () => accepted.add(number),
            () => calledOff.add(number),
          );
        } else if (kind === 'receive') {
          void channel.receive().then(({ value, ok }) => (ok ? received.push(value) : 0));
        } else aborts[pick % Math.max(1, aborts.length)]?.controller.abort(new Error('off'));
        await settle();
        expect(channel.length).toBeLessThanOrEqual(capacity);
        // Pending operations are on one side only, and sends only behind a full buffer.
        expect(channel.blockedSenders === 0 || channel.blockedReceivers === 0).toBe(true);
        if (channel.blockedSenders > 0) expect(channel.length).toBe(capacity);
        if (channel.blockedReceivers > 0) expect(channel.length).toBe(0);
      }
      const blocked = channel.blockedSenders;
      for (let more = channel.tryReceive(); more?.ok; more = channel.tryReceive()) received.push(more.value);
      await settle();
      expect(accepted.size + calledOff.size).toBe(next);
      expect(blocked).toBeLessThanOrEqual(next);
      expect(received).toEqual([...accepted].sort((a, b) => a - b));
    }),
    { numRuns: 300 },
  );
});
