/** Activations in JavaScript, of a whole layer: z is an array of weighted sums. */
import type { Activation, OutputActivation } from '#nn/vocabulary.ts';

const each = (value: string): string => `(sums) => sums.map((z) => ${value})`;

export const ACTIVATION_CODE: Readonly<Record<Activation | OutputActivation, string>> = {
  linear: '(sums) => sums',
  relu: each('Math.max(0, z)'),
  leakyRelu: each('(z < 0 ? 0.2 * z : z)'),
  elu: each('(z < 0 ? Math.expm1(z) : z)'),
  selu: each('1.0507009873554805 * (z < 0 ? 1.6732632423543772 * Math.expm1(z) : z)'),
  gelu: each('0.5 * z * (1 + erf(z / Math.SQRT2))'),
  silu: each('z / (1 + Math.exp(-z))'),
  softplus: each('Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)))'),
  tanh: each('Math.tanh(z)'),
  sigmoid: each('1 / (1 + Math.exp(-z))'),
  softmax: `(sums) => {
  const largest = Math.max(...sums);
  const powers = sums.map((z) => Math.exp(z - largest));
  const total = powers.reduce((a, b) => a + b);
  return powers.map((power) => power / total);
}`,
};

/** What GELU needs: JavaScript has no error function. Abramowitz & Stegun 7.1.26, as in Fanout. */
export const ERF = `const erf = (x) => {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const polynomial =
    t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return Math.sign(x) * (1 - polynomial * Math.exp(-x * x));
};`;
