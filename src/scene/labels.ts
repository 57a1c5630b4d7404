/**
 * The names that the screen gives to the vocabulary of an Experiment: short for a cell, whole for a list. Activations,
 * losses and optimisers bring theirs with them (`nn/activations/` …).
 */
import { DATA_SETS } from '#datasets/registry.ts';
import type { Experiment } from '#experiment/experiment.ts';
import type { DeviceName, Feature } from '#experiment/vocabulary.ts';
import { DESCRIBED_ACTIVATIONS } from '#nn/activations.ts';
import type { Label } from '#nn/Label.ts';
import { LOSS_FUNCTIONS } from '#nn/losses.ts';
import { OPTIMIZER_RULES } from '#nn/optimizers.ts';
import type { Initializer } from '#nn/vocabulary.ts';

const labelsOf = <Name extends string>(
  members: Readonly<Record<Name, { readonly label: Label }>>,
): Readonly<Record<Name, Label>> =>
  Object.fromEntries(
    Object.entries<{ readonly label: Label }>(members).map(([name, { label }]) => [name, label]),
  ) as Record<Name, Label>;

export const LOSS_WORDS = labelsOf(LOSS_FUNCTIONS);
export const ACTIVATION_WORDS = labelsOf(DESCRIBED_ACTIVATIONS);
export const OPTIMIZER_WORDS = labelsOf(OPTIMIZER_RULES);

export const INITIALIZER_WORDS: Readonly<Record<Initializer, Label>> = {
  playground: { short: '±0.5', whole: 'Uniform ±0.5', about: 'All biases 0.1' },
  glorotUniform: { short: 'Glorot', whole: 'Glorot uniform', about: 'For tanh and sigmoid' },
  glorotNormal: { short: 'Glorot normal', whole: 'Glorot normal', about: 'For tanh and sigmoid' },
  heUniform: { short: 'He', whole: 'He uniform', about: 'For ReLU and similar' },
  heNormal: { short: 'He normal', whole: 'He normal', about: 'For ReLU and similar' },
  lecunUniform: { short: 'LeCun', whole: 'LeCun uniform', about: 'For SELU' },
  lecunNormal: { short: 'LeCun normal', whole: 'LeCun normal', about: 'For SELU' },
  zeros: {
    short: 'Zeros',
    whole: 'All zero',
    about: 'All units stay identical. Shows why starts are random',
  },
};

export const DEVICE_WORDS: Readonly<Record<DeviceName, string>> = {
  webgpu: 'WebGPU',
  wasm: 'WASM',
  cpu: 'CPU',
};

/** For screen readers and tooltips; on the screen a feature is a formula. */
export const FEATURE_WORDS: Readonly<Record<Feature, string>> = {
  x1: 'x1',
  x2: 'x2',
  'x1^2': 'x1 squared',
  'x2^2': 'x2 squared',
  'x1*x2': 'x1 times x2',
  'sin(x1)': 'sine of x1',
  'sin(x2)': 'sine of x2',
};

const COUNTS = [
  'no',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];

/** Title of an experiment, or one made from its data and network: "Spiral, two hidden layers". */
export function titleOf(experiment: Experiment): string {
  if (experiment.title !== undefined) return experiment.title;
  const layers = experiment.network.hidden.length;
  const count = COUNTS[layers] ?? String(layers);
  return `${DATA_SETS[experiment.data.set].label}, ${count} hidden ${layers === 1 ? 'layer' : 'layers'}`;
}
