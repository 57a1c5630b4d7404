/**
 * Activations and their derivatives over a range of memory, in place: loops around the functions of nn/activations, which
 * `generated/activations.ts` inlines by a constant code. Only softmax depends on the layout (unit after unit, samples in the
 * SIMD lanes).
 */
import { erf, exp, expm1OfNegative, log1pOfUnit, logAboveOne, tanh } from './approximations';
import { derivativeAt, derivativeOf, multiplyByDerivative, valueOf } from './generated/activations';

@inline
export function activateLoop(code: i32, at: usize, bytes: usize): void {
  const end = at + bytes;
  for (; at < end; at += 16) v128.store(at, valueOf(code, v128.load(at)));
}

@inline
export function multiplyLoop(code: i32, delta: usize, a: usize, bytes: usize): void {
  const end = delta + bytes;
  for (; delta < end; delta += 16, a += 16) {
    v128.store(delta, f32x4.mul(v128.load(delta), derivativeOf(code, v128.load(a))));
  }
}

@inline
export function derivativeLoop(code: i32, at: usize, bytes: usize, derivatives: usize): void {
  for (let i: usize = 0; i < bytes; i += 16) v128.store(derivatives + i, derivativeAt(code, v128.load(at + i)));
}

/** delta *= stored derivative, element by element. */
export function multiplyByStored(delta: usize, derivatives: usize, bytes: usize): void {
  const end = delta + bytes;
  for (; delta < end; delta += 16, derivatives += 16) {
    v128.store(delta, f32x4.mul(v128.load(delta), v128.load(derivatives)));
  }
}

/** f′ of a layer from its activations at `a`, written out (dropout scales it afterwards). */
export function writeDerivatives(code: i32, a: usize, derivatives: usize, bytes: usize): void {
  const end = derivatives + bytes;
  for (let to = derivatives; to < end; to += 16) v128.store(to, f32x4.splat(1));
  multiplyByDerivative(code, derivatives, a, bytes);
}

/** Softmax over the units of a panel [units][row bytes], per SIMD lane; the largest is subtracted first. */
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
