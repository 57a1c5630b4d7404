/**
 * The compiled module with its memory: who lives where. Calls take places from `arena` and give them back; `kept` holds
 * what outlives them.
 */
import { Arena } from './Arena.ts';
import { KeptBlocks } from './KeptBlocks.ts';

/** What the compiled module exports. The plan of a call is read at its own place (`PlanMemory`); addresses are in bytes. */
export interface DenseExports {
  readonly memory: WebAssembly.Memory;
  readonly forward: () => void;
  readonly train: () => void;
  /** Packs the kernels of a wide network for `forward`. 1 if its first kernel has no infinity and no NaN. */
  readonly pack: () => number;
  /** Lists what is not zero in each of `samples` rows: where each list begins, and the lists themselves. */
  readonly listRows: (rows: number, width: number, samples: number, starts: number, pairs: number) => void;
  /** Largest of `count` unsigned integers. */
  readonly largest: (at: number, count: number) => number;
}

/** Values, and the identity under which they may be kept in the module's memory: same key, same values. */
export interface Keyed {
  readonly values: Float32Array;
  readonly key?: object | undefined;
}

/** Data sets and packed parameters that stay between calls; a larger data set is fed in portions. */
const KEPT_BYTES = 96 * 2 ** 20;

export class KernelMemory {
  readonly exports: DenseExports;
  readonly arena: Arena;
  readonly kept: KeptBlocks;
  /** Rows that are written by whoever asks, by the identity of the tensor they stand for; none is dropped in use. */
  readonly inputs: KeptBlocks;

  constructor(exports: DenseExports, keptBytes = KEPT_BYTES) {
    this.exports = exports;
    this.arena = new Arena(exports.memory);
    this.kept = new KeptBlocks(this.arena, keptBytes);
    this.inputs = new KeptBlocks(this.arena, Infinity);
  }

  /** A view that a later growth of the memory makes useless: take it after the last allocation. */
  floats(address: number, count: number): Float32Array {
    return new Float32Array(this.exports.memory.buffer, address, count);
  }

  words(address: number, count: number): Int32Array {
    return new Int32Array(this.exports.memory.buffer, address, count);
  }

  /** Several arrays of float32 or int32 in one block: their addresses, and how to free them. */
  block(elements: readonly number[]): { addresses: number[]; free: () => void } {
    let bytes = 0;
    const offsets = elements.map((count) => {
      const offset = bytes;
      bytes += Math.ceil((4 * count) / 64) * 64;
      return offset;
    });
    const start = this.arena.allocate(bytes);
    return { addresses: offsets.map((offset) => start + offset), free: () => this.arena.free(start) };
  }
}
