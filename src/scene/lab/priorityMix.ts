/** Priority mixes to choose from; any other mix, e.g. of a link, is shown as "Own mix". */
import type { LoadSpec } from '#experiment/experiment.ts';

export type MixName = 'one' | 'even' | 'fewHigh' | 'mostHigh' | 'own';

interface Mix {
  readonly name: MixName;
  readonly label: string;
  /** null: the present mix stays. */
  readonly mix: 'one' | readonly number[] | null;
}

export const PRIORITY_MIXES: readonly Mix[] = [
  { name: 'one', label: 'All the same', mix: 'one' },
  { name: 'even', label: 'A third each', mix: [1, 1, 1] },
  { name: 'fewHigh', label: '1 in 10 first', mix: [0.1, 0.9, 0] },
  { name: 'mostHigh', label: '9 in 10 first', mix: [0.9, 0, 0.1] },
  { name: 'own', label: 'Own mix', mix: null },
];

export function mixText(mix: LoadSpec['priorityMix']): MixName {
  return PRIORITY_MIXES.find((one) => one.mix !== null && String(one.mix) === String(mix))?.name ?? 'own';
}
