/**
 * Transcendental functions of four float32 numbers at once, without tables, as weighted minimax fits (rational or polynomial)
 * made for these kernels. Each states its largest error, found by comparison with double precision on a dense grid
 * (`approximations.test.ts`). All return NaN for NaN, are valid at ±10⁴ and treat denormals as ordinary small numbers.
 */
import { choose, clamp, madd, magnitude } from './simd';

/** Beyond this tanh is 1 in float32. */
const TANH_LIMIT: f32 = 9.02;

/** tanh = x·P(x²)/Q(x²): numerator and denominator are separate, so that `expm1` can share one division. */
@inline
function tanhNumerator(x: v128, u: v128): v128 {
  let p = f32x4.splat(1.331908270828218e-8);
  p = madd(p, u, f32x4.splat(2.0583489254310113e-5));
  p = madd(p, u, f32x4.splat(0.003494035049438353));
  p = madd(p, u, f32x4.splat(0.13379718353160933));
  p = madd(p, u, f32x4.splat(0.999999979018023));
  return f32x4.mul(x, p);
}

@inline
function tanhDenominator(u: v128): v128 {
  let q = f32x4.splat(7.762023924102051e-7);
  q = madd(q, u, f32x4.splat(0.00032830936383413615));
  q = madd(q, u, f32x4.splat(0.025871075063932603));
  q = madd(q, u, f32x4.splat(0.46713033593944403));
  return madd(q, u, f32x4.splat(1));
}

/** tanh x; relative error below 4e-7. Far out it may lie one rounding above 1. */
@inline
export function tanh(x: v128): v128 {
  const held = clamp(x, TANH_LIMIT);
  const u = f32x4.mul(held, held);
  return f32x4.div(tanhNumerator(held, u), tanhDenominator(u));
}

/** eˣ − 1 for x ≤ 0, from 2t/(1 − t) with t = tanh ½x, which is exact near 0; relative error below 5e-7. */
@inline
export function expm1OfNegative(x: v128): v128 {
  const held = clamp(f32x4.mul(x, f32x4.splat(0.5)), TANH_LIMIT);
  const u = f32x4.mul(held, held);
  const numerator = tanhNumerator(held, u);
  const gap = f32x4.sub(tanhDenominator(u), numerator);
  return f32x4.div(f32x4.add(numerator, numerator), gap);
}

/**
 * eˣ as 2ⁿ · eʳ with |r| ≤ ½ ln 2; relative error below 2e-7 where the result is a normal number. Overflows to ∞
 * above 88.7, and below −87.3 falls through denormals to 0: the power of two is applied in two halves.
 */
@inline
export function exp(x: v128): v128 {
  // −104 already gives 0 and 90 gives ∞; farther out n would not fit the exponent's two halves.
  const held = f32x4.pmax(f32x4.pmin(x, f32x4.splat(90)), f32x4.splat(-106));
  const n = f32x4.nearest(f32x4.mul(held, f32x4.splat(1.4426950408889634)));
  // ln 2 in two pieces, the first with trailing zeros, so that n times it is exact.
  let r = madd(n, f32x4.splat(-0.693145751953125), held);
  r = madd(n, f32x4.splat(-1.4286068203094173e-6), r);
  let p = f32x4.splat(0.001381459855910568);
  p = madd(p, r, f32x4.splat(0.008368716879078475));
  p = madd(p, r, f32x4.splat(0.041668388047063826));
  p = madd(p, r, f32x4.splat(0.16666520631716034));
  p = madd(p, r, f32x4.splat(0.49999993447788005));
  p = f32x4.add(madd(p, f32x4.mul(r, r), r), f32x4.splat(1));
  const whole = i32x4.trunc_sat_f32x4_s(n);
  const half = i32x4.shr_s(whole, 1);
  const rest = i32x4.sub(whole, half);
  const bias = i32x4.splat(127);
  const first = i32x4.shl(i32x4.add(half, bias), 23);
  const second = i32x4.shl(i32x4.add(rest, bias), 23);
  return f32x4.mul(f32x4.mul(p, first), second);
}

/** Odd part of the logarithm: ln((1 + t)/(1 − t)) for |t| ≤ ⅓. */
@inline
function twiceArtanh(t: v128): v128 {
  const u = f32x4.mul(t, t);
  let p = f32x4.splat(0.14089147142771627);
  p = madd(p, u, f32x4.splat(0.13980306461114314));
  p = madd(p, u, f32x4.splat(0.20012454716711786));
  p = madd(p, u, f32x4.splat(0.3333315735411731));
  p = madd(p, u, f32x4.splat(1));
  return f32x4.mul(f32x4.add(t, t), p);
}

/** ln(1 + x) for 0 ≤ x ≤ 1; relative error below 3e-7, also for tiny x. */
@inline
export function log1pOfUnit(x: v128): v128 {
  return twiceArtanh(f32x4.div(x, f32x4.add(x, f32x4.splat(2))));
}

/** ln x for x ≥ 1 (sums of exponentials whose largest term is 1); absolute error below 3e-7·max(1, ln x). */
@inline
export function logAboveOne(x: v128): v128 {
  // Split so that the mantissa lies in [√½, √2): subtracting √½'s bit pattern rounds the exponent at √2.
  const shifted = i32x4.sub(x, i32x4.splat(0x3f3504f3));
  const exponent = i32x4.shr_s(shifted, 23);
  const mantissa = i32x4.sub(x, i32x4.shl(exponent, 23));
  const one = f32x4.splat(1);
  const t = f32x4.div(f32x4.sub(mantissa, one), f32x4.add(mantissa, one));
  const ln = madd(f32x4.convert_i32x4_s(exponent), f32x4.splat(0.6931471805599453), twiceArtanh(t));
  // The bit arithmetic is wrong for NaN and ∞: they are returned as they are.
  return choose(f32x4.lt(x, f32x4.splat(Infinity)), ln, x);
}

/** 1/(1 + e⁻ˣ); relative error below 4e-7 while e⁻ˣ is finite, then 0. */
@inline
export function sigmoid(x: v128): v128 {
  const one = f32x4.splat(1);
  return f32x4.div(one, f32x4.add(one, exp(f32x4.neg(x))));
}

/** ln(1 + eˣ) = max(x, 0) + ln(1 + e^−|x|); relative error below 5e-7. */
@inline
export function softplus(x: v128): v128 {
  const tail = log1pOfUnit(exp(f32x4.neg(magnitude(x))));
  return f32x4.add(f32x4.pmax(x, f32x4.splat(0)), tail);
}

/** The error function as x·P(x²)/Q(x²); relative error below 4e-7. Beyond ±3.95 it is ±1 to 3e-8. */
@inline
export function erf(x: v128): v128 {
  const held = clamp(x, 3.95);
  const u = f32x4.mul(held, held);
  let p = f32x4.splat(2.02591207298528e-6);
  p = madd(p, u, f32x4.splat(0.00028468812000768224));
  p = madd(p, u, f32x4.splat(0.003808164183400555));
  p = madd(p, u, f32x4.splat(0.052875454335703474));
  p = madd(p, u, f32x4.splat(0.19155032751391848));
  p = madd(p, u, f32x4.splat(1.128379143743177));
  let q = f32x4.splat(3.7831863841103925e-5);
  q = madd(q, u, f32x4.splat(0.0011707270418685554));
  q = madd(q, u, f32x4.splat(0.015055094269744178));
  q = madd(q, u, f32x4.splat(0.11455963590528588));
  q = madd(q, u, f32x4.splat(0.5030897333848855));
  q = madd(q, u, f32x4.splat(1));
  return f32x4.div(f32x4.mul(held, p), q);
}

/** Normal distribution function Φ(x) = ½(1 + erf(x/√2)); absolute error below 2e-7, exactly 0 and 1 far out. */
@inline
export function normalShare(x: v128): v128 {
  const half = f32x4.splat(0.5);
  const share = madd(erf(f32x4.mul(x, f32x4.splat(0.7071067811865476))), half, half);
  // At the clamp erf may be a rounding away from ±1: times x = −10⁴ that would be a millionth of x, not 0.
  const settled = choose(f32x4.lt(x, f32x4.splat(-5.5)), f32x4.splat(0), share);
  return choose(f32x4.gt(x, f32x4.splat(5.5)), f32x4.splat(1), settled);
}

/** Density of the standard normal distribution; relative error below 4e-7·(1 + x²). */
@inline
export function normalDensity(x: v128): v128 {
  const squared = f32x4.mul(x, x);
  return f32x4.mul(exp(f32x4.mul(squared, f32x4.splat(-0.5))), f32x4.splat(0.3989422804014327));
}
