/**
 * What is not zero among a chunk's inputs, as pairs (place, value) of 8 bytes: by sample, where a place is the input's
 * number times 4, and from these by input, where it is the sample's times the bytes of its deltas. The lists by sample
 * are those kept for the data set, or lie where the chunk's panels would; those by input lie where its turned panels
 * would. At most half of all inputs fit.
 */
import { madd } from './lanes';
import * as at from './plan';
import { address, layerAt, word } from './plan';

/** Bytes of one sample's deltas in a block of 32 units. */
export const DELTA_BYTES: usize = 128;
const PAIR_BYTES: u32 = 8;

/** Entry m, 16 bytes: the byte shuffle that moves the lanes named by the bits of m to the left. */
const TO_THE_LEFT = memory.data<u8>([
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

/** Samples that are listed. */
export let listed: i32 = 0;
/** For tests: how many chunks were worked on from lists. */
let chunks: i32 = 0;
export function listedChunks(): i32 {
  return chunks;
}

/** Where the list of a sample begins. */
@inline
export function listBegin(sample: i32): usize {
  return <usize>load<u32>(address(at.LISTS) + (<usize>sample << 3));
}

@inline
export function listEnd(sample: i32): usize {
  return <usize>load<u32>(address(at.LISTS) + (<usize>sample << 3), 4);
}

/** Where the ends of the inputs' lists are noted; each list begins where the one before it ends. */
@inline
export function inputEnds(): usize {
  return address(at.LISTS) + (<usize>listed << 3);
}

/** Appends the pairs of one row; gives the place behind the last. Touches up to 32 bytes more. */
@inline
function listRow(row: usize, width: i32, to: usize): usize {
  const zero = f32x4.splat(0);
  let places = i32x4(0, 4, 8, 12);
  let i = 0;
  // Without a branch: which inputs are zero cannot be foreseen.
  for (const whole = width & ~3; i < whole; i += 4) {
    const values = v128.load(row);
    const mask = i32x4.bitmask(f32x4.ne(values, zero));
    const shuffle = v128.load(TO_THE_LEFT + (<usize>mask << 4));
    const kept = i8x16.swizzle(values, shuffle);
    const from = i8x16.swizzle(places, shuffle);
    v128.store(to, v128.shuffle<f32>(from, kept, 0, 4, 1, 5));
    v128.store(to, v128.shuffle<f32>(from, kept, 2, 6, 3, 7), 16);
    to += <usize>popcnt(mask) * PAIR_BYTES;
    places = i32x4.add(places, i32x4.splat(16));
    row += 16;
  }
  for (; i < width; i++) {
    const value = f32.load(row);
    store<u32>(to, i << 2);
    f32.store(to, value, 4);
    if (value != 0) to += PAIR_BYTES;
    row += 4;
  }
  return to;
}

/** Lists a whole data set, once: DATA_LISTS of the calls to come is `starts`. Touches up to 32 bytes behind the pairs. */
export function listRows(rows: usize, width: i32, samples: i32, starts: usize, pairs: usize): void {
  for (; samples > 0; samples--) {
    store<u32>(starts, <u32>pairs);
    starts += 4;
    pairs = listRow(rows, width, pairs);
    rows += <usize>width << 2;
  }
  store<u32>(starts, <u32>pairs);
}

/** True if no number is infinite or NaN: 0 times those is NaN. */
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
 * Lists samples `first` to `end` − 1. False if lists would not pay: the share of inputs that are not zero exceeds
 * V/(2V + 5), V the vectors of the layer's units. That is a little below the measured crossover: learning 784 inputs
 * crosses at 0.28 into 10 units, 0.45 into 32 and 0.65 into 128 (where lists have room for half). False also if a
 * weight is not finite: skipping 0 · ∞ would hide that training has diverged.
 */
export function listInputs(parameters: usize, rows: usize, order: usize, first: i32, end: i32): bool {
  let note = address(at.LISTS);
  if (note == 0) return false;
  const layer = layerAt(0);
  const rowBytes = <usize>layer.inputs << 2;
  const vectors = (layer.units + 3) >> 2;
  // Panels would compute idle lanes too, so they count: a single sample is nearly always listed.
  const inputs = <f64>((end - first + 3) & ~3) * <f64>layer.inputs;
  const most = <i32>((inputs * <f64>vectors) / <f64>(2 * vectors + 5));
  const known = address(at.DATA_LISTS);
  let free = address(at.INPUT_PANELS);
  let left = most * <i32>PAIR_BYTES;
  for (let place = first; place < end; place++) {
    const sample = <usize>(order ? load<u32>(order + (<usize>place << 2)) : <u32>place);
    const begin = known ? <usize>load<u32>(known + (sample << 2)) : free;
    const stop = known ? <usize>load<u32>(known + (sample << 2), 4) : listRow(rows + sample * rowBytes, layer.inputs, free);
    store<u32>(note, <u32>begin);
    store<u32>(note, <u32>stop, 4);
    note += 8;
    free = stop;
    left -= <i32>(stop - begin);
    if (left < 0) return false;
  }
  if (!word(at.FINITE) && !isFirstKernelFinite(parameters)) return false;
  listed = end - first;
  chunks++;
  return true;
}

/** Sorts the pairs by input: counts them, gives each input its stretch, then puts every pair in its place. */
export function listByInput(lists: usize): void {
  const inputs = <usize>layerAt(0).inputs;
  const ends = inputEnds();
  memory.fill(ends, 0, inputs << 2);
  for (let sample = 0; sample < listed; sample++) {
    for (let pair = listBegin(sample), stop = listEnd(sample); pair < stop; pair += PAIR_BYTES) {
      const count = ends + <usize>load<u32>(pair);
      store<u32>(count, load<u32>(count) + PAIR_BYTES);
    }
  }
  let next = <u32>lists;
  for (let place = ends, stop = ends + (inputs << 2); place < stop; place += 4) {
    const bytes = load<u32>(place);
    store<u32>(place, next);
    next += bytes;
  }
  // Each stretch's begin moves up to its end while it is filled.
  for (let sample = 0; sample < listed; sample++) {
    const delta = <usize>sample * DELTA_BYTES;
    for (let pair = listBegin(sample), stop = listEnd(sample); pair < stop; pair += PAIR_BYTES) {
      const place = ends + <usize>load<u32>(pair);
      const to = load<u32>(place);
      store<u32>(place, to + PAIR_BYTES);
      store<u32>(to, <u32>delta);
      f32.store(to, f32.load(pair, 4), 4);
    }
  }
}
