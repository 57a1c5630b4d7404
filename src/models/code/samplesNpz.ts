/** The samples of a network as `data.npz`, for code that trains it from scratch. */
import type { ModelFile } from '../ModelFormat.ts';
import type { ModelSamples, ModelToExport } from '../ModelToExport.ts';
import { npzFile, type NpyArray } from './npzFile.ts';

/** None for digits: the code loads them from where they are published. */
export function samplesFiles({ samples, columns }: Pick<ModelToExport, 'samples' | 'columns'>): ModelFile[] {
  if (!samples) return [];
  const rows = ({ count, raw }: ModelSamples): NpyArray => ({ shape: [count, columns.length], values: raw });
  const labels = ({ count, labels: values }: ModelSamples): NpyArray => ({ shape: [count], values });
  const bytes = npzFile({
    train_rows: rows(samples.train),
    train_labels: labels(samples.train),
    test_rows: rows(samples.test),
    test_labels: labels(samples.test),
  });
  return [{ name: 'data.npz', bytes }];
}
