/**
 * First-fit free-list allocator for a WebAssembly memory. The memory grows when no free range is large enough, and never
 * shrinks. Linear search is fine: allocations are few and live long.
 */
import { bug } from '#messages/bug.ts';
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/kernelErrors.ts';

/** Cache line: panels start on one, so that aligned loads never straddle two. */
const ALIGNMENT = 64;
const PAGE_BYTES = 65_536;
/** The first bytes belong to the compiled module: its tables and the call descriptor. */
const FIRST_ADDRESS = 4_096;

interface FreeRange {
  address: number;
  bytes: number;
}

export class Allocator {
  readonly #memory: WebAssembly.Memory;
  /** By address; no two are adjacent. */
  readonly #free: FreeRange[];
  readonly #sizes = new Map<number, number>();

  constructor(memory: WebAssembly.Memory) {
    this.#memory = memory;
    // The module may start without memory for its own first bytes.
    if (memory.buffer.byteLength < PAGE_BYTES) memory.grow(1);
    this.#free = [{ address: FIRST_ADDRESS, bytes: memory.buffer.byteLength - FIRST_ADDRESS }];
  }

  /** Allocated bytes. */
  get usedBytes(): number {
    let sum = 0;
    for (const bytes of this.#sizes.values()) sum += bytes;
    return sum;
  }

  /**
   * Allocates `bytes` of uninitialised memory and returns its address.
   * @throws RangeError if the memory cannot grow.
   */
  allocate(bytes: number): number {
    const size = Math.max(ALIGNMENT, Math.ceil(bytes / ALIGNMENT) * ALIGNMENT);
    let range = this.#free.find((candidate) => candidate.bytes >= size);
    if (!range) {
      this.#grow(size);
      range = this.#free.at(-1)!;
    }
    const { address } = range;
    range.address += size;
    range.bytes -= size;
    if (range.bytes === 0) this.#free.splice(this.#free.indexOf(range), 1);
    this.#sizes.set(address, size);
    return address;
  }

  /** @throws if nothing is allocated at the address. */
  free(address: number): void {
    const bytes = this.#sizes.get(address);
    if (bytes === undefined) throw bug(`nothing was allocated at ${address}`);
    this.#sizes.delete(address);
    this.#addFree(address, bytes);
  }

  #grow(bytes: number): void {
    const before = this.#memory.buffer.byteLength;
    const last = this.#free.at(-1);
    const atEnd = last && last.address + last.bytes === before ? last.bytes : 0;
    const pages = Math.ceil((bytes - atEnd) / PAGE_BYTES);
    try {
      this.#memory.grow(pages);
    } catch (cause) {
      const megabytes = Math.ceil((pages * PAGE_BYTES) / 1e6);
      throw failed(failures.outOfMemory({ megabytes }), RangeError, { cause });
    }
    this.#addFree(before, pages * PAGE_BYTES);
  }

  #addFree(address: number, bytes: number): void {
    let index = this.#free.findIndex((range) => range.address > address);
    if (index < 0) index = this.#free.length;
    const before = this.#free[index - 1];
    const after = this.#free[index];
    if (before && before.address + before.bytes === address) {
      before.bytes += bytes;
      if (after && before.address + before.bytes === after.address) {
        before.bytes += after.bytes;
        this.#free.splice(index, 1);
      }
    } else if (after && address + bytes === after.address) {
      after.address = address;
      after.bytes += bytes;
    } else this.#free.splice(index, 0, { address, bytes });
  }
}
