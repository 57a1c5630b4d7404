/**
 * Curated experiments: each shows one thing, and its text says what to look for. `presets.test.ts` checks that all are valid; what
 * the texts promise was tried with several seeds.
 */
import type { Activation } from '#nn/vocabulary.ts';
import type { Experiment, ExperimentInput } from './experiment.ts';
import { parseExperiment } from './parseExperiment.ts';

export interface Preset {
  /** Used in addresses and tests: never renamed. */
  readonly id: string;
  readonly title: string;
  /** What to do and what to look for. */
  readonly about: string;
  /** Its `title` is the preset's. */
  readonly experiment: Experiment;
}

function preset(id: string, title: string, about: string, input: ExperimentInput): Preset {
  return { id, title, about, experiment: parseExperiment({ title, ...input }) };
}

const layers = (activation: Activation, ...units: number[]) =>
  units.map((count) => ({ units: count, activation }));

/** Few points, some of them mislabelled, and far more parameters than they need. */
const BY_HEART: ExperimentInput = {
  data: { set: 'circle', samples: 120, noise: 0.2 },
  network: { hidden: layers('tanh', 16, 16) },
  view: { showTest: true },
};

export const PRESETS: readonly Preset[] = [
  preset(
    'circle-three-units',
    'A circle from three lines',
    'Each hidden unit draws one line. Play, then hover over the three units: together they enclose the disc.',
    { data: { set: 'circle' }, network: { hidden: layers('tanh', 3) } },
  ),
  preset(
    'xor-nothing-hidden',
    'Xor with nothing hidden',
    'One line cannot separate opposite corners: the loss stays near a half. Add a hidden layer and play again.',
    { data: { set: 'xor' }, network: { hidden: [] } },
  ),
  preset(
    'xor-product',
    'Xor, solved by a feature',
    'Still no hidden layer, but the product of x1 and x2 as an input. The right feature replaces a layer.',
    { data: { set: 'xor', features: ['x1*x2'] }, network: { hidden: [] } },
  ),
  preset(
    'spiral-two-layers',
    'Spiral, two hidden layers',
    'The first layer draws lines, the second combines them into curves. Watch the arms separate.',
    { data: { set: 'spiral' } },
  ),
  preset(
    'learning-by-heart',
    'Learning by heart',
    'Sixty points, some with a wrong label, and a large network: the training loss falls to nothing, the test loss climbs.',
    BY_HEART,
  ),
  preset(
    'held-back',
    'Held back by L2',
    'The same points and network, but large weights cost something. The wrong labels are ignored, and the test loss stays lower.',
    { ...BY_HEART, training: { l2: 0.01 } },
  ),
  preset(
    'too-fast',
    'A learning rate too large',
    'The steps are so big that units get stuck where their curve is flat. Lower the rate and reset.',
    {
      data: { set: 'circle' },
      network: { hidden: layers('tanh', 6, 4) },
      training: { optimizer: { name: 'sgd', learningRate: 3 } },
    },
  ),
  preset(
    'four-classes',
    'Four classes, one unit each',
    'Softmax makes the four outputs compete: they always add up to one. Hover over an output to see its part.',
    { data: { set: 'blobs', noise: 0.1 } },
  ),
  preset(
    'hills',
    'Hills and hollows',
    'Here the output is a height, not a class. Remove units until the hills begin to merge.',
    { data: { set: 'multi-gaussian' } },
  ),
  preset(
    'digits',
    'Handwritten digits',
    'Nine digits in ten are right after three epochs. Watch which ones are mixed up, then draw a digit of your own.',
    { data: { set: 'mnist' } },
  ),
];
