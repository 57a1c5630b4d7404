/** A typed list of batch sizes → the sizes in ascending order, or an error message. */
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
  if (wrong !== undefined) {
    return `"${wrong}" is not a batch size: whole numbers from ${min} to ${max.toLocaleString('en')} are needed.`;
  }
  const distinct = [...new Set(sizes)].sort((a, b) => a - b);
  return distinct.length > most ? `At most ${most} sizes; these are ${distinct.length}.` : distinct;
}
