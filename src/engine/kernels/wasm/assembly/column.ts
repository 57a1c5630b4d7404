/**
 * Learning in columns of up to 12 samples, for narrow networks: three vectors of every unit fit in registers, so that
 * each layer is one pass forward and one pass back. Going back, a layer's deltas are read once for two products (the
 * gradient of its kernel and the delta of the layer before), and the slope is applied before anything is stored.
 * The number of vectors is a constant of every function here: each exists three times.
 */
import { slopeOf } from './activations';
import { madd, sumOfLanes, sumsOfLanes } from './lanes';
import { strip } from './narrow';
import { Layer } from './plan';

/**
 * Weighted sums of one layer from the values before it, both [units][vectors · 16 bytes]; with `ends` their tanh, which
 * spares the way through memory that every step would wait for.
 */
@inline
export function columnForward(vectors: i32, layer: Layer, parameters: usize, x: usize, ends: bool): void {
  const row: usize = <usize>vectors << 4;
  const units = layer.units;
  const kernel = parameters + layer.kernel;
  const bias = parameters + layer.bias;
  strip(vectors, units, kernel, <usize>units << 2, x, layer.inputs, bias, layer.values, row, ends);
}

/** Σ over samples of a · d, still in lanes. */
@inline
function dot(vectors: i32, a0: v128, a1: v128, a2: v128, d: usize): v128 {
  let sum = f32x4.mul(a0, v128.load(d));
  if (vectors > 1) sum = madd(a1, v128.load(d, 16), sum);
  if (vectors > 2) sum = madd(a2, v128.load(d, 32), sum);
  return sum;
}

/** The sum of a row's vectors. */
@inline
function total(vectors: i32, d: usize): v128 {
  let sum = v128.load(d);
  if (vectors > 1) sum = f32x4.add(sum, v128.load(d, 16));
  if (vectors > 2) sum = f32x4.add(sum, v128.load(d, 32));
  return sum;
}

/** Four sums to where they belong: stored, or with `add` added `factor` times to what is there. */
@inline
function putFour(to: usize, value: v128, add: bool, factor: v128): void {
  if (add) value = madd(value, factor, v128.load(to));
  v128.store(to, value);
}

@inline
function putOne(to: usize, value: f32, add: bool, factor: v128): void {
  if (add) value = f32.load(to) + value * f32x4.extract_lane(factor, 0);
  f32.store(to, value);
}

/**
 * Gradient of a layer's kernel and bias from its inputs x and its delta, and with `passes` the delta of the layer
 * before: (kernel · delta) times that layer's slope, told from its activations x or kept at `slopes`. The gradient goes
 * to the row `gradient`, or with `add` is added `factor` times to it. That row may be the parameters themselves: each
 * weight is read before it changes, so that adding −rate times the gradient is the whole of plain SGD.
 */
@inline
export function columnBackward(
  vectors: i32,
  passes: bool,
  layer: Layer,
  parameters: usize,
  gradient: usize,
  x: usize,
  delta: usize,
  add: bool,
  factor: v128,
  code: i32,
  slopes: usize,
  back: usize,
): void {
  const row: usize = <usize>vectors << 4;
  const units = layer.units;
  const fours = units & ~3;
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
    for (; unit < fours; unit += 4) {
      const p = dot(vectors, a0, a1, a2, d);
      const q = dot(vectors, a0, a1, a2, d + row);
      const r = dot(vectors, a0, a1, a2, d + 2 * row);
      const s = dot(vectors, a0, a1, a2, d + 3 * row);
      if (passes) {
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
      putFour(to, sumsOfLanes(p, q, r, s), add, factor);
      to += 16;
      d += row << 2;
    }
    for (; unit < units; unit++) {
      const sum = sumOfLanes(dot(vectors, a0, a1, a2, d));
      if (passes) {
        const weight = v128.load32_splat(w);
        b0 = madd(weight, v128.load(d), b0);
        if (vectors > 1) b1 = madd(weight, v128.load(d, 16), b1);
        if (vectors > 2) b2 = madd(weight, v128.load(d, 32), b2);
        w += 4;
      }
      putOne(to, sum, add, factor);
      to += 4;
      d += row;
    }
    if (passes) {
      if (slopes) {
        b0 = f32x4.mul(b0, v128.load(slopes));
        if (vectors > 1) b1 = f32x4.mul(b1, v128.load(slopes, 16));
        if (vectors > 2) b2 = f32x4.mul(b2, v128.load(slopes, 32));
        slopes += row;
      } else {
        b0 = f32x4.mul(b0, slopeOf(code, a0));
        if (vectors > 1) b1 = f32x4.mul(b1, slopeOf(code, a1));
        if (vectors > 2) b2 = f32x4.mul(b2, slopeOf(code, a2));
      }
      v128.store(back, b0);
      if (vectors > 1) v128.store(back, b1, 16);
      if (vectors > 2) v128.store(back, b2, 32);
      back += row;
    }
    x += row;
  }
  // Biases lie right behind the kernel.
  let unit = 0;
  for (; unit < fours; unit += 4) {
    const p = total(vectors, delta);
    const q = total(vectors, delta + row);
    const r = total(vectors, delta + 2 * row);
    const s = total(vectors, delta + 3 * row);
    putFour(to, sumsOfLanes(p, q, r, s), add, factor);
    to += 16;
    delta += row << 2;
  }
  for (; unit < units; unit++) {
    putOne(to, sumOfLanes(total(vectors, delta)), add, factor);
    to += 4;
    delta += row;
  }
}
