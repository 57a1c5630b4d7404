/**
 * The names that the screen gives to the vocabulary of an Experiment: short for a cell, whole for a list. Members of a registry
 * bring their English with them (`nn/activations/`, `datasets/sets/` …); other languages translate it by code. Read while
 * rendering: the language comes later than the imports.
 */
import { BATCH_POLICIES } from '#batching/registry.ts';
import { DATA_SETS, isOwnSet, labelOfSet, type DataSetName } from '#datasets/registry.ts';
import type { Experiment } from '#experiment/experiment.ts';
import type { DeviceName, Feature } from '#experiment/vocabulary.ts';
import * as say from '#messages/generated/labels.ts';
import { saidByCode } from '#messages/say.ts';
import { DESCRIBED_ACTIVATIONS } from '#nn/activations.ts';
import { CLIPPING_RULES } from '#nn/clipping.ts';
import type { Label } from '#nn/Label.ts';
import { SCHEDULE_RULES } from '#nn/learningRates.ts';
import { LOSS_FUNCTIONS } from '#nn/losses.ts';
import { OPTIMIZER_RULES } from '#nn/optimizers.ts';
import type { ScheduleSetting } from '#nn/ScheduleRule.ts';
import type {
  HyperparameterName,
  Initializer,
  OptimizerName,
  ScheduleName,
  ScheduleSettingName,
} from '#nn/vocabulary.ts';

const LABEL = ['short', 'whole', 'about'] as const;
const DESCRIPTION = ['label', 'about'] as const;

/** What the members say of themselves, in the present language: codes as `scripts/registryTexts.mjs` makes them. */
function wordsOf<Name extends string, Member, Field extends string>(
  registry: string,
  members: Readonly<Record<Name, Member>>,
  fields: readonly Field[],
  english: (member: Member) => Readonly<Record<Field, string>>,
): Readonly<Record<Name, Readonly<Record<Field, string>>>> {
  const words = Object.entries<Member>(members).map(([name, member]) => {
    const said = fields.map((field) => [
      field,
      { get: () => saidByCode(`${registry}.${name}.${field}`) ?? english(member)[field] },
    ]);
    return [name, Object.defineProperties({}, Object.fromEntries(said) as PropertyDescriptorMap)];
  });
  return Object.fromEntries(words) as Record<Name, Readonly<Record<Field, string>>>;
}

export const LOSS_LABELS = wordsOf('losses', LOSS_FUNCTIONS, LABEL, ({ label }) => label);
export const ACTIVATION_LABELS = wordsOf('activations', DESCRIBED_ACTIVATIONS, LABEL, ({ label }) => label);
export const OPTIMIZER_LABELS = wordsOf('optimizers', OPTIMIZER_RULES, LABEL, ({ label }) => label);
export const SCHEDULE_LABELS = wordsOf('schedules', SCHEDULE_RULES, LABEL, ({ label }) => label);
export const CLIPPING_LABELS = wordsOf('clipping', CLIPPING_RULES, LABEL, ({ label }) => label);
export const POLICY_LABELS = wordsOf('policies', BATCH_POLICIES, DESCRIPTION, (policy) => policy);
export const DATA_SET_WORDS = wordsOf('dataSets', DATA_SETS, DESCRIPTION, (set) => set);

/** Name of an optimiser's hyperparameter. */
export function hyperparameterWord(
  optimizer: OptimizerName,
  name: HyperparameterName,
  english: string,
): string {
  return saidByCode(`optimizers.${optimizer}.${name}`) ?? english;
}

/** Name of a schedule's setting, and what it does. */
export function scheduleSettingWords(
  schedule: ScheduleName,
  name: ScheduleSettingName,
  { label, about }: ScheduleSetting,
): Readonly<Record<'label' | 'about', string>> {
  const code = `schedules.${schedule}.${name}`;
  return { label: saidByCode(code) ?? label, about: saidByCode(`${code}.about`) ?? about };
}

const INITIALIZER_LABELS: Readonly<Record<Initializer, () => Label>> = {
  playground: () => ({
    short: say.initPlaygroundShort(),
    whole: say.initPlayground(),
    about: say.initPlaygroundAbout(),
  }),
  glorotUniform: () => ({
    short: say.initGlorotShort(),
    whole: say.initGlorotUniform(),
    about: say.forTanhAndSigmoid(),
  }),
  glorotNormal: () => ({
    short: say.initGlorotNormal(),
    whole: say.initGlorotNormal(),
    about: say.forTanhAndSigmoid(),
  }),
  heUniform: () => ({ short: say.initHeShort(), whole: say.initHeUniform(), about: say.forReluAndSimilar() }),
  heNormal: () => ({ short: say.initHeNormal(), whole: say.initHeNormal(), about: say.forReluAndSimilar() }),
  lecunUniform: () => ({ short: say.initLecunShort(), whole: say.initLecunUniform(), about: say.forSelu() }),
  lecunNormal: () => ({ short: say.initLecunNormal(), whole: say.initLecunNormal(), about: say.forSelu() }),
  zeros: () => ({ short: say.initZerosShort(), whole: say.initZeros(), about: say.initZerosAbout() }),
};

export const initializerWords = (initializer: Initializer): Label => INITIALIZER_LABELS[initializer]();

/** Names of techniques, the same in every language. */
export const DEVICE_LABELS: Readonly<Record<DeviceName, string>> = {
  webgpu: 'WebGPU',
  wasm: 'WASM',
  cpu: 'CPU',
};

const FEATURES: Readonly<Record<Feature, () => string>> = {
  x1: () => 'x1',
  x2: () => 'x2',
  'x1^2': say.x1Squared,
  'x2^2': say.x2Squared,
  'x1*x2': say.x1TimesX2,
  'sin(x1)': say.sineOfX1,
  'sin(x2)': say.sineOfX2,
};

/** For screen readers and tooltips; on the screen a feature is a formula. */
export const featureWords = (feature: Feature): string => FEATURES[feature]();

/** The name of a set; one's own have no words of their own there. */
export const dataSetLabel = (set: DataSetName): string =>
  isOwnSet(set) ? labelOfSet(set) : DATA_SET_WORDS[set].label;

/** Title of an experiment, or one made from its data and network: "Spiral, two hidden layers". */
export function titleOf(experiment: Experiment): string {
  if (experiment.title !== undefined) return experiment.title;
  const set = dataSetLabel(experiment.data.set);
  return say.titleOfExperiment({ set, layers: experiment.network.hidden.length });
}
