/**
 * Activations and their slopes over a stretch of memory. Values are laid out unit after unit with samples in the
 * lanes, but no function here except softmax needs to know: in goes a range of weighted sums, out come activations
 * in their place. Codes are the places in `ACTIVATIONS` of spec/vocabulary, then softmax.
 */
import { erf, exp, expm1OfNegative, log1pOfUnit, logAboveOne, normalDensity, normalShare, sigmoid, softplus, tanh } from './approximations';
import { choose, madd } from './lanes';

export const LINEAR: i32 = 0;
export const RELU: i32 = 1;
export const LEAKY_RELU: i32 = 2;
export const ELU: i32 = 3;
export const SELU: i32 = 4;
export const GELU: i32 = 5;
export const SILU: i32 = 6;
export const SOFTPLUS: i32 = 7;
export const TANH: i32 = 8;
export const SIGMOID: i32 = 9;
export const SOFTMAX: i32 = 10;

const LEAKY_SLOPE: f32 = 0.2;
/** Constants of Klambauer et al. 2017. */
const SELU_SCALE: f32 = 1.0507009873554805;
const SELU_SCALED_ALPHA: f32 = 1.7580993408473766;

/** True if the slope cannot be told from the activation alone and has to be kept from the forward pass. */
export function keepsSlope(code: i32): bool {
  return code == GELU || code == SILU || code == SOFTPLUS;
}

/** a = f(z) in place, for every activation but softmax. */
export function activate(code: i32, at: usize, bytes: usize): void {
  const end = at + bytes;
  const zero = f32x4.splat(0);
  switch (code) {
    case RELU:
      for (; at < end; at += 16) v128.store(at, f32x4.pmax(v128.load(at), zero));
      break;
    case LEAKY_RELU:
      for (; at < end; at += 16) {
        const z = v128.load(at);
        v128.store(at, choose(f32x4.lt(z, zero), f32x4.mul(z, f32x4.splat(LEAKY_SLOPE)), z));
      }
      break;
    case ELU:
      for (; at < end; at += 16) {
        const z = v128.load(at);
        v128.store(at, choose(f32x4.lt(z, zero), expm1OfNegative(z), z));
      }
      break;
    case SELU:
      for (; at < end; at += 16) {
        const z = v128.load(at);
        const below = f32x4.mul(expm1OfNegative(z), f32x4.splat(SELU_SCALED_ALPHA));
        v128.store(at, choose(f32x4.lt(z, zero), below, f32x4.mul(z, f32x4.splat(SELU_SCALE))));
      }
      break;
    case GELU:
      for (; at < end; at += 16) {
        const z = v128.load(at);
        v128.store(at, f32x4.mul(z, normalShare(z)));
      }
      break;
    case SILU:
      for (; at < end; at += 16) {
        const z = v128.load(at);
        v128.store(at, f32x4.mul(z, sigmoid(z)));
      }
      break;
    case SOFTPLUS:
      for (; at < end; at += 16) v128.store(at, softplus(v128.load(at)));
      break;
    case TANH:
      for (; at < end; at += 16) v128.store(at, tanh(v128.load(at)));
      break;
    case SIGMOID:
      for (; at < end; at += 16) v128.store(at, sigmoid(v128.load(at)));
      break;
    default: // linear
      break;
  }
}

/** f′(z) of the activations that keep it, read from the weighted sums before `activate` replaces them. */
export function keepSlopes(code: i32, at: usize, bytes: usize, slopes: usize): void {
  const one = f32x4.splat(1);
  for (let i: usize = 0; i < bytes; i += 16) {
    const z = v128.load(at + i);
    let slope: v128;
    if (code == GELU) slope = madd(z, normalDensity(z), normalShare(z));
    else {
      const s = sigmoid(z);
      slope = code == SILU ? f32x4.mul(s, madd(z, f32x4.sub(one, s), one)) : s;
    }
    v128.store(slopes + i, slope);
  }
}

/** f′ where it follows from a = f(z). At the kink of a relu: the slope from the left. */
@inline
export function slopeOf(code: i32, a: v128): v128 {
  const zero = f32x4.splat(0);
  const one = f32x4.splat(1);
  if (code == TANH) return f32x4.sub(one, f32x4.mul(a, a));
  if (code == SIGMOID) return f32x4.mul(a, f32x4.sub(one, a));
  if (code == RELU) return v128.and(f32x4.gt(a, zero), one);
  if (code == LEAKY_RELU) return choose(f32x4.gt(a, zero), one, f32x4.splat(LEAKY_SLOPE));
  if (code == ELU) return choose(f32x4.lt(a, zero), f32x4.add(a, one), one);
  if (code == SELU) {
    const below = f32x4.add(a, f32x4.splat(SELU_SCALED_ALPHA));
    return choose(f32x4.gt(a, zero), f32x4.splat(SELU_SCALE), below);
  }
  return one;
}

@inline
function timesSlope(code: i32, delta: usize, a: usize, bytes: usize): void {
  const end = delta + bytes;
  for (; delta < end; delta += 16, a += 16) {
    v128.store(delta, f32x4.mul(v128.load(delta), slopeOf(code, v128.load(a))));
  }
}

/** delta *= f′, the slope told from the activations at `a`. One loop an activation: no choice inside. */
export function multiplyBySlope(code: i32, delta: usize, a: usize, bytes: usize): void {
  if (code == TANH) timesSlope(TANH, delta, a, bytes);
  else if (code == RELU) timesSlope(RELU, delta, a, bytes);
  else if (code == SIGMOID) timesSlope(SIGMOID, delta, a, bytes);
  else if (code == LEAKY_RELU) timesSlope(LEAKY_RELU, delta, a, bytes);
  else if (code == ELU) timesSlope(ELU, delta, a, bytes);
  else if (code == SELU) timesSlope(SELU, delta, a, bytes);
}

/** delta *= slope, element by element. */
export function multiplyByKept(delta: usize, slopes: usize, bytes: usize): void {
  const end = delta + bytes;
  for (; delta < end; delta += 16, slopes += 16) {
    v128.store(delta, f32x4.mul(v128.load(delta), v128.load(slopes)));
  }
}

/** The slope of every unit of a layer whose activations are at `a`, written out (dropout scales it afterwards). */
export function writeSlopes(code: i32, a: usize, slopes: usize, bytes: usize): void {
  const end = slopes + bytes;
  for (let to = slopes; to < end; to += 16) v128.store(to, f32x4.splat(1));
  multiplyBySlope(code, slopes, a, bytes);
}

/** Softmax over the units of a panel [units][row bytes], lane by lane; the largest is taken off first. */
export function softmax(panel: usize, units: i32, row: usize): void {
  const end = <usize>units * row;
  for (let column: usize = 0; column < row; column += 16) {
    const top = panel + column;
    let largest = v128.load(top);
    for (let unit = row; unit < end; unit += row) largest = f32x4.max(largest, v128.load(top + unit));
    let sum = f32x4.splat(0);
    for (let unit: usize = 0; unit < end; unit += row) {
      const e = exp(f32x4.sub(v128.load(top + unit), largest));
      v128.store(top + unit, e);
      sum = f32x4.add(sum, e);
    }
    for (let unit: usize = 0; unit < end; unit += row) {
      v128.store(top + unit, f32x4.div(v128.load(top + unit), sum));
    }
  }
}

/** For tests: one approximation over a range. Codes: 0 tanh, 1 exp, 2 expm1 of negatives, 3 log1p of [0, 1], 4 ln above 1, 5 erf. */
export function approximate(code: i32, at: usize, bytes: usize): void {
  const end = at + bytes;
  for (; at < end; at += 16) {
    const x = v128.load(at);
    let y: v128;
    if (code == 0) y = tanh(x);
    else if (code == 1) y = exp(x);
    else if (code == 2) y = expm1OfNegative(x);
    else if (code == 3) y = log1pOfUnit(x);
    else if (code == 4) y = logAboveOne(x);
    else y = erf(x);
    v128.store(at, y);
  }
}
