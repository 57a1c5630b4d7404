/** Priority mixes to choose from; any other mix, e.g. of a link, is shown as "Own mix". */
import type { LoadSpec } from '#experiment/experiment.ts';
import * as say from '#messages/generated/load.ts';

export type MixName = 'one' | 'even' | 'fewHigh' | 'mostHigh' | 'own';

interface Mix {
  readonly name: MixName;
  label(): string;
  /** null: the present mix stays. */
  readonly mix: 'one' | readonly number[] | null;
}

export const PRIORITY_MIXES: readonly Mix[] = [
  { name: 'one', label: say.allTheSame, mix: 'one' },
  { name: 'even', label: say.thirdEach, mix: [1, 1, 1] },
  { name: 'fewHigh', label: say.fewFirst, mix: [0.1, 0.9, 0] },
  { name: 'mostHigh', label: say.mostFirst, mix: [0.9, 0, 0.1] },
  { name: 'own', label: say.ownMix, mix: null },
];

export function mixText(mix: LoadSpec['priorityMix']): MixName {
  return PRIORITY_MIXES.find((one) => one.mix !== null && String(one.mix) === String(mix))?.name ?? 'own';
}
