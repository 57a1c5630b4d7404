/**
 * Where learning starts: one flat row of parameters from a shape, an initialiser's name and a seed. Pure: the same
 * three give the same row. Kernels are drawn layer by layer in the row's own order; biases draw nothing.
 */
import { layerOffsets, parameterCount, type LayerOffsets, type NetworkShape } from './NetworkShape.ts';
import { createRandom } from './Random.ts';
import type { Initializer } from './vocabulary.ts';

/** The ancestor's start: TensorFlow Playground, nn.ts. */
const PLAYGROUND_RANGE = 0.5;
const PLAYGROUND_BIAS = 0.1;

/** Which stream of the seed is drawn from. Part of the meaning of a seed: never change it. */
const WEIGHTS_STREAM = 16;

/**
 * Variance each initialiser wants in a kernel: Glorot & Bengio 2010, He et al. 2015, LeCun et al. 1998. A uniform
 * draw from ±√(3·variance) has it, as has a normal draw of deviation √variance.
 */
function kernelVariance(initializer: Initializer, { inputs, units }: LayerOffsets): number {
  switch (initializer) {
    case 'glorotUniform':
    case 'glorotNormal':
      return 2 / (inputs + units);
    case 'heUniform':
    case 'heNormal':
      return 2 / inputs;
    case 'lecunUniform':
    case 'lecunNormal':
      return 1 / inputs;
    case 'playground':
      return PLAYGROUND_RANGE ** 2 / 3;
    case 'zeros':
      return 0;
  }
}

/** Parameters [P] of a fresh network, the same on every machine. Normal draws are true ones, not truncated. */
export function initialParameters(shape: NetworkShape, initializer: Initializer, seed: number): Float32Array {
  const random = createRandom(seed, WEIGHTS_STREAM);
  const isNormal = initializer.endsWith('Normal');
  const parameters = new Float32Array(parameterCount(shape));
  for (const place of layerOffsets(shape)) {
    const { kernelOffset, biasOffset, units } = place;
    const variance = kernelVariance(initializer, place);
    const limit = Math.sqrt(3 * variance);
    for (let i = kernelOffset; i < biasOffset; i++) {
      parameters[i] = isNormal ? random.normal(0, variance) : random.uniform(-limit, limit);
    }
    if (initializer === 'playground') parameters.fill(PLAYGROUND_BIAS, biasOffset, biasOffset + units);
  }
  return parameters;
}
