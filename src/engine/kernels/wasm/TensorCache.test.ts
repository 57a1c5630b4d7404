import { describe, expect, it } from 'vitest';
import { Allocator } from './Allocator.ts';
import { TensorCache } from './TensorCache.ts';

const memory = (): WebAssembly.Memory => new WebAssembly.Memory({ initial: 1, maximum: 64 });

describe('TensorCache', () => {
  it('fills an entry once, and evicts the least recently used when the budget is exceeded', () => {
    const cache = new TensorCache(new Allocator(memory()), 10_000);
    const filled: string[] = [];
    const [a, b, c] = [{}, {}, {}];
    const touch = (key: object, name: string, inUse: readonly object[] = []): number =>
      cache.getOrAllocate(key, 4_000, inUse, () => filled.push(name));
    const first = touch(a, 'a');
    touch(b, 'b');
    expect(touch(a, 'a')).toBe(first);
    touch(c, 'c'); // evicts b
    touch(a, 'a');
    touch(b, 'b'); // evicts c
    expect(filled).toEqual(['a', 'b', 'c', 'b']);
    expect(cache.cachedBytes).toBe(8_000);
  });

  it('never evicts what the same call uses', () => {
    const cache = new TensorCache(new Allocator(memory()), 7_000);
    const [x, y] = [{}, {}];
    const address = cache.getOrAllocate(x, 4_000, [x, y], () => undefined);
    expect(cache.getOrAllocate(y, 4_000, [x, y], () => undefined)).not.toBe(address);
    expect(cache.cachedBytes).toBe(8_000);
  });

  it('frees the entries of disposed tensors', () => {
    const cache = new TensorCache(new Allocator(memory()), 10_000);
    const [alive, dead] = [{}, {}];
    cache.getOrAllocate(alive, 1_000, [], () => undefined);
    cache.getOrAllocate(dead, 1_000, [], () => undefined);
    cache.sweep((key) => key === alive);
    expect(cache.cachedBytes).toBe(1_000);
  });
});
