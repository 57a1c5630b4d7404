/**
 * How parameters follow their gradient, four at a time. In goes a row [parameters | slot 1 | slot 2], each part padded
 * to whole vectors, and the gradient of the batch's mean loss; the row is changed in place. Formulas: `contract.ts`.
 * Codes are the places in `OPTIMIZERS` of spec/vocabulary.
 */
import { choose, madd } from './lanes';

export const SGD: i32 = 0;
export const MOMENTUM: i32 = 1;
export const NESTEROV: i32 = 2;
export const RMSPROP: i32 = 3;
export const ADAGRAD: i32 = 4;
export const ADAM: i32 = 5;
export const ADAMW: i32 = 6;

/** Offsets of the figures of a plan, in bytes; all are float64 (`plan.ts` writes them). */
export const LEARNING_RATE: usize = 0;
const MOMENTUM_SHARE: usize = 8;
const DECAY: usize = 16;
const BETA_1: usize = 24;
const BETA_2: usize = 32;
const EPSILON: usize = 40;
const WEIGHT_DECAY: usize = 48;
const L1: usize = 56;
const L2: usize = 64;
/** β₁ᵗ and β₂ᵗ of the update to come. */
const POWER_1: usize = 72;
const POWER_2: usize = 80;

/** A float64 figure in every lane. */
@inline
function lanes(value: f64): v128 {
  return f32x4.splat(<f32>value);
}

@inline
function update(rule: i32, figures: usize, w: usize, gradient: usize, bytes: usize): void {
  const rate = lanes(f64.load(figures, LEARNING_RATE));
  const hasMomentum = rule == MOMENTUM || rule == NESTEROV;
  const none = f32x4.splat(0);
  const momentum = hasMomentum ? lanes(f64.load(figures, MOMENTUM_SHARE)) : none;
  const epsilon = rule >= RMSPROP ? lanes(f64.load(figures, EPSILON)) : none;
  const decay = rule == RMSPROP ? lanes(f64.load(figures, DECAY)) : none;
  // 1 − β in double precision: in single, 1 − 0.999 is off by 5e-5 of itself.
  const fresh = rule == RMSPROP ? lanes(1 - f64.load(figures, DECAY)) : none;
  const beta1 = rule == ADAM ? lanes(f64.load(figures, BETA_1)) : none;
  const fresh1 = rule == ADAM ? lanes(1 - f64.load(figures, BETA_1)) : none;
  const beta2 = rule == ADAM ? lanes(f64.load(figures, BETA_2)) : none;
  const fresh2 = rule == ADAM ? lanes(1 - f64.load(figures, BETA_2)) : none;
  const unbias1 = rule == ADAM ? lanes(f64.load(figures, LEARNING_RATE) / (1 - f64.load(figures, POWER_1))) : none;
  const unbias2 = rule == ADAM ? lanes(1 / (1 - f64.load(figures, POWER_2))) : none;
  const end = w + bytes;
  const second = bytes << 1;
  for (; w < end; w += 16, gradient += 16) {
    const g = v128.load(gradient);
    const old = v128.load(w);
    let down = f32x4.mul(rate, g);
    if (hasMomentum) {
      const velocity = madd(momentum, v128.load(w + bytes), g);
      v128.store(w + bytes, velocity);
      down = f32x4.mul(rate, rule == MOMENTUM ? velocity : madd(momentum, velocity, g));
    } else if (rule == RMSPROP || rule == ADAGRAD) {
      const kept = rule == RMSPROP ? f32x4.mul(decay, v128.load(w + bytes)) : v128.load(w + bytes);
      const squares = f32x4.add(kept, f32x4.mul(rule == RMSPROP ? f32x4.mul(fresh, g) : g, g));
      v128.store(w + bytes, squares);
      down = f32x4.div(down, f32x4.sqrt(f32x4.add(squares, epsilon)));
    } else if (rule == ADAM) {
      const mean = f32x4.add(f32x4.mul(beta1, v128.load(w + bytes)), f32x4.mul(fresh1, g));
      const square = f32x4.add(f32x4.mul(beta2, v128.load(w + second)), f32x4.mul(f32x4.mul(fresh2, g), g));
      v128.store(w + bytes, mean);
      v128.store(w + second, square);
      const root = f32x4.sqrt(f32x4.mul(square, unbias2));
      down = f32x4.div(f32x4.mul(unbias1, mean), f32x4.add(root, epsilon));
    }
    v128.store(w, f32x4.sub(old, down));
  }
}

/** gradient += l1·sign(w) + l2·w, and AdamW's w −= lr·wd·w, where `kernels` holds 1 (0 for biases). */
function penalise(rule: i32, figures: usize, w: usize, gradient: usize, bytes: usize, kernels: usize): void {
  const zero = f32x4.splat(0);
  const one = f32x4.splat(1);
  const l1 = lanes(f64.load(figures, L1));
  const l2 = lanes(f64.load(figures, L2));
  const shrink = lanes(rule == ADAMW ? f64.load(figures, LEARNING_RATE) * f64.load(figures, WEIGHT_DECAY) : 0);
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
export function updateRow(rule: i32, figures: usize, w: usize, gradient: usize, bytes: usize, kernels: usize): void {
  if (kernels) penalise(rule, figures, w, gradient, bytes, kernels);
  if (rule == SGD) update(SGD, figures, w, gradient, bytes);
  else if (rule == MOMENTUM) update(MOMENTUM, figures, w, gradient, bytes);
  else if (rule == NESTEROV) update(NESTEROV, figures, w, gradient, bytes);
  else if (rule == RMSPROP) update(RMSPROP, figures, w, gradient, bytes);
  else if (rule == ADAGRAD) update(ADAGRAD, figures, w, gradient, bytes);
  else {
    update(ADAM, figures, w, gradient, bytes);
    f64.store(figures, f64.load(figures, POWER_1) * f64.load(figures, BETA_1), POWER_1);
    f64.store(figures, f64.load(figures, POWER_2) * f64.load(figures, BETA_2), POWER_2);
  }
}
