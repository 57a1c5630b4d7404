/**
 * Where learning starts: one flat row of parameters from a shape, an initialiser's name and a seed. Pure: the same
 * three give the same row. Kernels are drawn layer by layer in the row's own order; biases draw nothing.
 */
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { layerPlaces, parameterCount, type LayerPlace, type NetworkShape } from '../../spec/networkShape.ts';
import type { Initializer } from '../../spec/vocabulary.ts';
import { seededRandom } from './seededRandom.ts';

/** The ancestor's start: TensorFlow Playground, nn.ts. */
const PLAYGROUND_RANGE = 0.5;
const PLAYGROUND_BIAS = 0.1;

/**
 * Variance each initialiser wants in a kernel: Glorot & Bengio 2010, He et al. 2015, LeCun et al. 1998. A uniform
 * draw from ±√(3·variance) has it, as has a normal draw of deviation √variance.
 */
function kernelVariance(initializer: Initializer, { inputs, units }: LayerPlace): number {
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

/** Parameters [P] of a fresh network. Normal draws are not truncated (Box–Muller, both values used in turn). */
export function initialParameters(shape: NetworkShape, initializer: Initializer, seed: number): Float32Array {
  const random = seededRandom(seed);
  const uniform = (): number => 2 * uniformFloat64(random) - 1;
  const normal = normalDraw(() => uniformFloat64(random));
  const isNormal = initializer.endsWith('Normal');
  const parameters = new Float32Array(parameterCount(shape));
  for (const place of layerPlaces(shape)) {
    const { kernelOffset, biasOffset, units } = place;
    const variance = kernelVariance(initializer, place);
    const scale = Math.sqrt(isNormal ? variance : 3 * variance);
    if (variance > 0) {
      for (let i = kernelOffset; i < biasOffset; i++)
        parameters[i] = scale * (isNormal ? normal() : uniform());
    }
    if (initializer === 'playground') parameters.fill(PLAYGROUND_BIAS, biasOffset, biasOffset + units);
  }
  return parameters;
}

/** Standard normal numbers from uniform ones of [0, 1): Box & Muller 1958. */
function normalDraw(uniform: () => number): () => number {
  let spare: number | null = null;
  return () => {
    if (spare !== null) {
      const value = spare;
      spare = null;
      return value;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - uniform())); // 1 − u is never 0
    const angle = 2 * Math.PI * uniform();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}
