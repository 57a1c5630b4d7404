/**
 * The three products of a narrow layer, read straight from the parameter row: samples of the whole batch in the lanes
 * [unit][row bytes], kernel [in][out]. Up to 4 units × 12 samples are added up in registers at a time.
 */
import { madd, storeSome, sumsOfLanes } from './lanes';

/**
 * `rows` (1, 2 or 4) sums of `vectors` (1–3) lanes over k terms, in registers. Weight r of term t is read at
 * `w + r · wRow + t · wStep`, term t of the inputs at `x + t · xStep`.
 */
@inline
function tile(
  rows: i32,
  vectors: i32,
  w: usize,
  wRow: usize,
  wStep: usize,
  x: usize,
  xStep: usize,
  k: i32,
  start: usize,
  to: usize,
  toRow: usize,
): void {
  let a0 = start ? v128.load32_splat(start) : f32x4.splat(0);
  let b0 = start && rows > 1 ? v128.load32_splat(start, 4) : f32x4.splat(0);
  let c0 = start && rows > 2 ? v128.load32_splat(start, 8) : f32x4.splat(0);
  let d0 = start && rows > 3 ? v128.load32_splat(start, 12) : f32x4.splat(0);
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
      s = v128.load32_splat(w + wRow);
      b0 = madd(s, x0, b0);
      if (vectors > 1) b1 = madd(s, x1, b1);
      if (vectors > 2) b2 = madd(s, x2, b2);
    }
    if (rows > 2) {
      s = v128.load32_splat(w + 2 * wRow);
      c0 = madd(s, x0, c0);
      if (vectors > 1) c1 = madd(s, x1, c1);
      if (vectors > 2) c2 = madd(s, x2, c2);
      s = v128.load32_splat(w + 3 * wRow);
      d0 = madd(s, x0, d0);
      if (vectors > 1) d1 = madd(s, x1, d1);
      if (vectors > 2) d2 = madd(s, x2, d2);
    }
    w += wStep;
    x += xStep;
  }
  v128.store(to, a0);
  if (vectors > 1) v128.store(to, a1, 16);
  if (vectors > 2) v128.store(to, a2, 32);
  if (rows > 1) {
    to += toRow;
    v128.store(to, b0);
    if (vectors > 1) v128.store(to, b1, 16);
    if (vectors > 2) v128.store(to, b2, 32);
  }
  if (rows > 2) {
    to += toRow;
    v128.store(to, c0);
    if (vectors > 1) v128.store(to, c1, 16);
    if (vectors > 2) v128.store(to, c2, 32);
    to += toRow;
    v128.store(to, d0);
    if (vectors > 1) v128.store(to, d1, 16);
    if (vectors > 2) v128.store(to, d2, 32);
  }
}

/** One strip of `vectors` columns through all rows of a product. `wNext` leads from one row's weights to the next. */
@inline
function strip(
  vectors: i32,
  count: i32,
  w: usize,
  wRow: usize,
  wStep: usize,
  x: usize,
  k: i32,
  start: usize,
  to: usize,
  row: usize,
): void {
  let left = count;
  for (; left >= 4; left -= 4) {
    tile(4, vectors, w, wRow, wStep, x, row, k, start, to, row);
    w += wRow << 2;
    if (start) start += 16;
    to += row << 2;
  }
  if (left & 2) {
    tile(2, vectors, w, wRow, wStep, x, row, k, start, to, row);
    w += wRow << 1;
    if (start) start += 8;
    to += row << 1;
  }
  if (left & 1) tile(1, vectors, w, wRow, wStep, x, row, k, start, to, row);
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
    strip(3, units, kernel, 4, kernelRow, x + column, inputs, bias, z + column, row);
  }
  if (column + 32 <= row) {
    strip(2, units, kernel, 4, kernelRow, x + column, inputs, bias, z + column, row);
  } else if (column < row) {
    strip(1, units, kernel, 4, kernelRow, x + column, inputs, bias, z + column, row);
  }
}

/** back[i] = Σ kernel[i][unit] · delta[unit], for the batch. */
export function narrowPassBack(
  inputs: i32,
  units: i32,
  kernel: usize,
  delta: usize,
  back: usize,
  row: usize,
): void {
  const kernelRow = <usize>units << 2;
  let column: usize = 0;
  for (; column + 48 <= row; column += 48) {
    strip(3, inputs, kernel, kernelRow, 4, delta + column, units, 0, back + column, row);
  }
  if (column + 32 <= row) {
    strip(2, inputs, kernel, kernelRow, 4, delta + column, units, 0, back + column, row);
  } else if (column < row) {
    strip(1, inputs, kernel, kernelRow, 4, delta + column, units, 0, back + column, row);
  }
}

@inline
function put(to: usize, value: v128, count: i32, add: bool): void {
  // Adding before a partial store reads past the end, but never writes there.
  storeSome(to, add ? f32x4.add(v128.load(to), value) : value, count);
}

/** gradient[i][unit] (+)= Σ over samples x[i] · delta[unit], and of the bias Σ delta[unit]. Products of rows, 2 × 4 at a time. */
export function narrowGradient(
  inputs: i32,
  units: i32,
  x: usize,
  delta: usize,
  row: usize,
  gradient: usize,
  biasGradient: usize,
  add: bool,
): void {
  const kernelRow = <usize>units << 2;
  const lastUnit = delta + <usize>(units - 1) * row;
  const lastInput = x + <usize>(inputs - 1) * row;
  for (let unit = 0; unit < units; unit += 4) {
    const count = min(4, units - unit);
    // Rows beyond the last repeat it; their sums are not stored.
    const d0 = delta + <usize>unit * row;
    const d1 = min(d0 + row, lastUnit);
    const d2 = min(d1 + row, lastUnit);
    const d3 = min(d2 + row, lastUnit);
    let to = gradient + (<usize>unit << 2);
    for (let i = 0; i < inputs; i += 2) {
      const x0 = x + <usize>i * row;
      const x1 = min(x0 + row, lastInput);
      let a0 = f32x4.splat(0);
      let a1 = f32x4.splat(0);
      let a2 = f32x4.splat(0);
      let a3 = f32x4.splat(0);
      let b0 = f32x4.splat(0);
      let b1 = f32x4.splat(0);
      let b2 = f32x4.splat(0);
      let b3 = f32x4.splat(0);
      for (let s: usize = 0; s < row; s += 16) {
        const a = v128.load(x0 + s);
        const b = v128.load(x1 + s);
        let d = v128.load(d0 + s);
        a0 = madd(a, d, a0);
        b0 = madd(b, d, b0);
        d = v128.load(d1 + s);
        a1 = madd(a, d, a1);
        b1 = madd(b, d, b1);
        d = v128.load(d2 + s);
        a2 = madd(a, d, a2);
        b2 = madd(b, d, b2);
        d = v128.load(d3 + s);
        a3 = madd(a, d, a3);
        b3 = madd(b, d, b3);
      }
      put(to, sumsOfLanes(a0, a1, a2, a3), count, add);
      if (i + 1 < inputs) put(to + kernelRow, sumsOfLanes(b0, b1, b2, b3), count, add);
      to += kernelRow << 1;
    }
    let a0 = f32x4.splat(0);
    let a1 = f32x4.splat(0);
    let a2 = f32x4.splat(0);
    let a3 = f32x4.splat(0);
    for (let s: usize = 0; s < row; s += 16) {
      a0 = f32x4.add(a0, v128.load(d0 + s));
      a1 = f32x4.add(a1, v128.load(d1 + s));
      a2 = f32x4.add(a2, v128.load(d2 + s));
      a3 = f32x4.add(a3, v128.load(d3 + s));
    }
    put(biasGradient + (<usize>unit << 2), sumsOfLanes(a0, a1, a2, a3), count, add);
  }
}
