/**
 * Caches a data set in the module's memory by the identity of its tensors. Mostly zero inputs are followed by a CSR copy
 * (`assembly/csr.ts`), made once, so that no training step reads zeros.
 */
import type { Keyed, KernelMemory } from './KernelMemory.ts';

/** Above this density, or with fewer inputs, no chunk takes the sparse path (`compressChunk`). */
const MAX_DENSITY = 0.5;
const MIN_INPUTS = 16;
const ENTRY_BYTES = 8;
/** `compressRows` may write so much behind the last entry. */
const OVERRUN_BYTES = 32;

export interface CachedDataset {
  readonly x: number;
  readonly y: number;
  /** CSR row pointers; 0 if there are none. */
  readonly rowPointers: number;
  /** Too dense for the sparse path. */
  readonly isDense: boolean;
}

/** Numbers of nonzero inputs, by the identity of the tensor: counted once. */
const counts = new WeakMap<object, number>();

function countOf(key: object, values: Float32Array): number {
  const known = counts.get(key);
  if (known !== undefined) return known;
  let count = 0;
  for (const value of values) if (value !== 0) count++;
  counts.set(key, count);
  return count;
}

/** Addresses of the data set in the module's memory; undefined if it has no identity or does not fit. */
export function cacheDataset(
  memory: KernelMemory,
  x: Keyed,
  y: Keyed,
  inputs: number,
): CachedDataset | undefined {
  if (!x.key || !y.key) return undefined;
  const denseBytes = x.values.byteLength + y.values.byteLength;
  if (!memory.cache.fits(denseBytes)) return undefined;
  const inUse = [x.key, y.key];
  const samples = x.values.length / inputs;
  const entries = inputs < MIN_INPUTS ? Infinity : countOf(x.key, x.values);
  const pointerBytes = 4 * (samples + 1);
  const csrBytes = pointerBytes + ENTRY_BYTES * entries + OVERRUN_BYTES;
  const isDense = entries > MAX_DENSITY * x.values.length;
  const hasCsr = !isDense && memory.cache.fits(denseBytes + csrBytes);
  const copy = ({ values }: Keyed, address: number): void =>
    memory.floats(address, values.length).set(values);
  const rows = memory.cache.getOrAllocate(
    x.key,
    x.values.byteLength + (hasCsr ? csrBytes : 0),
    inUse,
    (address) => {
      copy(x, address);
      const starts = address + x.values.byteLength;
      if (hasCsr) memory.exports.compressRows(address, inputs, samples, starts, starts + pointerBytes);
    },
  );
  const targets = memory.cache.getOrAllocate(y.key, y.values.byteLength, inUse, (address) =>
    copy(y, address),
  );
  return { x: rows, y: targets, rowPointers: hasCsr ? rows + x.values.byteLength : 0, isDense };
}
