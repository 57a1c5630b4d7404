/**
 * Conversion between rows (one sample after another, as in tfjs) and panels [width][row bytes] (one unit after another,
 * samples in the SIMD lanes). Lanes beyond the last sample repeat it, so that they hold ordinary numbers.
 */
import { storeTransposed } from './simd';

/** Address of a sample's row; `index` goes through `order` if there is one. */
@inline
function rowOf(rows: usize, rowBytes: usize, order: usize, index: i32): usize {
  const sample = order ? load<u32>(order + (<usize>index << 2)) : <u32>index;
  return rows + <usize>sample * rowBytes;
}

/** Gathers the samples at indices `first` to `end` − 1 into one panel [width][row]. */
export function gatherPanel(
  rows: usize,
  width: i32,
  order: usize,
  first: i32,
  end: i32,
  panel: usize,
  row: usize,
): void {
  const rowBytes = <usize>width << 2;
  const whole = rowBytes & ~15;
  const last = end - 1;
  for (let column: usize = 0; column < row; column += 16) {
    const index = first + <i32>(column >> 2);
    const a = rowOf(rows, rowBytes, order, min(index, last));
    const b = rowOf(rows, rowBytes, order, min(index + 1, last));
    const c = rowOf(rows, rowBytes, order, min(index + 2, last));
    const d = rowOf(rows, rowBytes, order, min(index + 3, last));
    let to = panel + column;
    let i: usize = 0;
    for (; i < whole; i += 16) {
      storeTransposed(v128.load(a + i), v128.load(b + i), v128.load(c + i), v128.load(d + i), to, row);
      to += row << 2;
    }
    for (; i < rowBytes; i += 4) {
      let values = v128.load32_zero(a + i);
      values = v128.load_lane<f32>(b + i, values, 1);
      values = v128.load_lane<f32>(c + i, values, 2);
      values = v128.load_lane<f32>(d + i, values, 3);
      v128.store(to, values);
      to += row;
    }
  }
}

/**
 * Gathers inputs and targets of one column of a narrow network: x [inputs][row], then y [outputs][row]. The same as two
 * `gatherPanel`, but reads the order once.
 */
export function gatherColumn(
  x: usize,
  inputs: i32,
  y: usize,
  outputs: i32,
  order: usize,
  end: usize,
  to: usize,
  row: usize,
): void {
  const xBytes = <usize>inputs << 2;
  const yBytes = <usize>outputs << 2;
  const last = end - 4;
  for (const stop = to + row; to < stop; to += 16) {
    const a = <usize>load<u32>(min(order, last));
    const b = <usize>load<u32>(min(order + 4, last));
    const c = <usize>load<u32>(min(order + 8, last));
    const d = <usize>load<u32>(min(order + 12, last));
    const targets = interleaveRows(x + a * xBytes, x + b * xBytes, x + c * xBytes, x + d * xBytes, xBytes, to, row);
    interleaveRows(y + a * yBytes, y + b * yBytes, y + c * yBytes, y + d * yBytes, yBytes, targets, row);
    order += 16;
  }
}

/** Interleaves four rows into the four SIMD lanes; returns the address behind the last. */
@inline
function interleaveRows(a: usize, b: usize, c: usize, d: usize, bytes: usize, to: usize, row: usize): usize {
  for (const end = a + bytes; a < end; a += 4, b += 4, c += 4, d += 4) {
    let values = v128.load32_zero(a);
    values = v128.load_lane<f32>(b, values, 1);
    values = v128.load_lane<f32>(c, values, 2);
    values = v128.load_lane<f32>(d, values, 3);
    v128.store(to, values);
    to += row;
  }
  return to;
}

/** Writes the samples of a panel as rows [count][width]. */
export function panelToRows(panel: usize, width: i32, row: usize, count: i32, rows: usize): void {
  for (let sample = 0; sample < count; sample++) {
    let from = panel + (<usize>sample << 2);
    for (let unit = 0; unit < width; unit++) {
      f32.store(rows, f32.load(from));
      from += row;
      rows += 4;
    }
  }
}

/** Writes the transposed output: unit u's samples go to `transposed + u · transposedStride`. */
export function panelToTransposed(
  panel: usize,
  width: i32,
  row: usize,
  count: i32,
  transposed: usize,
  transposedStride: usize,
): void {
  const bytes = <usize>count << 2;
  const whole = bytes & ~15;
  for (let unit = 0; unit < width; unit++) {
    let i: usize = 0;
    for (; i < whole; i += 16) v128.store(transposed + i, v128.load(panel + i));
    for (; i < bytes; i += 4) f32.store(transposed + i, f32.load(panel + i));
    panel += row;
    transposed += transposedStride;
  }
}
