/**
 * Forward product of a narrow layer, straight from the parameter row: samples in the SIMD lanes [unit][row bytes], kernel
 * [in][out]. Register tiles of up to 4 units × 12 samples.
 */
import { tanh } from './approximations';
import { madd } from './simd';

/** Fused epilogue: tanh is applied while the sum is still in a register. */
@inline
function epilogue(z: v128, fuseTanh: bool): v128 {
  return fuseTanh ? tanh(z) : z;
}

/**
 * Register tile of `rows` (1, 2 or 4) units × `vectors` (1–3) vectors of samples, summed over k inputs. `w` is the address of
 * the first unit's weight of the first input; the next input's is `wStep` bytes further on.
 */
@inline
function tile(
  rows: i32,
  vectors: i32,
  w: usize,
  wStep: usize,
  x: usize,
  xStep: usize,
  k: i32,
  bias: usize,
  to: usize,
  toRow: usize,
  fuseTanh: bool,
): void {
  let a0 = v128.load32_splat(bias);
  let b0 = rows > 1 ? v128.load32_splat(bias, 4) : a0;
  let c0 = rows > 2 ? v128.load32_splat(bias, 8) : a0;
  let d0 = rows > 2 ? v128.load32_splat(bias, 12) : a0;
  let a1 = a0;
  let b1 = b0;
  let c1 = c0;
  let d1 = d0;
  let a2 = a0;
  let b2 = b0;
  let c2 = c0;
  let d2 = d0;
  for (let t = 0; t < k; t++) {
    const x0 = v128.load(x);
    const x1 = vectors > 1 ? v128.load(x, 16) : x0;
    const x2 = vectors > 2 ? v128.load(x, 32) : x0;
    let s = v128.load32_splat(w);
    a0 = madd(s, x0, a0);
    if (vectors > 1) a1 = madd(s, x1, a1);
    if (vectors > 2) a2 = madd(s, x2, a2);
    if (rows > 1) {
      s = v128.load32_splat(w, 4);
      b0 = madd(s, x0, b0);
      if (vectors > 1) b1 = madd(s, x1, b1);
      if (vectors > 2) b2 = madd(s, x2, b2);
    }
    if (rows > 2) {
      s = v128.load32_splat(w, 8);
      c0 = madd(s, x0, c0);
      if (vectors > 1) c1 = madd(s, x1, c1);
      if (vectors > 2) c2 = madd(s, x2, c2);
      s = v128.load32_splat(w, 12);
      d0 = madd(s, x0, d0);
      if (vectors > 1) d1 = madd(s, x1, d1);
      if (vectors > 2) d2 = madd(s, x2, d2);
    }
    w += wStep;
    x += xStep;
  }
  v128.store(to, epilogue(a0, fuseTanh));
  if (vectors > 1) v128.store(to, epilogue(a1, fuseTanh), 16);
  if (vectors > 2) v128.store(to, epilogue(a2, fuseTanh), 32);
  if (rows > 1) {
    to += toRow;
    v128.store(to, epilogue(b0, fuseTanh));
    if (vectors > 1) v128.store(to, epilogue(b1, fuseTanh), 16);
    if (vectors > 2) v128.store(to, epilogue(b2, fuseTanh), 32);
  }
  if (rows > 2) {
    to += toRow;
    v128.store(to, epilogue(c0, fuseTanh));
    if (vectors > 1) v128.store(to, epilogue(c1, fuseTanh), 16);
    if (vectors > 2) v128.store(to, epilogue(c2, fuseTanh), 32);
    to += toRow;
    v128.store(to, epilogue(d0, fuseTanh));
    if (vectors > 1) v128.store(to, epilogue(d1, fuseTanh), 16);
    if (vectors > 2) v128.store(to, epilogue(d2, fuseTanh), 32);
  }
}

/** `vectors` vectors of samples through all units of a layer. */
@inline
export function strip(
  vectors: i32,
  count: i32,
  w: usize,
  wStep: usize,
  x: usize,
  k: i32,
  bias: usize,
  to: usize,
  row: usize,
  fuseTanh: bool,
): void {
  let left = count;
  for (; left >= 4; left -= 4) {
    tile(4, vectors, w, wStep, x, row, k, bias, to, row, fuseTanh);
    w += 16;
    bias += 16;
    to += row << 2;
  }
  if (left & 2) {
    tile(2, vectors, w, wStep, x, row, k, bias, to, row, fuseTanh);
    w += 8;
    bias += 8;
    to += row << 1;
  }
  if (left & 1) tile(1, vectors, w, wStep, x, row, k, bias, to, row, fuseTanh);
}

/** z[unit] = bias + Σ kernel[i][unit] · x[i], for the batch. */
export function narrowForward(
  inputs: i32,
  units: i32,
  kernel: usize,
  bias: usize,
  x: usize,
  z: usize,
  row: usize,
): void {
  const kernelRow = <usize>units << 2;
  let column: usize = 0;
  for (; column + 48 <= row; column += 48) {
    strip(3, units, kernel, kernelRow, x + column, inputs, bias, z + column, row, false);
  }
  if (column + 32 <= row) {
    strip(2, units, kernel, kernelRow, x + column, inputs, bias, z + column, row, false);
  } else if (column < row) {
    strip(1, units, kernel, kernelRow, x + column, inputs, bias, z + column, row, false);
  }
}
