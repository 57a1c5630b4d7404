/** ReLU that lets a fifth through below 0. Maas, Hannun & Ng 2013; the 0.2 is TensorFlow.js's default. */
import type {
  ActivationAssembly,
  ActivationChecks,
  ActivationFunction,
  ActivationWgsl,
} from '../ActivationFunction.ts';
import { U } from '../rounding.ts';

const ALPHA = 0.2;

export const leakyRelu: ActivationFunction = {
  order: 2,
  label: { short: 'Leaky ReLU', whole: 'Leaky ReLU', about: 'A fifth of the sum below 0, the sum above' },
  formula: 'f(z) = z for z ≥ 0, else 0.2·z',
  range: [-Infinity, Infinity],
  value: (z) => (z < 0 ? ALPHA * z : z),
  derivative: (z) => (z > 0 ? 1 : ALPHA),
  derivativeFrom: 'a',
};

export const wgsl: ActivationWgsl = `return select(vec2<f32>(${ALPHA} * z, ${ALPHA}), vec2<f32>(z, 1.0), z > 0.0);`;

export const assembly: ActivationAssembly = {
  value: `return choose(f32x4.lt(z, zero), f32x4.mul(z, f32x4.splat(${ALPHA})), z);`,
  derivative: `return choose(f32x4.gt(a, zero), one, f32x4.splat(${ALPHA}));`,
};

export const checks: ActivationChecks = {
  oracle: (tf, z) => tf.leakyRelu(z, ALPHA),
  examples: [[-2, -0.4]],
  assemblyError: { value: (_, a) => 2 * U * Math.abs(a), derivative: () => U },
};
