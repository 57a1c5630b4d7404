/**
 * Curated experiments: each shows one thing, and its text says what to look for. `presets.test.ts` checks that all are valid; what
 * the texts promise was tried with several seeds.
 */
import * as say from '#messages/generated/presets.ts';
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

type Say = () => string;

/** Texts are read when they are shown: the language comes later than this module. */
function preset(id: string, title: Say, about: Say, input: ExperimentInput): Preset {
  return {
    id,
    get title() {
      return title();
    },
    get about() {
      return about();
    },
    get experiment() {
      return parseExperiment({ title: title(), ...input });
    },
  };
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
  preset('circle-three-units', say.circleThreeUnits, say.circleThreeUnitsAbout, {
    data: { set: 'circle' },
    network: { hidden: layers('tanh', 3) },
  }),
  preset('xor-nothing-hidden', say.xorNothingHidden, say.xorNothingHiddenAbout, {
    data: { set: 'xor' },
    network: { hidden: [] },
  }),
  preset('xor-product', say.xorProduct, say.xorProductAbout, {
    data: { set: 'xor', features: ['x1*x2'] },
    network: { hidden: [] },
  }),
  preset('spiral-two-layers', say.spiralTwoLayers, say.spiralTwoLayersAbout, { data: { set: 'spiral' } }),
  preset('learning-by-heart', say.learningByHeart, say.learningByHeartAbout, BY_HEART),
  preset('held-back', say.heldBack, say.heldBackAbout, { ...BY_HEART, training: { l2: 0.01 } }),
  preset('too-fast', say.tooFast, say.tooFastAbout, {
    data: { set: 'circle' },
    network: { hidden: layers('tanh', 6, 4) },
    training: { optimizer: { name: 'sgd', learningRate: 3 } },
  }),
  preset('four-classes', say.fourClasses, say.fourClassesAbout, { data: { set: 'blobs', noise: 0.1 } }),
  preset('hills', say.hills, say.hillsAbout, { data: { set: 'multi-gaussian' } }),
  preset('digits', say.digits, say.digitsAbout, { data: { set: 'mnist' } }),
];
