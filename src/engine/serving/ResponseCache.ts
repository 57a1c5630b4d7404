/**
 * Answers that are kept for the next request with the same input and the same weights, as Triton's response cache does:
 * found by a hash of the row, then compared value by value, so that a collision is a miss and never a wrong answer. New
 * weights empty it. What was used longest ago makes room. A request whose twin is still being computed is a miss.
 */
import type { DeviceName } from '../../spec/vocabulary.ts';
import type { RequestTable } from './RequestTable.ts';
import { outputUnits, type Model } from './ServedModel.ts';

interface Entry {
  /** The bits of the input. */
  readonly row: Uint32Array;
  readonly outputs: Float32Array;
  readonly device: DeviceName;
}

export class ResponseCache {
  hits = 0;
  misses = 0;
  private capacity = 0;
  private model: Model | null = null;
  /** By hash; a Map keeps the order of insertion, which here is that of use. */
  private readonly entries = new Map<number, Entry>();

  get isOn(): boolean {
    return this.capacity > 0;
  }

  /** @param capacity answers that are kept; 0 turns the cache off. */
  resize(capacity: number): void {
    this.capacity = capacity;
    this.makeRoom();
  }

  /** The answer of these weights to the row at `index` of `rows` [count, inputs], if it is kept. Counts. */
  find(model: Model, rows: Float32Array, index: number): Entry | undefined {
    this.use(model);
    const row = bitsOf(rows, index, model.shape.inputs);
    const hash = hashOf(row);
    const entry = this.entries.get(hash);
    if (!entry || !entry.row.every((bits, at) => bits === row[at])) {
      this.misses += 1;
      return undefined;
    }
    this.hits += 1;
    this.entries.delete(hash);
    this.entries.set(hash, entry);
    return entry;
  }

  /** Keeps the answers `outputs` [padded size, units] of a batch, unless newer weights have come meanwhile. */
  keep(
    model: Model,
    table: RequestTable,
    slots: Int32Array,
    outputs: Float32Array,
    device: DeviceName,
  ): void {
    if (!this.isOn || (this.model !== null && this.model !== model)) return;
    this.use(model);
    const width = outputUnits(model.shape);
    slots.forEach((slot, at) => {
      const block = table.blocks[slot];
      if (!block) return;
      const row = bitsOf(block.rows, table.rows[slot] ?? 0, model.shape.inputs).slice();
      const hash = hashOf(row);
      this.entries.delete(hash);
      this.entries.set(hash, { row, outputs: outputs.slice(at * width, (at + 1) * width), device });
    });
    this.makeRoom();
  }

  /** Only answers of these weights are kept from now on. */
  use(model: Model | null): void {
    if (this.model === model) return;
    this.model = model;
    this.entries.clear();
  }

  private makeRoom(): void {
    for (const hash of this.entries.keys()) {
      if (this.entries.size <= this.capacity) return;
      this.entries.delete(hash);
    }
  }
}

const bitsOf = (rows: Float32Array, index: number, inputs: number): Uint32Array =>
  new Uint32Array(rows.buffer, rows.byteOffset + 4 * index * inputs, inputs);

/** MurmurHash3 (32 bits, seed 0). The low bits of floats are mostly zeros, so a hash has to carry high bits down. */
function hashOf(words: Uint32Array): number {
  let hash = 0;
  for (const word of words) {
    hash ^= Math.imul(rotated(Math.imul(word, 0xcc9e2d51), 15), 0x1b873593);
    hash = (Math.imul(rotated(hash, 13), 5) + 0xe6546b64) | 0;
  }
  hash ^= 4 * words.length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

const rotated = (bits: number, by: number): number => (bits << by) | (bits >>> (32 - by));
