/** The names that the screen gives to the vocabulary of an Experiment: short for a cell, whole for a list. */
import { DATA_SETS } from '../spec/dataSets.ts';
import type { Experiment } from '../spec/experiment.ts';
import type {
  Activation,
  DeviceName,
  Feature,
  Initializer,
  Loss,
  OptimizerName,
  OutputActivation,
} from '../spec/vocabulary.ts';

interface Words {
  readonly short: string;
  readonly whole: string;
  readonly about: string;
}

export const LOSS_WORDS: Readonly<Record<Loss, Words>> = {
  halfSquaredError: {
    short: 'Half squared',
    whole: 'Half squared error',
    about: 'Half of the squared distance from the target',
  },
  meanSquaredError: {
    short: 'Mean squared',
    whole: 'Mean squared error',
    about: 'Squared distance, mean of the outputs',
  },
  huber: { short: 'Huber', whole: 'Huber', about: 'Squared near the target, straight further out' },
  hinge: { short: 'Hinge', whole: 'Hinge', about: 'Zero once a point is a margin of 1 on the right side' },
  binaryCrossentropy: {
    short: 'Cross-entropy',
    whole: 'Binary cross-entropy',
    about: 'Surprise at the truth; each output is a yes or no',
  },
  categoricalCrossentropy: {
    short: 'Cross-entropy',
    whole: 'Categorical cross-entropy',
    about: 'Surprise at the truth; exactly one class is right',
  },
};

export const OUTPUT_WORDS: Readonly<Record<OutputActivation, Words>> = {
  linear: { short: 'Linear', whole: 'Linear', about: 'The sum as it is' },
  tanh: { short: 'tanh', whole: 'tanh', about: 'Bent into −1 to +1' },
  sigmoid: { short: 'Sigmoid', whole: 'Sigmoid', about: 'Bent into 0 to 1, each output by itself' },
  softmax: { short: 'Softmax', whole: 'Softmax', about: 'Probabilities of the classes, together 1' },
};

export const OPTIMIZER_WORDS: Readonly<Record<OptimizerName, Words>> = {
  sgd: { short: 'SGD', whole: 'SGD', about: 'A step against the gradient' },
  momentum: { short: 'Momentum', whole: 'Momentum', about: 'SGD that keeps part of its last velocity' },
  nesterov: { short: 'Nesterov', whole: 'Nesterov', about: 'Momentum that looks ahead' },
  rmsprop: { short: 'RMSProp', whole: 'RMSProp', about: 'Steps divided by the recent size of the gradient' },
  adagrad: { short: 'Adagrad', whole: 'Adagrad', about: 'Steps that shrink where gradients were large' },
  adam: { short: 'Adam', whole: 'Adam', about: 'Momentum and RMSProp together' },
  adamw: { short: 'AdamW', whole: 'AdamW', about: 'Adam with weight decay of its own' },
};

export const INITIALIZER_WORDS: Readonly<Record<Initializer, Words>> = {
  playground: { short: '±0.5', whole: 'Uniform ±0.5', about: 'All biases 0.1' },
  glorotUniform: { short: 'Glorot', whole: 'Glorot uniform', about: 'For tanh and sigmoid' },
  glorotNormal: { short: 'Glorot normal', whole: 'Glorot normal', about: 'For tanh and sigmoid' },
  heUniform: { short: 'He', whole: 'He uniform', about: 'For ReLU and its kin' },
  heNormal: { short: 'He normal', whole: 'He normal', about: 'For ReLU and its kin' },
  lecunUniform: { short: 'LeCun', whole: 'LeCun uniform', about: 'For SELU' },
  lecunNormal: { short: 'LeCun normal', whole: 'LeCun normal', about: 'For SELU' },
  zeros: { short: 'Zeros', whole: 'All zero', about: 'Units stay alike: shows why chance is needed' },
};

export const ACTIVATION_WORDS: Readonly<Record<Activation, string>> = {
  linear: 'Linear',
  relu: 'ReLU',
  leakyRelu: 'Leaky ReLU',
  elu: 'ELU',
  selu: 'SELU',
  gelu: 'GELU',
  silu: 'SiLU',
  softplus: 'Softplus',
  tanh: 'tanh',
  sigmoid: 'Sigmoid',
};

export const DEVICE_WORDS: Readonly<Record<DeviceName, string>> = {
  webgpu: 'WebGPU',
  wasm: 'WASM',
  cpu: 'CPU',
};

/** For screen readers and tooltips; on the screen a feature is set as a formula. */
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

/** What an experiment is called as long as nobody has named it: "Spiral, two hidden layers". */
export function titleOf(experiment: Experiment): string {
  if (experiment.title !== undefined) return experiment.title;
  const layers = experiment.network.hidden.length;
  const count = COUNTS[layers] ?? String(layers);
  return `${DATA_SETS[experiment.data.set].label}, ${count} hidden ${layers === 1 ? 'layer' : 'layers'}`;
}
