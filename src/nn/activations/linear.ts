/** No activation: the weighted sum as it is. For outputs that are values; between layers it adds nothing. */
import type {
  ActivationAssembly,
  ActivationChecks,
  ActivationFunction,
  ActivationWgsl,
} from '../ActivationFunction.ts';

export const linear: ActivationFunction = {
  order: 0,
  label: { short: 'Linear', whole: 'Linear', about: 'The sum as it is' },
  formula: 'f(z) = z',
  range: [-Infinity, Infinity],
  isOutput: true,
  value: (z) => z,
  derivative: () => 1,
  derivativeFrom: 'a',
};

export const wgsl: ActivationWgsl = 'return vec2<f32>(z, 1.0);';

export const assembly: ActivationAssembly = { value: 'return z;', derivative: 'return one;' };

export const checks: ActivationChecks = {
  oracle: (_, z) => z,
  examples: [[-2.5, -2.5]],
  assemblyError: { value: () => 0, derivative: () => 0 },
};
