/** What is wrong with the samples themselves, before any training: none, or of one class alone. */
import type { Failure } from '#messages/Failure.ts';
import { noSamples, oneClass } from '#messages/generated/dataErrors.ts';
import type { PreparedData } from './PreparedData.ts';

/** The failure where nothing can be learnt from the training part, or nothing but one answer; else null. */
export function dataAdvice({ train: { count, labels }, classes }: PreparedData): Failure | null {
  if (count === 0) return noSamples();
  const [first = 0] = labels;
  if (classes.length === 0 || !labels.every((label) => label === first)) return null;
  return oneClass({ name: classes[first] ?? String(first) });
}
