import { describe, expect, it } from 'vitest';
import { Allocator } from './Allocator.ts';

const memory = (): WebAssembly.Memory => new WebAssembly.Memory({ initial: 1, maximum: 64 });

describe('Allocator', () => {
  it('never returns overlapping ranges, whatever is freed in between', () => {
    const allocator = new Allocator(memory());
    const held = new Map<number, number>();
    let random = 1;
    for (let i = 0; i < 2_000; i++) {
      random = (Math.imul(random, 1664525) + 1013904223) >>> 0;
      const size = (random >>> 8) % 5_000;
      if (random % 3 === 0 && held.size > 0) {
        const address = [...held.keys()][random % held.size]!;
        allocator.free(address);
        held.delete(address);
      } else if (held.size < 100) {
        const address = allocator.allocate(size);
        expect(address % 64).toBe(0);
        for (const [other, bytes] of held)
          expect(address >= other + bytes || other >= address + size).toBe(true);
        held.set(address, size);
      }
    }
    for (const address of held.keys()) allocator.free(address);
    expect(allocator.usedBytes).toBe(0);
  });

  it('reuses freed memory instead of growing', () => {
    const own = memory();
    const allocator = new Allocator(own);
    allocator.free(allocator.allocate(200_000));
    const grown = own.buffer.byteLength;
    for (let i = 0; i < 100; i++) {
      const [a, b] = [allocator.allocate(100_000), allocator.allocate(90_000)];
      allocator.free(a);
      allocator.free(b);
    }
    expect(own.buffer.byteLength).toBe(grown);
  });

  it('suggests what to do when the memory cannot grow', () => {
    expect(() => new Allocator(memory()).allocate(2 ** 23)).toThrow('smaller network');
  });

  it('throws when an unknown address is freed', () => {
    expect(() => new Allocator(memory()).free(64)).toThrow('nothing was allocated');
  });
});
