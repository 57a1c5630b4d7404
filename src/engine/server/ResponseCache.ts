/**
 * Response cache (LRU), like Triton's: responses by input and weights. Found by a hash of the row, then compared value
 * by value, so that a hash collision is a miss and never a wrong response. New weights empty it. A request whose twin
 * is still being computed is a miss.
 */
import type { DeviceName } from '#experiment/vocabulary.ts';
import type { RequestTable } from './RequestTable.ts';
import { outputUnits, type Model } from './ServedModel.ts';

interface Entry {
  /** The input's bits. */
  readonly row: Uint32Array;
  readonly outputs: Float32Array;
  readonly device: DeviceName;
}

export class ResponseCache {
  hits = 0;
  misses = 0;
  private capacity = 0;
  private model: Model | null = null;
  /** By hash. A Map keeps insertion order, which here is order of use. */
  private readonly entries = new Map<number, Entry>();

  get isOn(): boolean {
    return this.capacity > 0;
  }

  /** @param capacity entries to keep; 0 turns the cache off */
  resize(capacity: number): void {
    this.capacity = capacity;
    this.makeRoom();
  }

  /** The cached response of this model to row `index` of `rows` [count, inputs]. Counts hits and misses. */
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

  /** Caches the outputs [padded size, units] of a batch, unless newer weights have arrived meanwhile. */
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

  /** Empties the cache if this is another model than before. */
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

/** MurmurHash3 (32 bits, seed 0). The low bits of floats are mostly zeros, so the hash must mix high bits down. */
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
