/** What is wrong with the samples themselves, before any training: none, or of one class alone. */
import { noSamples, oneClass } from '#messages/generated/dataErrors.ts';
import type { PreparedData } from './PreparedData.ts';

/** A sentence for the reader where nothing can be learnt from the training part, or nothing but one answer; else null. */
export function dataAdvice({ train: { count, labels }, classes }: PreparedData): string | null {
  if (count === 0) return noSamples().text;
  const [first = 0] = labels;
  if (classes.length === 0 || !labels.every((label) => label === first)) return null;
  return oneClass({ name: classes[first] ?? String(first) }).text;
}
