/**
 * Blocks that outlive a call because what they hold does not change: data sets and packed parameters, by the identity
 * of the tensor they came from. The least recently used go when the budget is spent, dead ones first.
 */
import type { Arena } from './Arena.ts';

interface Block {
  readonly address: number;
  readonly bytes: number;
}

export class KeptBlocks {
  readonly #arena: Arena;
  readonly #budgetBytes: number;
  /** In the order of use, least recent first. */
  readonly #blocks = new Map<object, Block>();
  #keptBytes = 0;

  constructor(arena: Arena, budgetBytes: number) {
    this.#arena = arena;
    this.#budgetBytes = budgetBytes;
  }

  get keptBytes(): number {
    return this.#keptBytes;
  }

  /** Address of the block for `key`, if there is one. */
  find(key: object): number | undefined {
    return this.#blocks.get(key)?.address;
  }

  /** Whether a block of this size is ever kept. */
  fits(bytes: number): boolean {
    return bytes <= this.#budgetBytes;
  }

  /**
   * Address of the block for `key`, filled by `fill` when it is new. The next call may move others out, but never a
   * block named in `inUse`.
   */
  place(key: object, bytes: number, inUse: readonly object[], fill: (address: number) => void): number {
    const known = this.#blocks.get(key);
    if (known && known.bytes === bytes) {
      this.#blocks.delete(key);
      this.#blocks.set(key, known);
      return known.address;
    }
    if (known) this.#drop(key, known);
    for (const [other, block] of this.#blocks) {
      if (this.#keptBytes + bytes <= this.#budgetBytes) break;
      if (!inUse.includes(other)) this.#drop(other, block);
    }
    const address = this.#arena.allocate(bytes);
    this.#blocks.set(key, { address, bytes });
    this.#keptBytes += bytes;
    fill(address);
    return address;
  }

  /** Frees every block whose tensor is gone. */
  sweep(isAlive: (key: object) => boolean): void {
    for (const [key, block] of this.#blocks) if (!isAlive(key)) this.#drop(key, block);
  }

  #drop(key: object, block: Block): void {
    this.#blocks.delete(key);
    this.#keptBytes -= block.bytes;
    this.#arena.free(block.address);
  }
}
