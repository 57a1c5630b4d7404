/** How a setting becomes a line of the palette: one of some names, or a number with its usual values. */
import type { Experiment } from '#experiment/experiment.ts';
import { settingText } from '#messages/numberText.ts';
import type { PaletteEntry } from './PaletteEntry.ts';

type Edit = (experiment: Experiment) => Experiment;

interface Named<T extends string> {
  readonly id: string;
  readonly label: string;
  readonly words?: string;
  readonly value: T | null;
  readonly values: readonly T[];
  labelOf(value: T): string;
  set(value: T): Edit;
}

export function named<T extends string>({
  id,
  label,
  words = '',
  value,
  values,
  labelOf,
  set,
}: Named<T>): PaletteEntry {
  return {
    id,
    group: 'change',
    label,
    words,
    choices: values.map((each) => ({
      label: labelOf(each),
      isPresent: each === value,
      run: ({ edit }) => edit(set(each)),
    })),
    run: () => undefined,
  };
}

interface Numeric {
  readonly id: string;
  readonly label: string;
  readonly words?: string;
  readonly value: number;
  readonly values: readonly number[];
  readonly range: { readonly min: number; readonly max: number };
  readonly whole?: boolean;
  /** What 0 is called where it is no number. */
  readonly off?: string;
  set(value: number): Edit;
}

export function numeric({
  id,
  label,
  words = '',
  value,
  values,
  range,
  whole = false,
  off,
  set,
}: Numeric): PaletteEntry {
  const choice = (each: number) => ({
    label: each === 0 && off !== undefined ? off : settingText(each),
    isPresent: each === value,
    run: ({ edit }: { edit(change: Edit): void }) => edit(set(each)),
  });
  const shown = values.includes(value) ? values : [...values, value].sort((a, b) => a - b);
  return {
    id,
    group: 'change',
    label,
    words,
    choices: shown.map(choice),
    typed: (each) =>
      each < range.min || each > range.max || (whole && !Number.isInteger(each)) ? null : choice(each),
    run: () => undefined,
  };
}

export const training =
  (part: Partial<Experiment['training']>): Edit =>
  (experiment) => ({ ...experiment, training: { ...experiment.training, ...part } });
export const network =
  (part: Partial<Experiment['network']>): Edit =>
  (experiment) => ({ ...experiment, network: { ...experiment.network, ...part } });
export const serving =
  (part: Partial<Experiment['serving']>): Edit =>
  (experiment) => ({ ...experiment, serving: { ...experiment.serving, ...part } });
