/**
 * LRU cache in the module's memory of data that outlives a call: data sets and packed parameters, by the identity of the
 * tensor they came from. The least recently used entries are evicted when the budget is exceeded.
 */
import type { Allocator } from './Allocator.ts';

interface Entry {
  readonly address: number;
  readonly bytes: number;
}

export class TensorCache {
  readonly #allocator: Allocator;
  readonly #budgetBytes: number;
  /** Least recently used first. */
  readonly #entries = new Map<object, Entry>();
  #cachedBytes = 0;

  constructor(allocator: Allocator, budgetBytes: number) {
    this.#allocator = allocator;
    this.#budgetBytes = budgetBytes;
  }

  get cachedBytes(): number {
    return this.#cachedBytes;
  }

  /** Address of the entry for `key`, if there is one. */
  get(key: object): number | undefined {
    return this.#entries.get(key)?.address;
  }

  /** Whether an entry of this size fits the budget. */
  fits(bytes: number): boolean {
    return bytes <= this.#budgetBytes;
  }

  /**
   * Address of the entry for `key`; a new one is filled by `fill`. May evict other entries, but none whose key is in `inUse`.
   */
  getOrAllocate(
    key: object,
    bytes: number,
    inUse: readonly object[],
    fill: (address: number) => void,
  ): number {
    const known = this.#entries.get(key);
    if (known && known.bytes === bytes) {
      this.#entries.delete(key);
      this.#entries.set(key, known);
      return known.address;
    }
    if (known) this.#evict(key, known);
    for (const [other, entry] of this.#entries) {
      if (this.#cachedBytes + bytes <= this.#budgetBytes) break;
      if (!inUse.includes(other)) this.#evict(other, entry);
    }
    const address = this.#allocator.allocate(bytes);
    this.#entries.set(key, { address, bytes });
    this.#cachedBytes += bytes;
    fill(address);
    return address;
  }

  /** Frees the entries of disposed tensors. */
  sweep(isAlive: (key: object) => boolean): void {
    for (const [key, entry] of this.#entries) if (!isAlive(key)) this.#evict(key, entry);
  }

  #evict(key: object, entry: Entry): void {
    this.#entries.delete(key);
    this.#cachedBytes -= entry.bytes;
    this.#allocator.free(entry.address);
  }
}
