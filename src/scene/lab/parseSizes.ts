/** A typed list of batch sizes → the sizes in ascending order, or an error message. */
import * as say from '#messages/generated/serverSettings.ts';

export function parseSizes(
  text: string,
  most: number,
  { min, max }: { readonly min: number; readonly max: number },
): number[] | string {
  const words = text.split(/[\s,;]+/).filter((word) => word !== '');
  const sizes = words.map(Number);
  const wrong = words.find((_, index) => {
    const size = sizes[index]!;
    return !Number.isInteger(size) || size < min || size > max;
  });
  if (wrong !== undefined) return say.notSize({ word: wrong, min, max });
  const distinct = [...new Set(sizes)].sort((a, b) => a - b);
  return distinct.length > most ? say.tooManySizes({ most, count: distinct.length }) : distinct;
}
