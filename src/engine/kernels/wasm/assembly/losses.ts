/**
 * Loss, right answers and the gradient where backpropagation starts, for one panel of outputs [units][row bytes].
 * Formulas: `contract.ts`. Codes are the places in `LOSSES` of spec/vocabulary. Lanes beyond the batch count nothing:
 * their gradient is set to zero, so that whatever they hold reaches no parameter.
 */
import { LINEAR, SIGMOID, slopeOf, SOFTMAX } from './activations';
import { exp, logAboveOne, softplus } from './approximations';
import { choose, madd, magnitude, sumOfLanes } from './lanes';

export const HALF_SQUARED_ERROR: i32 = 0;
export const MEAN_SQUARED_ERROR: i32 = 1;
export const HUBER: i32 = 2;
export const HINGE: i32 = 3;
export const BINARY_CROSSENTROPY: i32 = 4;
export const CATEGORICAL_CROSSENTROPY: i32 = 5;

/** True if the loss is taken from the weighted sums: then its gradient is already with respect to them. */
export function takesLogits(loss: i32): bool {
  return loss >= BINARY_CROSSENTROPY;
}

/** Running figures of a step: the loss summed over its samples, and right answers. */
export let lossSum: f64 = 0;
export let rightAnswers: i32 = 0;

export function startFigures(): void {
  lossSum = 0;
  rightAnswers = 0;
}

/** All ones in the lanes of real samples: places `first` + lane below `count`. */
@inline
function realLanes(first: i32, count: i32): v128 {
  return i32x4.lt_s(i32x4.add(i32x4.splat(first), i32x4(0, 1, 2, 3)), i32x4.splat(count));
}

/**
 * Losses of outputs, unit by unit: terms, and gradients with respect to what the activation `through` was given (to the
 * output value itself with LINEAR). `scale` is 1/batch, which makes the gradient that of the mean; `share` is 1/units
 * where the loss is a mean over outputs, else 1.
 */
@inline
function outputLoss(
  loss: i32,
  through: i32,
  a: usize,
  t: usize,
  delta: usize,
  units: i32,
  row: usize,
  real: v128,
  scale: f32,
): v128 {
  const share = loss == HALF_SQUARED_ERROR ? <f32>1 : <f32>1 / <f32>units;
  const slopeScale = f32x4.splat(scale * share * (loss == MEAN_SQUARED_ERROR ? 2 : 1));
  const zero = f32x4.splat(0);
  const one = f32x4.splat(1);
  const half = f32x4.splat(0.5);
  let sum = zero;
  for (let unit = 0; unit < units; unit++) {
    const value = v128.load(a);
    const target = v128.load(t);
    const error = f32x4.sub(value, target);
    let slope = error;
    if (loss == HUBER) {
      const size = magnitude(error);
      const bent = f32x4.sub(size, half);
      sum = f32x4.add(sum, choose(f32x4.lt(size, one), f32x4.mul(half, f32x4.mul(error, error)), bent));
      slope = f32x4.pmax(f32x4.pmin(error, one), f32x4.splat(-1));
    } else if (loss == HINGE) {
      const gap = f32x4.sub(one, f32x4.mul(target, value));
      sum = f32x4.add(sum, f32x4.pmax(gap, zero));
      slope = v128.and(f32x4.gt(gap, zero), f32x4.neg(target));
    } else sum = madd(error, error, sum);
    const gradient = v128.and(real, f32x4.mul(slope, slopeScale));
    v128.store(delta, through == LINEAR ? gradient : f32x4.mul(gradient, slopeOf(through, value)));
    a += row;
    t += row;
    delta += row;
  }
  return f32x4.mul(sum, f32x4.splat(loss == HALF_SQUARED_ERROR ? 0.5 : share));
}

/** Mean over outputs of softplus(z) − t·z; gradient (a − t)/units. */
@inline
function binaryLoss(z: usize, a: usize, t: usize, delta: usize, units: i32, row: usize, real: v128, scale: f32): v128 {
  const share: f32 = <f32>1 / <f32>units;
  const slopeScale = f32x4.splat(scale * share);
  let sum = f32x4.splat(0);
  for (let unit = 0; unit < units; unit++) {
    const logit = v128.load(z);
    const target = v128.load(t);
    sum = f32x4.add(sum, f32x4.sub(softplus(logit), f32x4.mul(target, logit)));
    v128.store(delta, v128.and(real, f32x4.mul(f32x4.sub(v128.load(a), target), slopeScale)));
    z += row;
    a += row;
    t += row;
    delta += row;
  }
  return f32x4.mul(sum, f32x4.splat(share));
}

/** Σ t·(ln Σ eᶻ − z); gradient a·Σt − t. */
@inline
function categoricalLoss(z: usize, a: usize, t: usize, delta: usize, units: i32, row: usize, real: v128, scale: f32): v128 {
  const zero = f32x4.splat(0);
  const bytes = <usize>units * row;
  let largest = v128.load(z);
  let weight = zero;
  for (let i: usize = 0; i < bytes; i += row) {
    largest = f32x4.max(largest, v128.load(z + i));
    weight = f32x4.add(weight, v128.load(t + i));
  }
  let powers = zero;
  for (let i: usize = 0; i < bytes; i += row) powers = f32x4.add(powers, exp(f32x4.sub(v128.load(z + i), largest)));
  const rest = logAboveOne(powers);
  // A sum of exponentials that is NaN must show even where no target asks for it.
  let sum = f32x4.sub(powers, powers);
  for (let i: usize = 0; i < bytes; i += row) {
    const target = v128.load(t + i);
    const below = f32x4.add(f32x4.sub(largest, v128.load(z + i)), rest);
    // 0 · ∞ must not make a NaN of a class that is not asked for.
    sum = f32x4.add(sum, v128.and(f32x4.ne(target, zero), f32x4.mul(target, below)));
    const slope = f32x4.sub(f32x4.mul(v128.load(a + i), weight), target);
    v128.store(delta + i, v128.and(real, f32x4.mul(slope, f32x4.splat(scale))));
  }
  return sum;
}

/** delta → a ∘ (delta − Σ delta·a): every output of a softmax depends on every weighted sum. */
@inline
function throughSoftmax(a: usize, delta: usize, units: i32, row: usize): void {
  const bytes = <usize>units * row;
  let mean = f32x4.splat(0);
  for (let i: usize = 0; i < bytes; i += row) mean = madd(v128.load(delta + i), v128.load(a + i), mean);
  for (let i: usize = 0; i < bytes; i += row) {
    v128.store(delta + i, f32x4.mul(v128.load(a + i), f32x4.sub(v128.load(delta + i), mean)));
  }
}

/** All ones where output and target decide alike. */
@inline
function agree(activation: i32, a: usize, t: usize, units: i32, row: usize): v128 {
  if (units == 1) {
    const middle = f32x4.splat(activation == SIGMOID || activation == SOFTMAX ? 0.5 : 0);
    return i32x4.eq(f32x4.ge(v128.load(a), middle), f32x4.ge(v128.load(t), middle));
  }
  let bestValue = v128.load(a);
  let bestTarget = v128.load(t);
  let valuePlace = i32x4.splat(0);
  let targetPlace = valuePlace;
  for (let unit = 1; unit < units; unit++) {
    a += row;
    t += row;
    const place = i32x4.splat(unit);
    const value = v128.load(a);
    const target = v128.load(t);
    // Only a larger one takes over: the first wins a tie.
    const higher = f32x4.gt(value, bestValue);
    const chosen = f32x4.gt(target, bestTarget);
    bestValue = choose(higher, value, bestValue);
    valuePlace = choose(higher, place, valuePlace);
    bestTarget = choose(chosen, target, bestTarget);
    targetPlace = choose(chosen, place, targetPlace);
  }
  return i32x4.eq(valuePlace, targetPlace);
}

/**
 * One panel of outputs: adds to the running figures and writes `delta`, the gradient with respect to the weighted sums
 * (a softmax or a cross-entropy sees to its slope itself). `first` is the panel's first sample and `count`
 * the samples of the chunk; `z` is read by the cross-entropies only.
 */
export function losePanel(
  loss: i32,
  activation: i32,
  z: usize,
  a: usize,
  t: usize,
  delta: usize,
  units: i32,
  row: usize,
  first: i32,
  count: i32,
  scale: f32,
): void {
  const through = activation == SOFTMAX || takesLogits(loss) ? LINEAR : activation;
  let sum = f32x4.splat(0);
  let right = i32x4.splat(0);
  for (let column: usize = 0; column < row; column += 16) {
    const real = realLanes(first + <i32>(column >> 2), count);
    const av = a + column;
    const tv = t + column;
    const dv = delta + column;
    let terms: v128;
    if (loss == HALF_SQUARED_ERROR) terms = outputLoss(HALF_SQUARED_ERROR, through, av, tv, dv, units, row, real, scale);
    else if (loss == MEAN_SQUARED_ERROR) terms = outputLoss(MEAN_SQUARED_ERROR, through, av, tv, dv, units, row, real, scale);
    else if (loss == HUBER) terms = outputLoss(HUBER, through, av, tv, dv, units, row, real, scale);
    else if (loss == HINGE) terms = outputLoss(HINGE, through, av, tv, dv, units, row, real, scale);
    else if (loss == BINARY_CROSSENTROPY) terms = binaryLoss(z + column, av, tv, dv, units, row, real, scale);
    else terms = categoricalLoss(z + column, av, tv, dv, units, row, real, scale);
    sum = f32x4.add(sum, v128.and(real, terms));
    right = i32x4.sub(right, v128.and(real, agree(activation, av, tv, units, row)));
    if (activation == SOFTMAX && loss < BINARY_CROSSENTROPY) throughSoftmax(av, dv, units, row);
  }
  lossSum += <f64>sumOfLanes(sum);
  rightAnswers += i32x4.extract_lane(right, 0) + i32x4.extract_lane(right, 1);
  rightAnswers += i32x4.extract_lane(right, 2) + i32x4.extract_lane(right, 3);
}
