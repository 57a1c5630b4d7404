/**
 * Matrix products (GEMM) of wide layers: C = start + A·B, in register tiles of 4 rows × 8 columns. A is packed in tiles
 * [rows/4][k][4], B in panels [columns/8][k][8] (the last panel may be 4 wide), so that the inner loop reads two contiguous
 * streams. `pack.ts` makes both.
 */
import { madd } from './simd';

/** One register tile: 4 rows × `vectors` · 4 columns. With `add` the product is added to C, else to start[row]. */
@inline
function tile(vectors: i32, a: usize, b: usize, k: i32, start: usize, add: bool, c: usize, row: usize): void {
  let a0 = f32x4.splat(0);
  let b0 = a0;
  let c0 = a0;
  let d0 = a0;
  if (start) {
    a0 = v128.load32_splat(start);
    b0 = v128.load32_splat(start, 4);
    c0 = v128.load32_splat(start, 8);
    d0 = v128.load32_splat(start, 12);
  }
  let a1 = a0;
  let b1 = b0;
  let c1 = c0;
  let d1 = d0;
  const step: usize = <usize>vectors << 4;
  // Not unrolled: with two terms a turn, V8 spills registers and plain SIMD is 1.45 times slower (measured, Chromium 156).
  for (; k > 0; k--) {
    const x0 = v128.load(b);
    const x1 = vectors > 1 ? v128.load(b, 16) : x0;
    let s = v128.load32_splat(a);
    a0 = madd(s, x0, a0);
    if (vectors > 1) a1 = madd(s, x1, a1);
    s = v128.load32_splat(a, 4);
    b0 = madd(s, x0, b0);
    if (vectors > 1) b1 = madd(s, x1, b1);
    s = v128.load32_splat(a, 8);
    c0 = madd(s, x0, c0);
    if (vectors > 1) c1 = madd(s, x1, c1);
    s = v128.load32_splat(a, 12);
    d0 = madd(s, x0, d0);
    if (vectors > 1) d1 = madd(s, x1, d1);
    a += 16;
    b += step;
  }
  storeOrAdd(vectors, c, a0, a1, add);
  storeOrAdd(vectors, c + row, b0, b1, add);
  storeOrAdd(vectors, c + 2 * row, c0, c1, add);
  storeOrAdd(vectors, c + 3 * row, d0, d1, add);
}

@inline
function storeOrAdd(vectors: i32, to: usize, x0: v128, x1: v128, add: bool): void {
  v128.store(to, add ? f32x4.add(v128.load(to), x0) : x0);
  if (vectors > 1) v128.store(to, add ? f32x4.add(v128.load(to, 16), x1) : x1, 16);
}

/**
 * Product of one panel of columns into a panel [rows][row bytes], row = 16 or 32. Rows are padded to a multiple of
 * four: up to three rows behind the panel are overwritten with undefined values.
 */
export function productToPanel(a: usize, rows: i32, k: i32, b: usize, start: usize, c: usize, row: usize): void {
  const tileBytes = <usize>k << 4;
  if (row == 32) {
    for (; rows > 0; rows -= 4) {
      tile(2, a, b, k, start, false, c, 32);
      a += tileBytes;
      c += 128;
      if (start) start += 16;
    }
  } else {
    for (; rows > 0; rows -= 4) {
      tile(1, a, b, k, start, false, c, 16);
      a += tileBytes;
      c += 64;
      if (start) start += 16;
    }
  }
}

/**
 * Product of one panel of up to 8 columns into rows that are `row` bytes apart (a gradient [in][out]). Nothing outside
 * the `rows` × `columns` rectangle is written: partial tiles go through `scratch`, 128 bytes.
 */
export function productToRows(
  a: usize,
  rows: i32,
  k: i32,
  b: usize,
  columns: i32,
  add: bool,
  c: usize,
  row: usize,
  scratch: usize,
): void {
  const tileBytes = <usize>k << 4;
  if (columns == 8) {
    for (; rows >= 4; rows -= 4) {
      tile(2, a, b, k, 0, add, c, row);
      a += tileBytes;
      c += row << 2;
    }
  }
  for (; rows > 0; rows -= 4) {
    if (columns > 4) tile(2, a, b, k, 0, false, scratch, 32);
    else tile(1, a, b, k, 0, false, scratch, 32);
    const count = min(rows, 4);
    for (let r = 0; r < count; r++) {
      for (let i = 0; i < columns; i++) {
        const to = c + <usize>r * row + (<usize>i << 2);
        const value = f32.load(scratch + (<usize>r << 5) + (<usize>i << 2));
        f32.store(to, add ? f32.load(to) + value : value);
      }
    }
    a += tileBytes;
    c += row << 2;
  }
}
