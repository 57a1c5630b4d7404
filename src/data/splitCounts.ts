/** How many samples train and how many test. Every set keeps at least one of each. */
import { DATA_SETS } from '../spec/dataSets.ts';
import type { DataSpec } from '../spec/experiment.ts';

/** The digits come in two official parts, by different writers; neither may lend to the other. */
export const DIGITS = { train: 60_000, test: 10_000 } as const;

export function splitCounts(data: Pick<DataSpec, 'set' | 'samples' | 'trainShare'>): {
  train: number;
  test: number;
} {
  const facts = DATA_SETS[data.set];
  if (facts.kind === 'image') {
    if (data.samples === 'all') return { ...DIGITS };
    const train = Math.min(DIGITS.train, Math.round(data.samples * data.trainShare));
    return { train, test: Math.min(DIGITS.test, data.samples - train) };
  }
  const count = data.samples === 'all' ? facts.samples.max : data.samples;
  const train = Math.min(count - 1, Math.max(1, Math.round(count * data.trainShare)));
  return { train, test: count - train };
}
