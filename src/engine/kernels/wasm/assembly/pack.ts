/**
 * Brings kernels and activations into the two packed forms that `wide.ts` multiplies: blocks of four rows, [k][4], and
 * panels of eight columns, [k][8]. Copying is linear in the matrix, the product is not: it pays for itself.
 */
import { storeTransposed } from './lanes';

/** Kernel [in][out] → blocks of 4 units [out/4][in][4], for the forward product. Reads up to 12 bytes past the kernel. */
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

/** Kernel [in][out] → blocks of 4 inputs [in/4][out][4], for passing gradients back. The last rows repeat to fill a block. */
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
 * Panels [panel][units][8 samples] (the last may hold 4) of `lanes` samples → groups of `width` (4 or 8) units,
 * [units/width][samples][width]: samples become the summed index. The last group is 4 wide if no more units are left.
 */
export function turn(panels: usize, units: i32, lanes: i32, width: i32, to: usize): void {
  const panelBytes = <usize>units << 5;
  for (let unit = 0; unit < units; unit += 4) {
    const second = width == 8 && (unit & 4) != 0;
    const wide = width == 8 && (second || units - unit > 4);
    const step: usize = wide ? 32 : 16;
    let out = to + (second ? 16 : 0);
    for (let sample = 0; sample < lanes; sample += 8) {
      const row: usize = lanes - sample >= 8 ? 32 : 16;
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
    if (width == 4 || second) to += <usize>lanes * step;
  }
}

/** Sums over samples of the units of one group made by `turn`: bias gradients. `count` of the `width` are written. */
export function sumGroup(group: usize, lanes: i32, width: i32, count: i32, add: bool, to: usize, edge: usize): void {
  let low = f32x4.splat(0);
  let high = low;
  if (width == 8) {
    for (let s = 0; s < lanes; s++) {
      low = f32x4.add(low, v128.load(group));
      high = f32x4.add(high, v128.load(group, 16));
      group += 32;
    }
  } else {
    for (let s = 0; s < lanes; s++) {
      low = f32x4.add(low, v128.load(group));
      group += 16;
    }
  }
  v128.store(edge, low);
  v128.store(edge, high, 16);
  for (let i = 0; i < count; i++) {
    const value = f32.load(edge + (<usize>i << 2));
    f32.store(to, add ? f32.load(to) + value : value);
    to += 4;
  }
}
