/** Hyperbolic tangent: symmetric about 0, which helps the next layer. LeCun et al. 1998, "Efficient BackProp". */
import type {
  ActivationAssembly,
  ActivationChecks,
  ActivationFunction,
  ActivationWgsl,
} from '../ActivationFunction.ts';
import { APPROXIMATION_ERROR, U } from '../rounding.ts';

export const tanh: ActivationFunction = {
  order: 8,
  label: { short: 'tanh', whole: 'tanh', about: 'Squeezed into −1 to +1' },
  formula: 'f(z) = (eᶻ − e⁻ᶻ) / (eᶻ + e⁻ᶻ)',
  range: [-1, 1],
  isOutput: true,
  value: Math.tanh,
  derivative: (_, a) => 1 - a * a,
  derivativeFrom: 'a',
};

// A rational fit x·P(x²)/Q(x²), the same as in `wasm/assembly/approximations.ts`: relative error below 4e-7. Beyond
// 9.02 the value is 1 in single precision, or one rounding above. Held by comparisons: on an emulated adapter a clamp
// takes longer than the fit.
export const wgsl: ActivationWgsl = `let h = select(select(z, 9.02, z > 9.02), -9.02, z < -9.02);
    let q = h * h;
    let p = 0.999999979018023 + q * (0.13379718353160933 + q * (0.003494035049438353 +
      q * (2.0583489254310113e-5 + q * 1.331908270828218e-8)));
    let r = 1.0 + q * (0.46713033593944403 + q * (0.025871075063932603 + q * (0.00032830936383413615 +
      q * 7.762023924102051e-7)));
    let t = h * p / r;
    return vec2<f32>(t, 1.0 - t * t);`;

export const assembly: ActivationAssembly = {
  value: 'return tanh(z);',
  derivative: 'return f32x4.sub(one, f32x4.mul(a, a));',
};

export const checks: ActivationChecks = {
  oracle: (tf, z) => tf.tanh(z),
  examples: [[0.5, 0.4621171573]],
  assemblyError: {
    value: (_, a) => APPROXIMATION_ERROR.tanh * Math.abs(a),
    derivative: () => 2 * APPROXIMATION_ERROR.tanh + 2 * U,
  },
};
