/** Rectified linear unit. Nair & Hinton 2010, "Rectified Linear Units Improve Restricted Boltzmann Machines". */
import type {
  ActivationAssembly,
  ActivationChecks,
  ActivationFunction,
  ActivationWgsl,
} from '../ActivationFunction.ts';

export const relu: ActivationFunction = {
  order: 1,
  label: { short: 'ReLU', whole: 'ReLU', about: 'Nothing below 0, the sum above' },
  formula: 'f(z) = max(0, z)',
  range: [0, Infinity],
  value: (z) => (z < 0 ? 0 : z),
  derivative: (z) => (z > 0 ? 1 : 0),
  derivativeFrom: 'a',
};

export const wgsl: ActivationWgsl = 'return select(vec2<f32>(max(z, 0.0), 0.0), vec2<f32>(z, 1.0), z > 0.0);';

export const assembly: ActivationAssembly = {
  // pmax(z, 0) is z < 0 ? 0 : z: a NaN comes through, and it is one machine instruction.
  value: 'return f32x4.pmax(z, zero);',
  derivative: 'return v128.and(f32x4.gt(a, zero), one);',
};

export const checks: ActivationChecks = {
  oracle: (tf, z) => tf.relu(z),
  examples: [
    [-2, 0],
    [3, 3],
  ],
  assemblyError: { value: () => 0, derivative: () => 0 },
};
