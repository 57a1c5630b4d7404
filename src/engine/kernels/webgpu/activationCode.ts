/**
 * WGSL text of the activations: `activate(code, z)` gives the value and the slope at z in one go, so that nothing but
 * the slope has to be kept for the way back. Only the activations that a network uses are written out, because a
 * shader pays for every branch of a switch. Exponentials see no positive number and so cannot overflow; a NaN is
 * passed on by a test of its bits, because WGSL compilers may assume that there are none.
 */
import { ACTIVATIONS, type Activation } from '../../../spec/vocabulary.ts';
import { LEAKY_RELU_SLOPE } from '../contract.ts';

/** Klambauer et al. 2017. */
const SELU_SCALE = 1.0507009873554805;
const SELU_ALPHA = 1.6732632423543772;

const BODIES: Readonly<Record<Activation, string>> = {
  linear: 'return vec2<f32>(z, 1.0);',
  relu: 'return select(vec2<f32>(max(z, 0.0), 0.0), vec2<f32>(z, 1.0), z > 0.0);',
  leakyRelu: `return select(vec2<f32>(${LEAKY_RELU_SLOPE} * z, ${LEAKY_RELU_SLOPE}), vec2<f32>(z, 1.0), z > 0.0);`,
  elu: `let e = expLess1(min(z, 0.0));
    return select(vec2<f32>(z, 1.0), vec2<f32>(e, e + 1.0), z < 0.0);`,
  selu: `let e = expLess1(min(z, 0.0));
    return select(${SELU_SCALE * SELU_ALPHA} * vec2<f32>(e, e + 1.0), ${SELU_SCALE} * vec2<f32>(z, 1.0), z > 0.0);`,
  // Share of a normal distribution below z, by Abramowitz & Stegun 7.1.26; the tail is kept apart so that it does
  // not drown in 1 − (1 − tail).
  gelu: `let e = exp(-min(0.5 * z * z, 100.0));
    let t = 1.0 / (1.0 + ${0.3275911 * Math.SQRT1_2} * abs(z));
    let polynomial = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
    let tail = 0.5 * polynomial * e;
    let share = select(1.0 - tail, tail, z < 0.0);
    return vec2<f32>(z * share, share + z * e * ${1 / Math.sqrt(2 * Math.PI)});`,
  silu: `let s = logistic(z);
    return vec2<f32>(z * s.x, s.x + z * s.y);`,
  softplus: `let e = expOf(-abs(z));
    return vec2<f32>(max(z, 0.0) + logOf1Plus(e), logistic(z).x);`,
  // A rational fit x·P(x²)/Q(x²), the same as in the compiled kernels (`wasm/assembly/approximations.ts`): relative error
  // below 4e-7, and a third of the time that an exponential and its series near 0 take on a software adapter. Beyond
  // 9.02 the value is 1 in single precision, or one rounding above. Held by comparisons: a clamp takes longer than the
  // fit there.
  tanh: `let h = select(select(z, 9.02, z > 9.02), -9.02, z < -9.02);
    let q = h * h;
    let p = 0.999999979018023 + q * (0.13379718353160933 + q * (0.003494035049438353 +
      q * (2.0583489254310113e-5 + q * 1.331908270828218e-8)));
    let r = 1.0 + q * (0.46713033593944403 + q * (0.025871075063932603 + q * (0.00032830936383413615 +
      q * 7.762023924102051e-7)));
    let t = h * p / r;
    return vec2<f32>(t, 1.0 - t * t);`,
  sigmoid: 'return logistic(z);',
};

/** Those whose value hands a NaN on by its arithmetic alone, where a compiler keeps to IEEE 754 as software adapters do. */
const HAND_ON_NAN: ReadonlySet<string> = new Set<Activation>(['linear', 'tanh']);

/** WGSL of an activation's value on a software adapter; `pair` is its (value, slope) at `z`. */
export const softwareValue = (name: string, pair: string, z: string): string =>
  HAND_ON_NAN.has(name) ? `${pair}.x` : `select(${pair}.x, ${z}, isNan(${z}))`;

/** Arithmetic that the activations and losses share. Arguments of `expOf` and `expLess1` are never positive. */
export const ARITHMETIC = `
fn isNan(v: f32) -> bool { return (bitcast<u32>(v) & 0x7fffffffu) > 0x7f800000u; }
fn expOf(v: f32) -> f32 { return select(exp(max(v, -100.0)), v, isNan(v)); }
// e^v − 1. Near 0 by its series (8 terms, remainder below 1e-8 of the value), elsewhere by exp.
fn expLess1(v: f32) -> f32 {
  let series = v * (1.0 + v * (0.5 + v * (0.16666667 + v * (0.041666667 + v * (0.0083333333 +
    v * (0.0013888889 + v * (0.0001984127 + v * 0.000024801587)))))));
  return select(exp(max(v, -100.0)) - 1.0, series, v > -0.5);
}
// ln(1 + e) for 0 ≤ e ≤ 1 = 2 artanh(e / (2 + e)); WGSL's own log may be off by 5e-7 around 1.
fn logOf1Plus(e: f32) -> f32 {
  let s = e / (2.0 + e);
  let q = s * s;
  return 2.0 * s * (1.0 + q * (0.33333333 + q * (0.2 + q * (0.14285714 + q * (0.11111111 + q * (0.090909091 +
    q * 0.076923077))))));
}
// Sigmoid of z and its slope.
fn logistic(z: f32) -> vec2<f32> {
  let e = expOf(-abs(z));
  let r = 1.0 / (1.0 + e);
  return vec2<f32>(select(r, e * r, z < 0.0), e * r * r);
}
`;

/** Number by which a layer's table names its activation. */
export function activationNumber(name: string): number {
  return (ACTIVATIONS as readonly string[]).indexOf(name);
}

/** Activations of hidden layers and output in the order of the vocabulary, each once; softmax is not one of them. */
export function activationsUsed(layers: readonly { activation: string }[]): Activation[] {
  return ACTIVATIONS.filter((name) => layers.some((layer) => layer.activation === name));
}

/** WGSL of `activate(code, z) -> (value, slope)` for the given activations. */
export function activationCode(names: readonly Activation[]): string {
  const functions = names.map((name) => `fn ${name}Of(z: f32) -> vec2<f32> { ${BODIES[name]} }`);
  const [only] = names;
  const cases = names.map((name) => `case ${activationNumber(name)}u: { r = ${name}Of(z); }`).join('\n    ');
  const choose =
    names.length === 1 && only
      ? `r = ${only}Of(z);`
      : `switch (code) {\n    ${cases}\n    default: { r = vec2<f32>(z, 1.0); }\n  }`;
  return `${functions.join('\n')}
fn activate(code: u32, z: f32) -> vec2<f32> {
  var r = vec2<f32>(z, 1.0);
  ${choose}
  return select(r, vec2<f32>(z, z), isNan(z));
}
`;
}
