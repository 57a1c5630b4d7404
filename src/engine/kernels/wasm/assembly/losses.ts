/**
 * Loss, correct predictions and the gradient where backpropagation starts, for one panel of outputs [units][row bytes]:
 * loops around the terms of nn/losses, which `generated/losses.ts` inlines by a constant code. SIMD lanes beyond the batch
 * have a gradient of zero, so that nothing they hold reaches a parameter.
 */
import { exp, logAboveOne } from './approximations';
import { derivativeOf, LINEAR, SIGMOID, SOFTMAX } from './generated/activations';
import { addTerm, gradientFactor, gradientOf, isMean, lossFactor, panelLoss, takesLogits } from './generated/losses';
import { choose, madd, sumOfLanes } from './simd';

/** Metrics of the present step: the loss summed over its samples, and correct predictions. */
export let lossSum: f64 = 0;
export let correctPredictions: i32 = 0;

export function resetMetrics(): void {
  lossSum = 0;
  correctPredictions = 0;
}

/** Mask of the SIMD lanes that hold samples: `first` + lane below `count`. */
@inline
function realLanes(first: i32, count: i32): v128 {
  return i32x4.lt_s(i32x4.add(i32x4.splat(first), i32x4(0, 1, 2, 3)), i32x4.splat(count));
}

/**
 * A loss that looks at outputs, unit by unit: terms, and gradients by what the activation `through` was given (by the output
 * itself with LINEAR). `scale` is 1/batch, which makes the gradient that of the mean.
 */
@inline
export function outputLoss(
  loss: i32,
  through: i32,
  z: usize,
  a: usize,
  t: usize,
  delta: usize,
  units: i32,
  row: usize,
  real: v128,
  scale: f32,
): v128 {
  const share = isMean(loss) ? <f32>1 / <f32>units : <f32>1;
  const gradientScale = f32x4.splat(scale * share * gradientFactor(loss));
  const none = f32x4.splat(0);
  let sum = none;
  for (let unit = 0; unit < units; unit++) {
    const o = v128.load(a);
    const target = v128.load(t);
    const error = f32x4.sub(o, target);
    sum = addTerm(loss, sum, none, o, target, error, none, none, none);
    const term = gradientOf(loss, none, o, target, error, none, none, none);
    const gradient = v128.and(real, f32x4.mul(term, gradientScale));
    v128.store(delta, through == LINEAR ? gradient : f32x4.mul(gradient, derivativeOf(through, o)));
    a += row;
    t += row;
    delta += row;
  }
  return f32x4.mul(sum, f32x4.splat(lossFactor(loss) * share));
}

/** A loss of sigmoid outputs, from their weighted sums z. */
@inline
export function logitLoss(
  loss: i32,
  through: i32,
  z: usize,
  a: usize,
  t: usize,
  delta: usize,
  units: i32,
  row: usize,
  real: v128,
  scale: f32,
): v128 {
  const share = isMean(loss) ? <f32>1 / <f32>units : <f32>1;
  const gradientScale = f32x4.splat(scale * share * gradientFactor(loss));
  const none = f32x4.splat(0);
  let sum = none;
  for (let unit = 0; unit < units; unit++) {
    const logit = v128.load(z);
    const o = v128.load(a);
    const target = v128.load(t);
    const error = f32x4.sub(o, target);
    sum = addTerm(loss, sum, logit, o, target, error, none, none, none);
    const term = gradientOf(loss, logit, o, target, error, none, none, none);
    v128.store(delta, v128.and(real, f32x4.mul(term, gradientScale)));
    z += row;
    a += row;
    t += row;
    delta += row;
  }
  return f32x4.mul(sum, f32x4.splat(lossFactor(loss) * share));
}

/** A loss of softmax outputs, from their weighted sums z. */
@inline
export function softmaxLoss(
  loss: i32,
  through: i32,
  z: usize,
  a: usize,
  t: usize,
  delta: usize,
  units: i32,
  row: usize,
  real: v128,
  scale: f32,
): v128 {
  const share = isMean(loss) ? <f32>1 / <f32>units : <f32>1;
  const gradientScale = f32x4.splat(scale * share * gradientFactor(loss));
  const bytes = <usize>units * row;
  let largest = v128.load(z);
  let weight = f32x4.splat(0);
  for (let i: usize = 0; i < bytes; i += row) {
    largest = f32x4.max(largest, v128.load(z + i));
    weight = f32x4.add(weight, v128.load(t + i));
  }
  let powers = f32x4.splat(0);
  for (let i: usize = 0; i < bytes; i += row) powers = f32x4.add(powers, exp(f32x4.sub(v128.load(z + i), largest)));
  const logSum = logAboveOne(powers);
  // A sum of exponentials that is NaN must show even where no target asks for it.
  let sum = f32x4.sub(powers, powers);
  for (let i: usize = 0; i < bytes; i += row) {
    const logit = v128.load(z + i);
    const o = v128.load(a + i);
    const target = v128.load(t + i);
    const error = f32x4.sub(o, target);
    sum = addTerm(loss, sum, logit, o, target, error, largest, logSum, weight);
    const term = gradientOf(loss, logit, o, target, error, largest, logSum, weight);
    v128.store(delta + i, v128.and(real, f32x4.mul(term, gradientScale)));
  }
  return f32x4.mul(sum, f32x4.splat(lossFactor(loss) * share));
}

/** Backward pass of softmax: delta → a ∘ (delta − Σ delta·a). */
@inline
function throughSoftmax(a: usize, delta: usize, units: i32, row: usize): void {
  const bytes = <usize>units * row;
  let mean = f32x4.splat(0);
  for (let i: usize = 0; i < bytes; i += row) mean = madd(v128.load(delta + i), v128.load(a + i), mean);
  for (let i: usize = 0; i < bytes; i += row) {
    v128.store(delta + i, f32x4.mul(v128.load(a + i), f32x4.sub(v128.load(delta + i), mean)));
  }
}

/** Mask of the correct predictions, by the rule of `classOf` in nn/classOf: NaN is of no class. */
@inline
function isCorrect(activation: i32, a: usize, t: usize, units: i32, row: usize): v128 {
  if (units == 1) {
    const middle = f32x4.splat(activation == SIGMOID || activation == SOFTMAX ? 0.5 : 0);
    const value = v128.load(a);
    const alike = i32x4.eq(f32x4.ge(value, middle), f32x4.ge(v128.load(t), middle));
    return v128.and(alike, f32x4.eq(value, value));
  }
  let bestValue = v128.load(a);
  let bestTarget = v128.load(t);
  let known = f32x4.eq(bestValue, bestValue);
  let valueIndex = i32x4.splat(0);
  let targetIndex = valueIndex;
  for (let unit = 1; unit < units; unit++) {
    a += row;
    t += row;
    const index = i32x4.splat(unit);
    const value = v128.load(a);
    const target = v128.load(t);
    known = v128.and(known, f32x4.eq(value, value));
    // Strictly larger: the first wins a tie.
    const higher = f32x4.gt(value, bestValue);
    const chosen = f32x4.gt(target, bestTarget);
    bestValue = choose(higher, value, bestValue);
    valueIndex = choose(higher, index, valueIndex);
    bestTarget = choose(chosen, target, bestTarget);
    targetIndex = choose(chosen, index, targetIndex);
  }
  return v128.and(known, i32x4.eq(valueIndex, targetIndex));
}

/**
 * One panel of outputs: adds to the metrics and writes `delta`, the gradient by the weighted sums (softmax and losses
 * of logits go through no derivative of their own). `first` is the panel's first sample and `count`
 * the samples of the chunk; `z` is read by losses of logits only.
 */
export function panelLossAndGradient(
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
  let correct = i32x4.splat(0);
  for (let column: usize = 0; column < row; column += 16) {
    const real = realLanes(first + <i32>(column >> 2), count);
    const av = a + column;
    const tv = t + column;
    const dv = delta + column;
    const terms = panelLoss(loss, through, z + column, av, tv, dv, units, row, real, scale);
    sum = f32x4.add(sum, v128.and(real, terms));
    correct = i32x4.sub(correct, v128.and(real, isCorrect(activation, av, tv, units, row)));
    if (activation == SOFTMAX && !takesLogits(loss)) throughSoftmax(av, dv, units, row);
  }
  lossSum += <f64>sumOfLanes(sum);
  correctPredictions += i32x4.extract_lane(correct, 0) + i32x4.extract_lane(correct, 1);
  correctPredictions += i32x4.extract_lane(correct, 2) + i32x4.extract_lane(correct, 3);
}
