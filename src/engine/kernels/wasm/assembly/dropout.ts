/**
 * The dropout stream of nn/dropoutMask.ts, four samples at a time and bit for bit the same: unsigned 32-bit arithmetic in the
 * SIMD lanes. Inverted dropout: activations and their stored derivatives are set to zero or scaled by 1/(1 − rate).
 */

/** Finaliser "lowbias32", one number. */
export function mix32(x: u32): u32 {
  x ^= x >> 16;
  x *= 0x7feb352d;
  x ^= x >> 15;
  x *= 0x846ca68b;
  x ^= x >> 16;
  return x;
}

/** `mix32` in each SIMD lane. */
@inline
export function mixVector(x: v128): v128 {
  x = v128.xor(x, i32x4.shr_u(x, 16));
  x = i32x4.mul(x, i32x4.splat(0x7feb352d));
  x = v128.xor(x, i32x4.shr_u(x, 15));
  x = i32x4.mul(x, i32x4.splat(0x846ca68b));
  return v128.xor(x, i32x4.shr_u(x, 16));
}

/** Key of one training step and hidden layer. */
export function dropoutKey(seed: u32, step: u32, layer: u32): u32 {
  return mix32(mix32(mix32(seed) + step) + layer);
}

/**
 * Applies dropout to a panel [units][row bytes] whose first SIMD lane is sample `first` of the mini-batch.
 * A dropped value is zero even if it was NaN, as in the reference.
 */
export function dropPanel(
  values: usize,
  derivatives: usize,
  units: i32,
  row: usize,
  first: i32,
  key: u32,
  threshold: u32,
  scale: f32,
): void {
  const stride = i32x4.splat(units);
  const limit = i32x4.splat(threshold);
  const scales = f32x4.splat(scale);
  for (let column: usize = 0; column < row; column += 16) {
    const sample = i32x4.add(i32x4.splat(first + <i32>(column >> 2)), i32x4(0, 1, 2, 3));
    let counter = i32x4.add(i32x4.splat(key), i32x4.mul(sample, stride));
    let offset = column;
    for (let unit = 0; unit < units; unit++) {
      const kept = v128.and(i32x4.ge_u(mixVector(counter), limit), scales);
      const open = f32x4.gt(kept, f32x4.splat(0));
      v128.store(values + offset, v128.and(open, f32x4.mul(v128.load(values + offset), kept)));
      v128.store(derivatives + offset, f32x4.mul(v128.load(derivatives + offset), kept));
      counter = i32x4.add(counter, i32x4.splat(1));
      offset += row;
    }
  }
}
