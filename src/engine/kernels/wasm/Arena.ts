/**
 * Places in a WebAssembly memory. In goes a size in bytes, out comes an address; the memory grows when nothing free is
 * large enough and never shrinks, so what is freed is handed out again. Blocks are few and live long.
 */

/** Cache line: panels start on one, and loads never straddle two for want of alignment. */
const ALIGNMENT = 64;
const PAGE_BYTES = 65_536;
/** The first bytes of the memory belong to the compiled module. */
const FIRST_ADDRESS = 4_096;

interface Hole {
  address: number;
  bytes: number;
}

export class Arena {
  readonly #memory: WebAssembly.Memory;
  /** Free stretches by address; no two touch. */
  readonly #holes: Hole[];
  readonly #sizes = new Map<number, number>();

  constructor(memory: WebAssembly.Memory) {
    this.#memory = memory;
    // The module may start with no memory at all, less than what is its own.
    if (memory.buffer.byteLength < PAGE_BYTES) memory.grow(1);
    this.#holes = [{ address: FIRST_ADDRESS, bytes: memory.buffer.byteLength - FIRST_ADDRESS }];
  }

  /** Bytes handed out and not yet freed. */
  get usedBytes(): number {
    let sum = 0;
    for (const bytes of this.#sizes.values()) sum += bytes;
    return sum;
  }

  /** Address of `bytes` fresh bytes, whose content is undefined. Throws a RangeError if the memory cannot grow. */
  allocate(bytes: number): number {
    const size = Math.max(ALIGNMENT, Math.ceil(bytes / ALIGNMENT) * ALIGNMENT);
    let hole = this.#holes.find((candidate) => candidate.bytes >= size);
    if (!hole) {
      this.#grow(size);
      hole = this.#holes.at(-1)!;
    }
    const { address } = hole;
    hole.address += size;
    hole.bytes -= size;
    if (hole.bytes === 0) this.#holes.splice(this.#holes.indexOf(hole), 1);
    this.#sizes.set(address, size);
    return address;
  }

  free(address: number): void {
    const bytes = this.#sizes.get(address);
    if (bytes === undefined) throw new Error(`Nothing was allocated at ${address}.`);
    this.#sizes.delete(address);
    this.#addHole(address, bytes);
  }

  #grow(bytes: number): void {
    const before = this.#memory.buffer.byteLength;
    const last = this.#holes.at(-1);
    const atEnd = last && last.address + last.bytes === before ? last.bytes : 0;
    const pages = Math.ceil((bytes - atEnd) / PAGE_BYTES);
    try {
      this.#memory.grow(pages);
    } catch (cause) {
      throw new RangeError(
        `WebAssembly got no further ${Math.ceil((pages * PAGE_BYTES) / 1e6)} MB from the browser. ` +
          'Use a smaller network, batch or data set.',
        { cause },
      );
    }
    this.#addHole(before, pages * PAGE_BYTES);
  }

  #addHole(address: number, bytes: number): void {
    let at = this.#holes.findIndex((hole) => hole.address > address);
    if (at < 0) at = this.#holes.length;
    const before = this.#holes[at - 1];
    const after = this.#holes[at];
    if (before && before.address + before.bytes === address) {
      before.bytes += bytes;
      if (after && before.address + before.bytes === after.address) {
        before.bytes += after.bytes;
        this.#holes.splice(at, 1);
      }
    } else if (after && address + bytes === after.address) {
      after.address = address;
      after.bytes += bytes;
    } else this.#holes.splice(at, 0, { address, bytes });
  }
}
