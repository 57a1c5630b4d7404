/**
 * Optimiser updates, in place, of a row [parameters | slot 1 | slot 2], each part padded to whole vectors, from the gradient
 * of the batch's mean loss. The rules are those of nn/optimizers, in `generated/optimizers.ts`.
 */
import * as at from './generated/call';
import { settings, word } from './generated/call';
import { update } from './generated/optimizers';
import { choose, clamp, madd } from './simd';

/** gradient += l1·sign(w) + l2·w, and decoupled decay w −= shrink·w, where `kernels` holds 1 (0 for biases). */
function penalise(w: usize, gradient: usize, bytes: usize, kernels: usize): void {
  const zero = f32x4.splat(0);
  const one = f32x4.splat(1);
  const constants = settings();
  const l1 = f32x4.splat(<f32>constants.l1);
  const l2 = f32x4.splat(<f32>constants.l2);
  const shrink = f32x4.splat(<f32>constants.shrink);
  const end = w + bytes;
  for (; w < end; w += 16, gradient += 16, kernels += 16) {
    const value = v128.load(w);
    const counts = v128.load(kernels);
    const sign = choose(f32x4.lt(value, zero), f32x4.neg(one), v128.and(f32x4.gt(value, zero), one));
    const pull = f32x4.add(f32x4.mul(l1, sign), f32x4.mul(l2, value));
    v128.store(gradient, madd(counts, pull, v128.load(gradient)));
    v128.store(w, f32x4.sub(value, f32x4.mul(counts, f32x4.mul(shrink, value))));
  }
}

/** Squared norm of `count` numbers, in double precision: a square of float32 neither rounds nor overflows there. */
function sumOfSquares(from: usize, count: i32): f64 {
  const end = from + (<usize>count << 2);
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  for (; from + 16 <= end; from += 16) {
    const g = v128.load(from);
    const first = f64x2.promote_low_f32x4(g);
    const second = f64x2.promote_low_f32x4(v128.shuffle<f32>(g, g, 2, 3, 0, 1));
    low = f64x2.add(low, f64x2.mul(first, first));
    high = f64x2.add(high, f64x2.mul(second, second));
  }
  low = f64x2.add(low, high);
  let sum = f64x2.extract_lane(low, 0) + f64x2.extract_lane(low, 1);
  for (; from < end; from += 4) {
    const g = <f64>load<f32>(from);
    sum += g * g;
  }
  return sum;
}

/** Clips the gradient, penalties included, by norm or by value (nn/clipping.ts). */
function clipGradient(gradient: usize, bytes: usize): void {
  const limit = settings().clipLimit;
  const end = gradient + bytes;
  if (word(at.CLIP) == 2) {
    for (; gradient < end; gradient += 16) v128.store(gradient, clamp(v128.load(gradient), <f32>limit));
    return;
  }
  const norm = sqrt(sumOfSquares(gradient, word(at.PARAMETERS)));
  if (norm <= limit) return;
  const factor = f32x4.splat(<f32>(limit / norm));
  for (; gradient < end; gradient += 16) v128.store(gradient, f32x4.mul(v128.load(gradient), factor));
}

/** One update of a row. `bytes` is one part of it; `kernels` is 0 where there are no penalties. */
export function updateRow(rule: i32, w: usize, gradient: usize, bytes: usize, kernels: usize): void {
  if (kernels) penalise(w, gradient, bytes, kernels);
  if (word(at.CLIP)) clipGradient(gradient, bytes);
  update(rule, w, gradient, bytes);
}
