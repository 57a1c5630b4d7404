/**
 * Packs kernels and activations for the matrix products of `wide.ts` (as BLIS does): tiles of four rows, [k][4], and panels of
 * eight columns, [k][8]. Packing costs one pass over a matrix that the product then reads many times.
 */
import { storeTransposed } from './simd';

/** Kernel [in][out] → tiles of 4 units [out/4][in][4], for the forward product. Reads up to 12 bytes past the kernel. */
export function packUnits(kernel: usize, inputs: i32, units: i32, to: usize): void {
  const row = <usize>units << 2;
  for (let unit = 0; unit < units; unit += 4) {
    let from = kernel + (<usize>unit << 2);
    for (let i = 0; i < inputs; i++) {
      v128.store(to, v128.load(from));
      from += row;
      to += 16;
    }
  }
}

/** Kernel [in][out] → tiles of 4 inputs [in/4][out][4], for the backward product. The last row repeats to fill a tile. */
export function packInputs(kernel: usize, inputs: i32, units: i32, to: usize): void {
  const row = <usize>units << 2;
  const last = kernel + <usize>(inputs - 1) * row;
  const whole = units & ~3;
  for (let i = 0; i < inputs; i += 4) {
    let a = kernel + <usize>i * row;
    let b = min(a + row, last);
    let c = min(b + row, last);
    let d = min(c + row, last);
    let unit = 0;
    for (; unit < whole; unit += 4) {
      storeTransposed(v128.load(a), v128.load(b), v128.load(c), v128.load(d), to, 16);
      a += 16;
      b += 16;
      c += 16;
      d += 16;
      to += 64;
    }
    for (; unit < units; unit++) {
      f32.store(to, f32.load(a));
      f32.store(to, f32.load(b), 4);
      f32.store(to, f32.load(c), 8);
      f32.store(to, f32.load(d), 12);
      a += 4;
      b += 4;
      c += 4;
      d += 4;
      to += 16;
    }
  }
}

/**
 * Transposes panels [panel][units][8 samples] (the last may hold 4) into groups of `width` (4 or 8) units,
 * [units/width][samples][width], so that samples become the summed index. The last group is 4 wide if no more units are left.
 */
export function transposePanels(panels: usize, units: i32, samples: i32, width: i32, to: usize): void {
  const panelBytes = <usize>units << 5;
  for (let unit = 0; unit < units; unit += 4) {
    const isSecondHalf = width == 8 && (unit & 4) != 0;
    const isWide = width == 8 && (isSecondHalf || units - unit > 4);
    const step: usize = isWide ? 32 : 16;
    let out = to + (isSecondHalf ? 16 : 0);
    for (let sample = 0; sample < samples; sample += 8) {
      const row: usize = samples - sample >= 8 ? 32 : 16;
      const panel = panels + <usize>(sample >> 3) * panelBytes;
      const last = panel + <usize>(units - 1) * row;
      const a = panel + <usize>unit * row;
      const b = min(a + row, last);
      const c = min(b + row, last);
      const d = min(c + row, last);
      storeTransposed(v128.load(a), v128.load(b), v128.load(c), v128.load(d), out, step);
      out += step << 2;
      if (row == 32) {
        storeTransposed(v128.load(a, 16), v128.load(b, 16), v128.load(c, 16), v128.load(d, 16), out, step);
        out += step << 2;
      }
    }
    if (width == 4 || isSecondHalf) to += <usize>samples * step;
  }
}

/** Bias gradient: sums over samples of one group made by `transposePanels`. `count` of the `width` units are written. */
export function sumTransposed(group: usize, samples: i32, width: i32, count: i32, add: bool, to: usize, scratch: usize): void {
  let low = f32x4.splat(0);
  let high = low;
  if (width == 8) {
    for (let s = 0; s < samples; s++) {
      low = f32x4.add(low, v128.load(group));
      high = f32x4.add(high, v128.load(group, 16));
      group += 32;
    }
  } else {
    for (let s = 0; s < samples; s++) {
      low = f32x4.add(low, v128.load(group));
      group += 16;
    }
  }
  v128.store(scratch, low);
  v128.store(scratch, high, 16);
  for (let i = 0; i < count; i++) {
    const value = f32.load(scratch + (<usize>i << 2));
    f32.store(to, add ? f32.load(to) + value : value);
    to += 4;
  }
}
