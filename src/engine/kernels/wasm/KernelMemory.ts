/**
 * The compiled module and its memory. Calls allocate from `allocator` and free what they took; `cache` holds what outlives a
 * call.
 */
import { Allocator } from './Allocator.ts';
import { TensorCache } from './TensorCache.ts';

/** Exports of the compiled module. Kernels read their call descriptor at a constant address (`CallDescriptor`); addresses are in bytes. */
export interface DenseExports {
  readonly memory: WebAssembly.Memory;
  readonly forward: () => void;
  readonly train: () => void;
  /** Packs the kernels of a wide network for `forward`. Returns 1 if its first kernel has no infinity and no NaN. */
  readonly pack: () => number;
  /** CSR copy of `samples` rows: writes row pointers to `starts` and entries to `entries`. */
  readonly compressRows: (
    rows: number,
    width: number,
    samples: number,
    starts: number,
    entries: number,
  ) => void;
  /** Largest of `count` unsigned integers. */
  readonly largest: (address: number, count: number) => number;
  /** Writes 0 … count − 1, shuffled by the epoch's key, to `order`; `draws` is scratch. */
  readonly shuffle: (key: number, count: number, order: number, draws: number) => void;
}

/** Scratch of `shuffle` (`assembly/shuffle.ts`, AHEAD words). */
const DRAW_BYTES = 1_024;

/** Values, and the identity under which they may be cached in the module's memory: same key, same values. */
export interface Keyed {
  readonly values: Float32Array;
  readonly key?: object | undefined;
}

/** Budget for cached data sets and packed parameters; a larger data set is copied in portions. */
const CACHE_BYTES = 96 * 2 ** 20;

export class KernelMemory {
  readonly exports: DenseExports;
  readonly allocator: Allocator;
  readonly cache: TensorCache;
  /** Rows and orders that callers write in place, by the identity of the tensor they replace; never evicted. */
  readonly inputs: TensorCache;
  readonly #draws: number;

  constructor(exports: DenseExports, cacheBytes = CACHE_BYTES) {
    this.exports = exports;
    this.allocator = new Allocator(exports.memory);
    this.cache = new TensorCache(this.allocator, cacheBytes);
    this.inputs = new TensorCache(this.allocator, Infinity);
    this.#draws = this.allocator.allocate(DRAW_BYTES);
  }

  /** Writes the samples 0 … count − 1, shuffled by the epoch's key, to the address. */
  shuffle(key: number, count: number, address: number): void {
    this.exports.shuffle(key, count, address, this.#draws);
  }

  /** A view that is detached when the memory grows: take it after the last allocation. */
  floats(address: number, count: number): Float32Array {
    return new Float32Array(this.exports.memory.buffer, address, count);
  }

  doubles(address: number, count: number): Float64Array {
    return new Float64Array(this.exports.memory.buffer, address, count);
  }

  words(address: number, count: number): Int32Array {
    return new Int32Array(this.exports.memory.buffer, address, count);
  }

  /** Allocates several arrays of float32 or int32 together: their addresses, and a function that frees them. */
  allocateArrays(counts: readonly number[]): { addresses: number[]; free: () => void } {
    let bytes = 0;
    const offsets = counts.map((count) => {
      const offset = bytes;
      bytes += Math.ceil((4 * count) / 64) * 64;
      return offset;
    });
    const start = this.allocator.allocate(bytes);
    return { addresses: offsets.map((offset) => start + offset), free: () => this.allocator.free(start) };
  }
}
