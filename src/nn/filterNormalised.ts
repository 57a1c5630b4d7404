/**
 * Random directions in the space of weights, filter-normalised (Li, Xu, Taylor, Studer & Goldstein 2018, "Visualizing the loss landscape of
 * neural nets"): each unit's part has the length of the unit's own weights, so that landscapes of different networks compare.
 */
import { layerOffsets, parameterCount, type NetworkShape } from './NetworkShape.ts';
import { createRandom } from './Random.ts';

/** Which stream of the seed is drawn from; two directions need two. */
const DIRECTIONS_STREAM = 50;

/**
 * @param parameters [P]
 * @param index 0 or 1: another direction of the same seed
 * @returns [P]; biases have no part in it
 */
export function filterNormalised(
  shape: NetworkShape,
  parameters: Float32Array,
  seed: number,
  index: number,
): Float32Array {
  const random = createRandom(seed, DIRECTIONS_STREAM + index);
  const direction = new Float32Array(parameterCount(shape));
  for (const { inputs, units, kernelOffset } of layerOffsets(shape)) {
    const at = (i: number, j: number): number => kernelOffset + i * units + j;
    for (let i = 0; i < inputs; i++)
      for (let j = 0; j < units; j++) direction[at(i, j)] = random.normal(0, 1);
    for (let j = 0; j < units; j++) {
      let [drawn, own] = [0, 0];
      for (let i = 0; i < inputs; i++) {
        drawn += direction[at(i, j)]! ** 2;
        own += parameters[at(i, j)]! ** 2;
      }
      const factor = Math.sqrt(own / drawn);
      for (let i = 0; i < inputs; i++) direction[at(i, j)]! *= factor;
    }
  }
  return direction;
}
