/** From the sample that is followed to the row that the network sees. */
import type { PreparedData } from '#data/PreparedData.ts';
import type { Followed } from '#state/inspectStore.ts';

export interface SampleRow {
  /** [inputs] */
  readonly row: Float32Array;
  /** [outputs]; null where no truth is known. */
  readonly target: Float32Array | null;
  /** Point, columns or pixels. */
  readonly raw: Float32Array;
  /** Class index or value; null where no truth is known. */
  readonly label: number | null;
}

/** null while the samples are loading, or where there is no such sample. */
export function sampleRow(data: PreparedData | null, followed: Followed): SampleRow | null {
  if (!data) return null;
  if ('raw' in followed) {
    const width = data.train.count > 0 ? data.train.raw.length / data.train.count : followed.raw.length;
    if (followed.raw.length !== width) return null;
    return { row: data.toInputs(followed.raw), target: null, raw: followed.raw, label: null };
  }
  const { count, inputs, targets, raw, labels } = data[followed.split];
  const { index } = followed;
  if (index >= count) return null;
  const part = (values: Float32Array): Float32Array => {
    const width = values.length / count;
    return values.slice(index * width, (index + 1) * width);
  };
  return { row: part(inputs), target: part(targets), raw: part(raw), label: labels[index] ?? null };
}

/** The sample of the plane nearest to a place, within a distance; null for none. */
export function nearestSample(
  data: PreparedData,
  [x1, x2]: readonly [number, number],
  within: number,
  parts: readonly ('train' | 'test')[],
): Followed | null {
  let [best, distance]: [Followed | null, number] = [null, within];
  for (const split of parts) {
    const { count, raw } = data[split];
    for (let index = 0; index < count; index++) {
      const far = Math.hypot(raw[2 * index]! - x1, raw[2 * index + 1]! - x2);
      if (far > distance) continue;
      distance = far;
      best = { split, index };
    }
  }
  return best;
}
