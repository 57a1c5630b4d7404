import fc from 'fast-check';
import { expect, test } from 'vitest';
import { closedClients, openLoopSlots } from './Clients.ts';

test('an open loop takes the lowest free slot', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 99 }), { maxLength: 300 }), (moves) => {
      const slots = openLoopSlots();
      const busy: number[] = [];
      for (const move of moves) {
        if (move < 55 || busy.length === 0) {
          const lowest = Array.from({ length: busy.length + 1 }, (_, slot) => slot).find(
            (slot) => !busy.includes(slot),
          );
          const slot = slots.take();
          expect(slot).toBe(lowest);
          busy.push(slot);
        } else {
          slots.release(busy.splice(move % busy.length, 1)[0]!, 0);
        }
      }
    }),
  );
});

test('a client of a closed loop sends again after its response and think time', () => {
  const clients = closedClients(3, 5, 100);
  expect(clients.readyMs).toBe(100);
  expect([clients.take(), clients.take(), clients.take()]).toEqual([0, 1, 2]);
  expect(clients.readyMs).toBe(Infinity);
  clients.release(1, 110);
  clients.release(0, 112);
  expect(clients.readyMs).toBe(115);
  expect(clients.take()).toBe(1);
  expect(clients.readyMs).toBe(117);
  expect(clients.take()).toBe(0);
});
