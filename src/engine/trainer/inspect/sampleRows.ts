/** Samples by their index in the data that is trained on; of images the page has but a few. */
import type { Split } from '#data/PreparedData.ts';
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/inspectErrors.ts';
import type { FoundSamples, SampleAt } from '#protocol/inspect.ts';

/** @throws Error with a sentence for the reader where there is no such sample */
export function sampleAt({ count, inputs, targets, raw, labels }: Split, index: number): SampleAt {
  if (!(index < count)) throw failed(failures.noSuchSample({ number: index + 1, count }));
  const part = (values: Float32Array): Float32Array => {
    const width = values.length / count;
    return values.slice(index * width, (index + 1) * width);
  };
  return { row: part(inputs), target: part(targets), raw: part(raw), label: labels[index]! };
}

export function rawRows(
  { count, raw, labels }: Split,
  index: Uint32Array,
): NonNullable<FoundSamples['rows']> {
  const width = raw.length / Math.max(1, count);
  const rows = new Float32Array(index.length * width);
  for (const [i, n] of index.entries()) rows.set(raw.subarray(n * width, (n + 1) * width), i * width);
  return { raw: rows, labels: Float32Array.from(index, (n) => labels[n]!) };
}
