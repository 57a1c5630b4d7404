/** Shapes and starts shared by all contenders. */
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { layerOffsets, parameterCount, type NetworkShape } from '../src/nn/NetworkShape.ts';
import type { Activation, OutputActivation } from '../src/nn/vocabulary.ts';

export function networkOf(
  widths: readonly number[],
  hidden: Activation,
  output: OutputActivation,
): NetworkShape {
  const [inputs = 1, ...units] = widths;
  return {
    inputs,
    layers: units.map((width, i) => ({ units: width, activation: i === units.length - 1 ? output : hidden })),
  };
}

/** Flat parameters, kernels uniform in ±√(6/(in+out)), biases 0. */
export function startOf(shape: NetworkShape): Float32Array {
  const random = xoroshiro128plus(7);
  const parameters = new Float32Array(parameterCount(shape));
  for (const { inputs, units, kernelOffset, biasOffset } of layerOffsets(shape)) {
    const limit = Math.sqrt(6 / (inputs + units));
    for (let i = kernelOffset; i < biasOffset; i++) {
      parameters[i] = ((random.next() >>> 0) / 2147483648 - 1) * limit;
    }
  }
  return parameters;
}
