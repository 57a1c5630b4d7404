/**
 * The fields of an experiment that the screen offers to a sweep: how their values are spaced and which it proposes. Scripts may sweep
 * any field of data, network or training; the schema checks what comes of it.
 */
import type { Experiment } from '#experiment/experiment.ts';
import { factsOf } from '#experiment/dataFacts.ts';
import { LIMITS } from '#experiment/limits.ts';
import { OUTPUTS_OF_LOSS, OUTPUTS_OF_TASK } from '#experiment/output.ts';
import { ACTIVATIONS, INITIALIZERS, OPTIMIZERS } from '#nn/vocabulary.ts';

export type SweepValue = number | string;

interface Kind {
  readonly path: string;
  /** Values that the tab opens the field with. */
  proposed(experiment: Experiment): readonly SweepValue[];
  /** Whether the field means anything in this experiment; absent where it always does. */
  applies?(experiment: Experiment): boolean;
}

/** A number; `log` where a factor means more than a difference, so that random draws are uniform in the logarithm. */
export interface NumberField extends Kind {
  readonly kind: 'real' | 'whole';
  readonly scale: 'linear' | 'log';
  readonly min: number;
  readonly max: number;
}
/** One of several words. */
export interface WordField extends Kind {
  readonly kind: 'word';
  words(experiment: Experiment): readonly string[];
}
export type SweepField = NumberField | WordField;

const hasHidden = ({ network }: Experiment): boolean => network.hidden.length > 0;
const number = (
  path: string,
  kind: NumberField['kind'],
  scale: NumberField['scale'],
  { min, max }: { readonly min: number; readonly max: number },
  proposed: readonly number[],
  applies?: Kind['applies'],
): NumberField => ({
  path,
  kind,
  scale,
  min,
  max,
  proposed: () => proposed,
  ...(applies ? { applies } : {}),
});
const word = (path: string, words: WordField['words'], applies?: Kind['applies']): WordField => ({
  path,
  kind: 'word',
  words,
  proposed: (experiment) => words(experiment).slice(0, 8),
  ...(applies ? { applies } : {}),
});

/** Units of every hidden layer at once. */
export const ALL_UNITS = 'network.hidden.*.units';
/** Number of hidden layers: the last one is repeated, or the last ones are left out. */
export const DEPTH = 'network.hidden.length';
export const WEIGHT_SEED = 'network.seed';

export const SWEEP_FIELDS: readonly SweepField[] = [
  number(
    'training.optimizer.learningRate',
    'real',
    'log',
    LIMITS.learningRate,
    [0.001, 0.003, 0.01, 0.03, 0.1, 0.3],
  ),
  number(ALL_UNITS, 'whole', 'log', LIMITS.units, [1, 2, 3, 4, 6, 8, 12, 16], hasHidden),
  number(DEPTH, 'whole', 'linear', LIMITS.hiddenLayers, [0, 1, 2, 3, 4]),
  word('network.hidden.*.activation', () => ACTIVATIONS, hasHidden),
  word('network.initializer', () => INITIALIZERS),
  word('training.optimizer.name', () => OPTIMIZERS),
  number('training.batchSize', 'whole', 'log', LIMITS.batchSize, [1, 4, 16, 64]),
  number('training.l1', 'real', 'log', { min: 0, max: LIMITS.l1.max }, [0, 0.0001, 0.001, 0.01]),
  number('training.l2', 'real', 'log', { min: 0, max: LIMITS.l2.max }, [0, 0.0001, 0.001, 0.01, 0.1]),
  number('training.dropout', 'real', 'linear', LIMITS.dropout, [0, 0.1, 0.2, 0.4], hasHidden),
  word('network.output.activation', ({ data, training }) => {
    const fitting = OUTPUTS_OF_TASK[factsOf(data).task];
    return OUTPUTS_OF_LOSS[training.loss].filter((activation) => fitting.includes(activation));
  }),
  number(
    'data.noise',
    'real',
    'linear',
    LIMITS.noise,
    [0, 0.1, 0.2, 0.4],
    ({ data }) => factsOf(data).hasNoise,
  ),
  {
    path: 'data.samples',
    kind: 'whole',
    scale: 'log',
    ...LIMITS.samples,
    proposed({ data }) {
      const { min, max } = factsOf(data).samples;
      return [20, 50, 100, 200, 500].filter((count) => count >= min && count <= max);
    },
    applies: ({ data }) => data.samples !== 'all',
  },
  number('data.trainShare', 'real', 'linear', LIMITS.trainShare, [0.1, 0.3, 0.5, 0.7]),
  number('data.seed', 'whole', 'linear', LIMITS.seed, [1, 2, 3, 4]),
  number(WEIGHT_SEED, 'whole', 'linear', LIMITS.seed, [1, 2, 3, 4, 5, 6]),
];

const BY_PATH = new Map(SWEEP_FIELDS.map((field) => [field.path, field]));

/** The field of a path; undefined for one that only scripts know. */
export const sweepFieldAt = (path: string): SweepField | undefined => BY_PATH.get(path);

/** The fields that mean something in this experiment. */
export const fieldsOf = (experiment: Experiment): readonly SweepField[] =>
  SWEEP_FIELDS.filter((field) => field.applies?.(experiment) ?? true);
