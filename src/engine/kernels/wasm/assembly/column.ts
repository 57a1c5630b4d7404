/**
 * Forward and backward pass of narrow networks in columns of up to 12 samples: three vectors of every unit fit in
 * registers. The backward pass is fused: a layer's deltas are read once for two products (the gradient of its kernel, and the
 * delta of the previous layer), and the derivative is applied in registers. The number of vectors is a compile-time constant:
 * each function is instantiated three times.
 */
import { derivativeOf } from './generated/activations';
import { madd, sumOfLanes, sumsOfLanes } from './simd';
import { strip } from './narrow';
import { Layer } from './generated/call';

/**
 * Weighted sums of one layer from its inputs, both [units][vectors · 16 bytes]. With `fuseTanh`, tanh is applied in registers
 * (fused epilogue), which saves a store and a load.
 */
@inline
export function columnForward(vectors: i32, layer: Layer, parameters: usize, x: usize, fuseTanh: bool): void {
  const row: usize = <usize>vectors << 4;
  const units = layer.units;
  const kernel = parameters + layer.kernel;
  const bias = parameters + layer.bias;
  strip(vectors, units, kernel, <usize>units << 2, x, layer.inputs, bias, layer.values, row, fuseTanh);
}

/** Σ over samples of a · d, as partial sums in the SIMD lanes. */
@inline
function dot(vectors: i32, a0: v128, a1: v128, a2: v128, d: usize): v128 {
  let sum = f32x4.mul(a0, v128.load(d));
  if (vectors > 1) sum = madd(a1, v128.load(d, 16), sum);
  if (vectors > 2) sum = madd(a2, v128.load(d, 32), sum);
  return sum;
}

/** Sum of a row's vectors, as partial sums in the SIMD lanes. */
@inline
function total(vectors: i32, d: usize): v128 {
  let sum = v128.load(d);
  if (vectors > 1) sum = f32x4.add(sum, v128.load(d, 16));
  if (vectors > 2) sum = f32x4.add(sum, v128.load(d, 32));
  return sum;
}

/** Stores four sums, or with `accumulate` adds them to memory, times `factor`. */
@inline
function storeFour(to: usize, value: v128, accumulate: bool, factor: v128): void {
  if (accumulate) value = madd(value, factor, v128.load(to));
  v128.store(to, value);
}

@inline
function storeOne(to: usize, value: f32, accumulate: bool, factor: v128): void {
  if (accumulate) value = f32.load(to) + value * f32x4.extract_lane(factor, 0);
  f32.store(to, value);
}

/**
 * Gradient of a layer's kernel and bias from its inputs x and its delta, and with `propagates` the delta of the previous
 * layer: (kernel · delta) ∘ f′, with f′ computed from its activations x or stored at `derivatives`. The gradient is stored in
 * the row `gradient`, or with `accumulate` added to it, times `factor`. That row may be the parameters themselves (fused SGD
 * update with factor −rate): each weight is read before it changes.
 */
@inline
export function columnBackward(
  vectors: i32,
  propagates: bool,
  layer: Layer,
  parameters: usize,
  gradient: usize,
  x: usize,
  delta: usize,
  accumulate: bool,
  factor: v128,
  activation: i32,
  derivatives: usize,
  previousDelta: usize,
): void {
  const row: usize = <usize>vectors << 4;
  const units = layer.units;
  const wholeUnits = units & ~3;
  let w = parameters + layer.kernel;
  let to = gradient + layer.kernel;
  for (let i = layer.inputs; i > 0; i--) {
    const a0 = v128.load(x);
    const a1 = vectors > 1 ? v128.load(x, 16) : a0;
    const a2 = vectors > 2 ? v128.load(x, 32) : a0;
    let b0 = f32x4.splat(0);
    let b1 = b0;
    let b2 = b0;
    let d = delta;
    let unit = 0;
    for (; unit < wholeUnits; unit += 4) {
      const p = dot(vectors, a0, a1, a2, d);
      const q = dot(vectors, a0, a1, a2, d + row);
      const r = dot(vectors, a0, a1, a2, d + 2 * row);
      const s = dot(vectors, a0, a1, a2, d + 3 * row);
      if (propagates) {
        let weight = v128.load32_splat(w);
        b0 = madd(weight, v128.load(d), b0);
        if (vectors > 1) b1 = madd(weight, v128.load(d, 16), b1);
        if (vectors > 2) b2 = madd(weight, v128.load(d, 32), b2);
        weight = v128.load32_splat(w, 4);
        b0 = madd(weight, v128.load(d + row), b0);
        if (vectors > 1) b1 = madd(weight, v128.load(d + row, 16), b1);
        if (vectors > 2) b2 = madd(weight, v128.load(d + row, 32), b2);
        weight = v128.load32_splat(w, 8);
        b0 = madd(weight, v128.load(d + 2 * row), b0);
        if (vectors > 1) b1 = madd(weight, v128.load(d + 2 * row, 16), b1);
        if (vectors > 2) b2 = madd(weight, v128.load(d + 2 * row, 32), b2);
        weight = v128.load32_splat(w, 12);
        b0 = madd(weight, v128.load(d + 3 * row), b0);
        if (vectors > 1) b1 = madd(weight, v128.load(d + 3 * row, 16), b1);
        if (vectors > 2) b2 = madd(weight, v128.load(d + 3 * row, 32), b2);
        w += 16;
      }
      storeFour(to, sumsOfLanes(p, q, r, s), accumulate, factor);
      to += 16;
      d += row << 2;
    }
    for (; unit < units; unit++) {
      const sum = sumOfLanes(dot(vectors, a0, a1, a2, d));
      if (propagates) {
        const weight = v128.load32_splat(w);
        b0 = madd(weight, v128.load(d), b0);
        if (vectors > 1) b1 = madd(weight, v128.load(d, 16), b1);
        if (vectors > 2) b2 = madd(weight, v128.load(d, 32), b2);
        w += 4;
      }
      storeOne(to, sum, accumulate, factor);
      to += 4;
      d += row;
    }
    if (propagates) {
      if (derivatives) {
        b0 = f32x4.mul(b0, v128.load(derivatives));
        if (vectors > 1) b1 = f32x4.mul(b1, v128.load(derivatives, 16));
        if (vectors > 2) b2 = f32x4.mul(b2, v128.load(derivatives, 32));
        derivatives += row;
      } else {
        b0 = f32x4.mul(b0, derivativeOf(activation, a0));
        if (vectors > 1) b1 = f32x4.mul(b1, derivativeOf(activation, a1));
        if (vectors > 2) b2 = f32x4.mul(b2, derivativeOf(activation, a2));
      }
      v128.store(previousDelta, b0);
      if (vectors > 1) v128.store(previousDelta, b1, 16);
      if (vectors > 2) v128.store(previousDelta, b2, 32);
      previousDelta += row;
    }
    x += row;
  }
  // The bias follows the kernel.
  let unit = 0;
  for (; unit < wholeUnits; unit += 4) {
    const p = total(vectors, delta);
    const q = total(vectors, delta + row);
    const r = total(vectors, delta + 2 * row);
    const s = total(vectors, delta + 3 * row);
    storeFour(to, sumsOfLanes(p, q, r, s), accumulate, factor);
    to += 16;
    delta += row << 2;
  }
  for (; unit < units; unit++) {
    storeOne(to, sumOfLanes(total(vectors, delta)), accumulate, factor);
    to += 4;
    delta += row;
  }
}
