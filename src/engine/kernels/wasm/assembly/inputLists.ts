/**
 * What is not zero among a chunk's inputs, as pairs (place, value) of 8 bytes: by sample, where a place is the input's
 * number times 4, and from these by input, where it is the sample's times the bytes of its deltas. The lists by sample
 * lie where the chunk's panels would, those by input where its turned panels would: at most half of all inputs fit.
 */
import { madd } from './lanes';
import * as at from './plan';
import { address, layerAt } from './plan';

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

/** Address of a listed sample's first pair; the next sample's is where its list ends. */
@inline
export function listOf(sample: i32): usize {
  return <usize>load<u32>(address(at.LIST_STARTS) + (<usize>sample << 2));
}

/** Where the list of an input ends; the next input's begins there. */
@inline
export function listEnds(): usize {
  return address(at.LIST_STARTS) + ((<usize>listed + 1) << 2);
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

/**
 * Lists samples `first` to `end` − 1. False if lists would not pay: the share of inputs that are not zero exceeds
 * V/(2V + 5), V the vectors of the layer's units. That is a little below the measured crossover: learning 784 inputs
 * crosses at 0.28 into 10 units, 0.45 into 32 and 0.65 into 128 (where lists have room for half). False also if a
 * weight is not finite: skipping 0 · ∞ would hide that training has diverged.
 */
export function listInputs(parameters: usize, rows: usize, order: usize, first: i32, end: i32): bool {
  let start = address(at.LIST_STARTS);
  if (start == 0) return false;
  const layer = layerAt(0);
  const rowBytes = <usize>layer.inputs << 2;
  const vectors = (layer.units + 3) >> 2;
  // Panels would compute idle lanes too, so they count: a single sample is nearly always listed.
  const inputs = <f64>((end - first + 3) & ~3) * <f64>layer.inputs;
  const most = <i32>((inputs * <f64>vectors) / <f64>(2 * vectors + 5));
  let to = address(at.INPUT_PANELS);
  const full = to + <usize>most * PAIR_BYTES;
  for (let place = first; place < end; place++) {
    store<u32>(start, <u32>to);
    start += 4;
    const sample = order ? load<u32>(order + (<usize>place << 2)) : <u32>place;
    to = listRow(rows + <usize>sample * rowBytes, layer.inputs, to);
    if (to > full) return false;
  }
  store<u32>(start, <u32>to);
  if (!areFinite(parameters + layer.kernel, rowBytes * <usize>layer.units)) return false;
  listed = end - first;
  chunks++;
  return true;
}

/** Sorts the pairs by input: counts them, gives each input its stretch, then puts every pair in its place. */
export function listByInput(lists: usize): void {
  const inputs = <usize>layerAt(0).inputs;
  const ends = listEnds();
  let pair = listOf(0);
  const last = listOf(listed);
  memory.fill(ends, 0, inputs << 2);
  for (let from = pair; from < last; from += PAIR_BYTES) {
    const count = ends + <usize>load<u32>(from);
    store<u32>(count, load<u32>(count) + PAIR_BYTES);
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
    for (const stop = listOf(sample + 1); pair < stop; pair += PAIR_BYTES) {
      const place = ends + <usize>load<u32>(pair);
      const to = load<u32>(place);
      store<u32>(place, to + PAIR_BYTES);
      store<u32>(to, <u32>delta);
      f32.store(to, f32.load(pair, 4), 4);
    }
  }
}
