/**
 * CSR copy of a chunk's inputs, entries `(column byte offset, value)` of 8 bytes per sample, and its transpose (CSC) for the
 * weight gradient, entries `(byte offset of the sample's deltas, value)` per input. The rows are those cached with the data
 * set, or are made in the buffer of the input panels; the columns go to the buffer of the transposed panels. Both have room for
 * a density of one half.
 */
import { madd } from './simd';
import * as at from './generated/call';
import { address, layerAt, word } from './generated/call';

/** Bytes of one sample's deltas in a tile of 32 units. */
export const DELTA_ROW_BYTES: usize = 128;
const ENTRY_BYTES: u32 = 8;

/** Left-packing table: entry m, 16 bytes, is the byte shuffle that moves the SIMD lanes set in mask m to the left. */
const LEFT_PACK = memory.data<u8>([
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, // none
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, // 0
  4, 5, 6, 7, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, // 1
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, // 0 1
  8, 9, 10, 11, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, // 2
  0, 1, 2, 3, 8, 9, 10, 11, 8, 9, 10, 11, 12, 13, 14, 15, // 0 2
  4, 5, 6, 7, 8, 9, 10, 11, 8, 9, 10, 11, 12, 13, 14, 15, // 1 2
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, // 0 1 2
  12, 13, 14, 15, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, // 3
  0, 1, 2, 3, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15, // 0 3
  4, 5, 6, 7, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15, // 1 3
  0, 1, 2, 3, 4, 5, 6, 7, 12, 13, 14, 15, 12, 13, 14, 15, // 0 1 3
  8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15, // 2 3
  0, 1, 2, 3, 8, 9, 10, 11, 12, 13, 14, 15, 12, 13, 14, 15, // 0 2 3
  4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 12, 13, 14, 15, // 1 2 3
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, // all
]);

/** Samples of the present CSR copy. */
export let sparseSamples: i32 = 0;
/** For tests: how many chunks took the sparse path. */
let chunkCount: i32 = 0;
export function sparseChunks(): i32 {
  return chunkCount;
}

/** Address of a sample's first entry. */
@inline
export function rowBegin(sample: i32): usize {
  return <usize>load<u32>(address(at.ROW_POINTERS) + (<usize>sample << 3));
}

@inline
export function rowEnd(sample: i32): usize {
  return <usize>load<u32>(address(at.ROW_POINTERS) + (<usize>sample << 3), 4);
}

/** Address of the CSC column ends; each column begins where the previous one ends. */
@inline
export function columnEnds(): usize {
  return address(at.ROW_POINTERS) + (<usize>sparseSamples << 3);
}

/** Appends the entries of one row and returns the address behind the last. Writes up to 32 bytes beyond it. */
@inline
function compressRow(row: usize, width: i32, to: usize): usize {
  const zero = f32x4.splat(0);
  let columns = i32x4(0, 4, 8, 12);
  let i = 0;
  // Branch-free left packing: zeros are unpredictable.
  for (const whole = width & ~3; i < whole; i += 4) {
    const values = v128.load(row);
    const mask = i32x4.bitmask(f32x4.ne(values, zero));
    const shuffle = v128.load(LEFT_PACK + (<usize>mask << 4));
    const packed = i8x16.swizzle(values, shuffle);
    const packedColumns = i8x16.swizzle(columns, shuffle);
    v128.store(to, v128.shuffle<f32>(packedColumns, packed, 0, 4, 1, 5));
    v128.store(to, v128.shuffle<f32>(packedColumns, packed, 2, 6, 3, 7), 16);
    to += <usize>popcnt(mask) * ENTRY_BYTES;
    columns = i32x4.add(columns, i32x4.splat(16));
    row += 16;
  }
  for (; i < width; i++) {
    const value = f32.load(row);
    store<u32>(to, i << 2);
    f32.store(to, value, 4);
    if (value != 0) to += ENTRY_BYTES;
    row += 4;
  }
  return to;
}

/** CSR copy of a whole data set, made once; DATA_ROW_POINTERS of later calls is `starts`. Writes up to 32 bytes behind the entries. */
export function compressRows(rows: usize, width: i32, samples: i32, starts: usize, entries: usize): void {
  for (; samples > 0; samples--) {
    store<u32>(starts, <u32>entries);
    starts += 4;
    entries = compressRow(rows, width, entries);
    rows += <usize>width << 2;
  }
  store<u32>(starts, <u32>entries);
}

/** True if no number is infinite or NaN (0 times either is NaN). */
export function areFinite(from: usize, bytes: usize): bool {
  const zero = f32x4.splat(0);
  let a = zero;
  let b = zero;
  const end = from + bytes;
  for (; from + 32 <= end; from += 32) {
    a = madd(v128.load(from), zero, a);
    b = madd(v128.load(from, 16), zero, b);
  }
  for (; from < end; from += 4) a = madd(v128.load32_splat(from), zero, a);
  return !v128.any_true(f32x4.ne(f32x4.add(a, b), zero));
}

export function isFirstKernelFinite(parameters: usize): bool {
  const layer = layerAt(0);
  return areFinite(parameters + layer.kernel, (<usize>layer.inputs * <usize>layer.units) << 2);
}

/**
 * CSR copy of samples `first` to `end` − 1. Returns false, for the dense path, if the density exceeds V/(2V + 5), V the
 * vectors of the layer's units: a little below the crossover measured when training 784 inputs into 10 units (0.28), 32
 * (0.45) and 128 (0.65, above the half that fits); Chromium 156, two cores of an Intel Xeon, November 2026. False also if a weight is
 * not finite: skipping 0 · ∞ would hide that training has diverged.
 */
export function compressChunk(parameters: usize, rows: usize, order: usize, first: i32, end: i32): bool {
  let pointer = address(at.ROW_POINTERS);
  if (pointer == 0) return false;
  const layer = layerAt(0);
  const rowBytes = <usize>layer.inputs << 2;
  const vectors = (layer.units + 3) >> 2;
  // The dense path would compute idle SIMD lanes, too, so they count: a single sample is nearly always sparse.
  const inputs = <f64>((end - first + 3) & ~3) * <f64>layer.inputs;
  const limit = <i32>((inputs * <f64>vectors) / <f64>(2 * vectors + 5));
  const dataPointers = address(at.DATA_ROW_POINTERS);
  let free = address(at.INPUT_PANELS);
  let budget = limit * <i32>ENTRY_BYTES;
  for (let index = first; index < end; index++) {
    const sample = <usize>(order ? load<u32>(order + (<usize>index << 2)) : <u32>index);
    const begin = dataPointers ? <usize>load<u32>(dataPointers + (sample << 2)) : free;
    const stop = dataPointers ? <usize>load<u32>(dataPointers + (sample << 2), 4) : compressRow(rows + sample * rowBytes, layer.inputs, free);
    store<u32>(pointer, <u32>begin);
    store<u32>(pointer, <u32>stop, 4);
    pointer += 8;
    free = stop;
    budget -= <i32>(stop - begin);
    if (budget < 0) return false;
  }
  if (!word(at.FINITE) && !isFirstKernelFinite(parameters)) return false;
  sparseSamples = end - first;
  chunkCount++;
  return true;
}

/** Transposes CSR to CSC by counting sort: counts per column, prefix sums, then scatter. */
export function transposeToCsc(entries: usize): void {
  const inputs = <usize>layerAt(0).inputs;
  const ends = columnEnds();
  memory.fill(ends, 0, inputs << 2);
  for (let sample = 0; sample < sparseSamples; sample++) {
    for (let entry = rowBegin(sample), stop = rowEnd(sample); entry < stop; entry += ENTRY_BYTES) {
      const count = ends + <usize>load<u32>(entry);
      store<u32>(count, load<u32>(count) + ENTRY_BYTES);
    }
  }
  let next = <u32>entries;
  for (let index = ends, stop = ends + (inputs << 2); index < stop; index += 4) {
    const bytes = load<u32>(index);
    store<u32>(index, next);
    next += bytes;
  }
  // Scatter: each column's begin advances to its end.
  for (let sample = 0; sample < sparseSamples; sample++) {
    const delta = <usize>sample * DELTA_ROW_BYTES;
    for (let entry = rowBegin(sample), stop = rowEnd(sample); entry < stop; entry += ENTRY_BYTES) {
      const index = ends + <usize>load<u32>(entry);
      const to = load<u32>(index);
      store<u32>(index, to + ENTRY_BYTES);
      store<u32>(to, <u32>delta);
      f32.store(to, f32.load(entry, 4), 4);
    }
  }
}
