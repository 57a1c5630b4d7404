/** The class of a prediction: one rule for kernels, metrics, serving, votes and drawings. */
import { DESCRIBED_ACTIVATIONS } from './activations.ts';
import type { OutputActivation } from './vocabulary.ts';

/** The output is a share from 0 to 1; else it is signed. */
export const isShare = (activation: OutputActivation): boolean => {
  const [least, largest] = DESCRIBED_ACTIVATIONS[activation].range;
  return least === 0 && largest === 1;
};

/** Where the two classes of a single output meet. */
export const borderOf = (activation: OutputActivation): number => (isShare(activation) ? 0.5 : 0);

/**
 * The class of a prediction, the same everywhere. Of one output: 1 from the border on, which belongs to it (−0 is 0),
 * else 0. Of several: the largest; the first wins a tie. −1, no class, where an output is not a number.
 * @param values the outputs of the prediction, or those of many in one array
 * @param start index of the prediction's first output; the next are `stride` apart
 * @example classOf('softmax', [0.2, 0.5, 0.3]) // 1
 */
export function classOf(
  activation: OutputActivation,
  values: ArrayLike<number>,
  start = 0,
  units = values.length,
  stride = 1,
): number {
  if (units > 1) return argmax(values, start, units, stride);
  const value = values[start] ?? Number.NaN;
  return Number.isNaN(value) ? -1 : Number(value >= borderOf(activation));
}

/** Index of the largest of several outputs, and so their class, whatever their activation. See `classOf`. */
export function argmax(values: ArrayLike<number>, start = 0, units = values.length, stride = 1): number {
  let best = 0;
  for (let unit = 0; unit < units; unit++) {
    const value = values[start + unit * stride] ?? Number.NaN;
    if (Number.isNaN(value)) return -1;
    if (value > values[start + best * stride]!) best = unit;
  }
  return best;
}
