import { describe, expect, it } from 'vitest';
import { Arena } from './Arena.ts';
import { KeptBlocks } from './KeptBlocks.ts';

const memory = (): WebAssembly.Memory => new WebAssembly.Memory({ initial: 1, maximum: 64 });

describe('Arena', () => {
  it('hands out blocks that never overlap, whatever is freed in between', () => {
    const arena = new Arena(memory());
    const held = new Map<number, number>();
    let random = 1;
    for (let i = 0; i < 2_000; i++) {
      random = (Math.imul(random, 1664525) + 1013904223) >>> 0;
      const size = (random >>> 8) % 5_000;
      if (random % 3 === 0 && held.size > 0) {
        const address = [...held.keys()][random % held.size]!;
        arena.free(address);
        held.delete(address);
      } else if (held.size < 100) {
        const address = arena.allocate(size);
        expect(address % 64).toBe(0);
        for (const [other, bytes] of held)
          expect(address >= other + bytes || other >= address + size).toBe(true);
        held.set(address, size);
      }
    }
    for (const address of held.keys()) arena.free(address);
    expect(arena.usedBytes).toBe(0);
  });

  it('uses again what was freed instead of growing', () => {
    const own = memory();
    const arena = new Arena(own);
    arena.free(arena.allocate(200_000));
    const grown = own.buffer.byteLength;
    for (let i = 0; i < 100; i++) {
      const [a, b] = [arena.allocate(100_000), arena.allocate(90_000)];
      arena.free(a);
      arena.free(b);
    }
    expect(own.buffer.byteLength).toBe(grown);
  });

  it('says what to do when the memory is at its end', () => {
    expect(() => new Arena(memory()).allocate(2 ** 23)).toThrow('smaller network');
  });

  it('refuses to free what it never gave', () => {
    expect(() => new Arena(memory()).free(64)).toThrow('Nothing was allocated');
  });
});

describe('KeptBlocks', () => {
  it('fills a block once, and drops the least recently used when the budget is spent', () => {
    const kept = new KeptBlocks(new Arena(memory()), 10_000);
    const filled: string[] = [];
    const [a, b, c] = [{}, {}, {}];
    const place = (key: object, name: string, inUse: readonly object[] = []): number =>
      kept.place(key, 4_000, inUse, () => filled.push(name));
    const first = place(a, 'a');
    place(b, 'b');
    expect(place(a, 'a')).toBe(first);
    place(c, 'c'); // b goes
    place(a, 'a');
    place(b, 'b'); // c goes
    expect(filled).toEqual(['a', 'b', 'c', 'b']);
    expect(kept.keptBytes).toBe(8_000);
  });

  it('never drops what the same call uses', () => {
    const kept = new KeptBlocks(new Arena(memory()), 7_000);
    const [x, y] = [{}, {}];
    const at = kept.place(x, 4_000, [x, y], () => undefined);
    expect(kept.place(y, 4_000, [x, y], () => undefined)).not.toBe(at);
    expect(kept.keptBytes).toBe(8_000);
  });

  it('forgets the dead', () => {
    const kept = new KeptBlocks(new Arena(memory()), 10_000);
    const [alive, dead] = [{}, {}];
    kept.place(alive, 1_000, [], () => undefined);
    kept.place(dead, 1_000, [], () => undefined);
    kept.sweep((key) => key === alive);
    expect(kept.keptBytes).toBe(1_000);
  });
});
