/**
 * Optimiser updates, in place, of a row [parameters | slot 1 | slot 2], each part padded to whole vectors, from the gradient
 * of the batch's mean loss. The rules are those of nn/optimizers, in `generated/optimizers.ts`.
 */
import { settings } from './generated/call';
import { update } from './generated/optimizers';
import { choose, madd } from './simd';

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

/** One update of a row. `bytes` is one part of it; `kernels` is 0 where there are no penalties. */
export function updateRow(rule: i32, w: usize, gradient: usize, bytes: usize, kernels: usize): void {
  if (kernels) penalise(w, gradient, bytes, kernels);
  update(rule, w, gradient, bytes);
}
