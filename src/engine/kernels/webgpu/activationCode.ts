/**
 * WGSL of the activations: `activate(code, z)` returns value and derivative at z together, so that nothing but the
 * derivative has to be kept for the backward pass. The functions are those of `nn/activations/`; only those that a network
 * uses are written out, because a shader pays for every branch of a switch. Exponentials see no positive number and so
 * cannot overflow; a NaN is passed on by a test of its bits, because WGSL compilers may assume that there are none.
 */
import { ACTIVATION_WGSL } from '#nn/generated/activationsWgsl.ts';
import { ACTIVATIONS, type Activation, type OutputActivation } from '#nn/vocabulary.ts';

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
// Sigmoid of z and its derivative.
fn logistic(z: f32) -> vec2<f32> {
  let e = expOf(-abs(z));
  let r = 1.0 / (1.0 + e);
  return vec2<f32>(select(r, e * r, z < 0.0), e * r * r);
}
`;

/** Number by which a layer's table names its activation: its order; −1 for softmax. */
export const activationNumber = (name: Activation | OutputActivation): number =>
  (ACTIVATIONS as readonly string[]).indexOf(name);

/** Activations of hidden layers and output in the order of the vocabulary, each once; softmax is none of them. */
export function activationsUsed(layers: readonly { activation: string }[]): Activation[] {
  return ACTIVATIONS.filter((name) => layers.some((layer) => layer.activation === name));
}

/** WGSL of `activate(code, z) -> (value, derivative)` for the given activations. */
export function activationCode(names: readonly Activation[]): string {
  const functions = names.map((name) => `fn ${name}Of(z: f32) -> vec2<f32> { ${ACTIVATION_WGSL[name]} }`);
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
