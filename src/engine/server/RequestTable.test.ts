import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RequestBlock } from '#protocol/server.ts';
import { RequestTable } from './RequestTable.ts';

const makeBlock = (count: number, inputs: number): RequestBlock => ({
  ids: new Float64Array(count),
  rows: new Float32Array(count * inputs),
  sentMs: new Float64Array(count),
});

describe('RequestTable', () => {
  it('hands out the buffer of a large block once all of its requests have ended, and once only', () => {
    const table = new RequestTable();
    const block = makeBlock(3, 2_000);
    const slots = [0, 1, 2].map((row) => table.take(row, 5, block, row, 2, 0, Infinity));
    const spent: [number, ArrayBuffer][] = [];
    const collect = (): void => table.takeSpent((caller, buffer) => spent.push([caller, buffer]));
    for (const slot of slots) {
      expect(spent).toEqual([]);
      table.release(slot);
      collect();
    }
    expect(spent).toEqual([[5, block.rows.buffer]]);
    collect();
    expect(spent).toHaveLength(1);
  });

  it('keeps small buffers', () => {
    const table = new RequestTable();
    table.release(table.take(1, 1, makeBlock(1, 100), 0, 2, 0, Infinity));
    table.takeSpent(() => expect.unreachable());
  });

  it('never hands out what a held request still needs, in whatever order requests end', () => {
    const actions = fc.array(fc.tuple(fc.nat(3), fc.nat(40)), { maxLength: 200 });
    fc.assert(
      fc.property(actions, (steps) => {
        const table = new RequestTable();
        const blocks = [5_000, 6_000, 7_000].map((inputs) => makeBlock(40, inputs));
        let present = blocks[0]!;
        let row = 0;
        const held: { slot: number; block: RequestBlock }[] = [];
        const spent = new Set<ArrayBufferLike>();
        for (const [kind, number] of steps) {
          if (kind === 0 && row < 40) {
            held.push({ slot: table.take(row, 1, present, row++, 2, 0, Infinity), block: present });
          } else if (kind === 1 && held.length > 0) {
            table.release(held.splice(number % held.length, 1)[0]!.slot);
          } else if (kind === 2) {
            // A message has been read to its end.
            table.takeSpent((_, buffer) => {
              expect(held.some(({ block }) => block.rows.buffer === buffer)).toBe(false);
              expect(spent.has(buffer)).toBe(false);
              spent.add(buffer);
            });
            const next = blocks[blocks.indexOf(present) + 1];
            if (!next) return;
            present = next;
            row = 0;
          }
        }
      }),
    );
  });
});
