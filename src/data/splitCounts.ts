/** Number of training and test samples: at least one of each, where there are two. */
import { factsOf, type DataSource } from '#experiment/dataFacts.ts';
import type { DataSpec } from '#experiment/experiment.ts';

export function splitCounts(data: DataSource & Pick<DataSpec, 'samples' | 'trainShare'>): {
  train: number;
  test: number;
} {
  const facts = factsOf(data);
  if (facts.kind === 'image') {
    // Images have an official split; no image of one part is used as the other.
    const { parts } = facts;
    if (data.samples === 'all') return { ...parts };
    const train = Math.min(parts.train, Math.round(data.samples * data.trainShare));
    return { train, test: Math.min(parts.test, data.samples - train) };
  }
  const count = data.samples === 'all' ? facts.samples.max : data.samples;
  const train = count < 2 ? count : Math.min(count - 1, Math.max(1, Math.round(count * data.trainShare)));
  return { train, test: count - train };
}
