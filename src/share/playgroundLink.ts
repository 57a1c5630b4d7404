/**
 * Reads links of TensorFlow Playground (`#activation=tanh&networkShape=4,2&…`), the 27 properties of its `state.ts` and the
 * controls that it hides, as an Experiment. Values are read as it reads them: one that it does not know leaves its default, one
 * outside the limits of an Experiment is moved to the nearest.
 */
import type { DataSetName } from '#datasets/registry.ts';
import type { ExperimentInput } from '#experiment/experiment.ts';
import { LIMITS } from '#experiment/limits.ts';
import type { Activation } from '#nn/vocabulary.ts';
import { hashText } from '#nn/hashText.ts';

/** What a link of the playground holds, and what of it has no place in an Experiment. */
export interface PlaygroundLink {
  readonly input: ExperimentInput;
  /** Controls that it hides. */
  readonly hiddenControls: number;
  /** Name of the text beside its playground; empty where there is none. */
  readonly tutorial: string;
  /** Values that were moved to the nearest one within the limits, and hidden layers beyond the most. */
  readonly moved: number;
  /** It has no inputs at all; x1 and x2 take their place. */
  readonly lacksInputs: boolean;
}

const ACTIVATIONS: Readonly<Record<string, Activation>> = {
  relu: 'relu',
  tanh: 'tanh',
  sigmoid: 'sigmoid',
  linear: 'linear',
};
const CLASS_SETS = { circle: 'circle', xor: 'xor', gauss: 'gaussians', spiral: 'spiral' } as const;
const VALUE_SETS = { 'reg-plane': 'plane', 'reg-gauss': 'multi-gaussian' } as const;
/** Its names of the inputs, ours, and whether it has them from the start. */
const INPUTS: readonly (readonly [name: string, feature: string, isDefault: boolean])[] = [
  ['x', 'x1', true],
  ['y', 'x2', true],
  ['xSquared', 'x1^2', false],
  ['ySquared', 'x2^2', false],
  ['xTimesY', 'x1*x2', false],
  ['sinX', 'sin(x1)', false],
  ['sinY', 'sin(x2)', false],
  ['cosX', 'cos(x1)', false],
  ['cosY', 'cos(x2)', false],
];
const OTHERS = [
  'activation',
  'regularization',
  'batchSize',
  'dataset',
  'regDataset',
  'learningRate',
  'regularizationRate',
  'noise',
  'networkShape',
  'seed',
  'showTestData',
  'discretize',
  'percTrainData',
  'collectStats',
  'tutorial',
  'problem',
  'initZero',
  'hideText',
];
const PROPERTIES = new Set([...OTHERS, ...INPUTS.map(([name]) => name)]);
const HIDES = /_hide$/;
/** Its samples; they cannot be chosen there. */
const SAMPLES = { classification: 500, regression: 1_200 };

/**
 * @param fragment of a link, without '#', percent-decoded
 * @returns null where it is no link of the playground
 * @example readPlaygroundLink('dataset=xor&networkShape=3')?.input.data?.set // 'xor'
 */
export function readPlaygroundLink(fragment: string): PlaygroundLink | null {
  const pairs = fragment
    .replaceAll('&amp;', '&')
    .split('&')
    .map((pair) => /^(\w+)=(.*)$/s.exec(pair));
  const known = pairs.filter((pair) => pair && (PROPERTIES.has(pair[1]!) || HIDES.test(pair[1]!)));
  if (known.length === 0) return null;
  const values = new Map(known.map((pair) => [pair![1]!, pair![2]!.trim()]));
  return readProperties(values);
}

function readProperties(values: ReadonlyMap<string, string>): PlaygroundLink {
  let moved = 0;
  const textOf = (name: string): string => values.get(name) ?? '';
  const oneOf = <T>(name: string, members: Readonly<Record<string, T>>, otherwise: T): T =>
    Object.hasOwn(members, textOf(name)) ? members[textOf(name)]! : otherwise;
  const isOn = (name: string, otherwise = false): boolean =>
    textOf(name) === '' ? otherwise : textOf(name) !== 'false';
  const within = (value: number, { min, max }: { readonly min: number; readonly max: number }): number => {
    const nearest = Math.min(max, Math.max(min, value));
    if (nearest !== value) moved++;
    return nearest;
  };
  const numberOf = (name: string, otherwise: number): number => {
    const value = Number(textOf(name));
    return textOf(name) === '' || !Number.isFinite(value) ? otherwise : value;
  };

  const isRegression = textOf('problem') === 'regression';
  const set = isRegression
    ? oneOf<DataSetName>('regDataset', VALUE_SETS, 'plane')
    : oneOf<DataSetName>('dataset', CLASS_SETS, 'circle');
  const features = INPUTS.filter(([name, , isDefault]) => isOn(name, isDefault)).map(
    ([, feature]) => feature,
  );
  const activation = oneOf('activation', ACTIVATIONS, 'tanh');
  const units = layerWidths(values.get('networkShape'));
  const most = LIMITS.hiddenLayers.max;
  if (units.length > most) moved += units.length - most;
  const rate = within(numberOf('regularizationRate', 0), LIMITS.l2);
  const seed = seedOf(textOf('seed'));

  const input: ExperimentInput = {
    data: {
      set,
      samples: isRegression ? SAMPLES.regression : SAMPLES.classification,
      noise: noiseOf(numberOf('noise', 0)),
      trainShare: within(numberOf('percTrainData', 50) / 100, LIMITS.trainShare),
      seed,
      features: features.length > 0 ? features : ['x1', 'x2'],
    },
    network: {
      hidden: units
        .slice(0, most)
        .map((count) => ({ units: within(Math.round(count), LIMITS.units), activation })),
      output: { activation: isRegression ? 'linear' : 'tanh' },
      initializer: isOn('initZero') ? 'zeros' : 'playground',
      seed,
    },
    training: {
      loss: 'halfSquaredError',
      optimizer: { name: 'sgd', learningRate: within(numberOf('learningRate', 0.03), LIMITS.learningRate) },
      batchSize: within(Math.round(numberOf('batchSize', 10)), LIMITS.batchSize),
      l1: textOf('regularization') === 'L1' ? rate : 0,
      l2: textOf('regularization') === 'L2' ? rate : 0,
    },
    view: { showTest: isOn('showTestData'), discrete: isOn('discretize') },
  };
  const hiddenControls = [...values].filter(([name, value]) => HIDES.test(name) && value === 'true').length;
  return { input, hiddenControls, tutorial: textOf('tutorial'), moved, lacksInputs: features.length === 0 };
}

/** `4,2`; an empty list is a network without hidden layers, a missing one the playground's default. */
function layerWidths(text: string | undefined): number[] {
  if (text === undefined) return [4, 2];
  if (text === '') return [];
  return text.split(',').map((each) => (Number.isFinite(Number(each)) ? Number(each) : 1));
}

/** Percent; the playground takes anything above 80 for 50, and below 0 for 0. */
function noiseOf(percent: number): number {
  if (percent > 80) return 0.5;
  return Math.max(0, percent) / 100;
}

/** The playground draws seeds as `0.12345`; anything else is hashed, so that one link has one start. */
function seedOf(text: string): number {
  if (text === '') return 1;
  if (/^0\.\d{1,5}$/.test(text)) return Math.round(Number(text) * 100_000);
  return hashText(text);
}
