/**
 * Between rows (one sample after another, as tfjs keeps them) and panels (one unit after another, samples in the
 * lanes). A panel is [width][row bytes]; lanes beyond the last sample repeat it, so that they hold ordinary numbers.
 */
import { storeTransposed } from './lanes';

/** Address of the row of sample `place`: through `order` if there is one. */
@inline
function rowOf(rows: usize, rowBytes: usize, order: usize, place: i32): usize {
  const sample = order ? load<u32>(order + (<usize>place << 2)) : <u32>place;
  return rows + <usize>sample * rowBytes;
}

/** Fills one panel [width][row] with the samples at places `first` to `end` − 1. */
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
    const place = first + <i32>(column >> 2);
    const a = rowOf(rows, rowBytes, order, min(place, last));
    const b = rowOf(rows, rowBytes, order, min(place + 1, last));
    const c = rowOf(rows, rowBytes, order, min(place + 2, last));
    const d = rowOf(rows, rowBytes, order, min(place + 3, last));
    let to = panel + column;
    let i: usize = 0;
    for (; i < whole; i += 16) {
      storeTransposed(v128.load(a + i), v128.load(b + i), v128.load(c + i), v128.load(d + i), to, row);
      to += row << 2;
    }
    for (; i < rowBytes; i += 4) {
      let lanes = v128.load32_zero(a + i);
      lanes = v128.load_lane<f32>(b + i, lanes, 1);
      lanes = v128.load_lane<f32>(c + i, lanes, 2);
      lanes = v128.load_lane<f32>(d + i, lanes, 3);
      v128.store(to, lanes);
      to += row;
    }
  }
}

/**
 * Inputs and targets of one column of a narrow network in one go: x [inputs][row], then y [outputs][row]. The same as
 * two `gatherPanel`, with half the reading of the order.
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
    const at = copyLanes(x + a * xBytes, x + b * xBytes, x + c * xBytes, x + d * xBytes, xBytes, to, row);
    copyLanes(y + a * yBytes, y + b * yBytes, y + c * yBytes, y + d * yBytes, yBytes, at, row);
    order += 16;
  }
}

/** Four rows into four lanes, value after value; gives the place behind the last. */
@inline
function copyLanes(a: usize, b: usize, c: usize, d: usize, bytes: usize, to: usize, row: usize): usize {
  for (const end = a + bytes; a < end; a += 4, b += 4, c += 4, d += 4) {
    let lanes = v128.load32_zero(a);
    lanes = v128.load_lane<f32>(b, lanes, 1);
    lanes = v128.load_lane<f32>(c, lanes, 2);
    lanes = v128.load_lane<f32>(d, lanes, 3);
    v128.store(to, lanes);
    to += row;
  }
  return to;
}

/** Writes samples back as rows [count][width] at `rows`. */
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

/** Writes each unit's samples as a contiguous stretch: unit u goes to `pictures + u · pictureBytes`. */
export function panelToPictures(
  panel: usize,
  width: i32,
  row: usize,
  count: i32,
  pictures: usize,
  pictureBytes: usize,
): void {
  const bytes = <usize>count << 2;
  const whole = bytes & ~15;
  for (let unit = 0; unit < width; unit++) {
    let i: usize = 0;
    for (; i < whole; i += 16) v128.store(pictures + i, v128.load(panel + i));
    for (; i < bytes; i += 4) f32.store(pictures + i, f32.load(panel + i));
    panel += row;
    pictures += pictureBytes;
  }
}
