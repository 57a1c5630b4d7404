/** Names of layers and units where there is no diagram; and symbols for formulas. */
import { factsOf } from '#experiment/dataFacts.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { inputNamesOf } from '#experiment/inputNames.ts';
import { networkShape } from '#experiment/networkShape.ts';
import { outputLayer } from '#nn/NetworkShape.ts';
import type { NameSources } from '../network/unitNames.ts';

export function namesOf({ data, network }: Pick<Experiment, 'data' | 'network'>): NameSources {
  const shape = networkShape({ data, network });
  return {
    shape,
    inputNames: inputNamesOf(data),
    outputNames: outputLayer(shape).units > 1 ? factsOf(data).classes : [],
  };
}

/** What comes into a layer, in a formula: x₁ or a₃. Long names are cut. */
export function symbolOf({ inputNames }: NameSources, layer: number, from: number): Symbol {
  if (from < 0) return { letter: 'b', index: '' };
  if (layer > 0) return { letter: 'a', index: String(from + 1) };
  const name = inputNames[from];
  const plain = /^x(\d)$/.exec(name ?? '');
  if (plain) return { letter: 'x', index: plain[1]! };
  if (name === undefined) return { letter: 'x', index: String(from + 1) };
  return { letter: name.length > MOST_LETTERS ? `${name.slice(0, MOST_LETTERS - 1)}…` : name, index: '' };
}

const MOST_LETTERS = 14;

export interface Symbol {
  readonly letter: string;
  readonly index: string;
}

export const symbolText = ({ letter, index }: Symbol): string => `${letter}${subscript(index)}`;

/** Digits below the line. */
const subscript = (digits: string): string =>
  [...digits].map((digit) => String.fromCodePoint(0x2080 + Number(digit))).join('');
