/**
 * Test support: generates any valid Experiment within the schema and the cross-field rules, for property tests of links, stores
 * and engines.
 */
import fc from 'fast-check';
import { BATCH_POLICY_NAMES } from '#batching/registry.ts';
import { isOwnSet, SET_NAMES, type DataSetName } from '#datasets/registry.ts';
import { parameterCount } from '#nn/NetworkShape.ts';
import { CLIPPINGS } from '#nn/clipping.ts';
import { SCHEDULE_SETTINGS, WATCHED_LOSSES } from '#nn/learningRates.ts';
import { HYPERPARAMETERS } from '#nn/optimizers.ts';
import {
  ACTIVATIONS,
  HYPERPARAMETER_NAMES,
  INITIALIZERS,
  OPTIMIZERS,
  SCHEDULE_SETTING_NAMES,
  SCHEDULES,
  type HyperparameterName,
} from '#nn/vocabulary.ts';
import { factsOf } from '../dataFacts.ts';
import { packPoints } from '../drawnPoints.ts';
import { EXPERIMENT_VERSION, type Experiment } from '../experiment.ts';
import { DOCK_TAB_NAMES } from '../dockTabs.ts';
import { INSPECT_PANE_NAMES } from '../inspectPanes.ts';
import { LAB_PANE_NAMES } from '../labPanes.ts';
import { LIMITS } from '../limits.ts';
import { networkShape } from '../networkShape.ts';
import { LOSSES_OF_TASK, OUTPUTS_OF_LOSS, OUTPUTS_OF_TASK } from '../output.ts';
import { isCategory, LEVELS, packLevel } from '../tableData.ts';
import { SWEEP_PANE_NAMES } from '../sweepPanes.ts';
import { ARRIVALS, FEATURES, LABEL_KINDS, LOAD_MODES, PATTERNS, TIMEOUT_ACTIONS } from '../vocabulary.ts';
import { arbitrarySweep } from './arbitrarySweep.ts';

interface Range {
  readonly min: number;
  readonly max: number;
}
const real = ({ min, max }: Range) => fc.double({ min, max, noNaN: true }).map((value) => value + 0);
const whole = ({ min, max }: Range) => fc.integer({ min, max });

const CURVES = ['2*sin(x1)', 'x1^3/20 - x1', 'abs(x1) > 2 ? 1 : -1', 'sqrt(x1)'];
const SURFACES = ['x1*x2/36', 'tan(x1) + x2', '1/(x1 - x2)', 'hypot(x1, x2)'];
const FORMULAS = [
  'tan(x1)',
  'abs(x1 - x2)',
  'radius = hypot(x1, x2)',
  'x1 > x2',
  'log(x1)',
  'größe=exp(x1*x2)',
];

/** The content of an own set. */
function content(set: DataSetName): fc.Arbitrary<Partial<Experiment['data']>> {
  if (!isOwnSet(set)) return fc.constant({});
  if (set === 'drawn') return drawn.map((spec) => ({ drawn: spec }));
  if (set === 'table') return table.map((spec) => ({ table: spec }));
  return fc.record({
    formula: fc.oneof(
      fc.record({ text: fc.constantFrom(...CURVES), labels: fc.constant('classes' as const) }),
      fc.record({ text: fc.constantFrom(...SURFACES), labels: fc.constant('values' as const) }),
    ),
  });
}

const word = fc.string({ maxLength: 8 });
const numberColumn = fc.record({
  name: word,
  min: real({ min: -9, max: 9 }),
  step: real({ min: 0.01, max: 2 }),
});
const categoryColumn = fc.record({ name: word, values: fc.array(word, { minLength: 2, maxLength: 5 }) });
const column = fc.oneof(numberColumn, categoryColumn);

const table = fc
  .record({ name: word, columns: fc.array(column, { minLength: 1, maxLength: 5 }), target: column })
  .chain((spec) =>
    fc
      .array(
        fc.tuple(
          ...[...spec.columns, spec.target].map((each) =>
            fc.nat(isCategory(each) ? each.values.length - 1 : LEVELS - 1),
          ),
        ),
        {
          minLength: 2,
          maxLength: 30,
        },
      )
      .map((rows) => ({ ...spec, content: rows.flat().map(packLevel).join('') })),
  );

const coordinate = fc.double({ min: -6, max: 6, noNaN: true });

const drawn = fc
  .record({ labels: fc.constantFrom(...LABEL_KINDS), classes: whole(LIMITS.drawnClasses) })
  .chain((spec) =>
    fc
      .array(
        fc.tuple(
          coordinate,
          coordinate,
          spec.labels === 'values' ? real({ min: -1, max: 1 }) : fc.nat(spec.classes - 1),
        ),
        {
          maxLength: 60,
        },
      )
      .map((points) => ({ ...spec, points: packPoints(points, spec) })),
  );

function data(set: DataSetName): fc.Arbitrary<Experiment['data']> {
  return content(set).chain((own) => settings(set, own).map((rest) => ({ ...rest, ...own })));
}

function settings(set: DataSetName, own: Partial<Experiment['data']>): fc.Arbitrary<Experiment['data']> {
  const facts = factsOf({ set, ...own });
  const count = set === 'drawn' || set === 'table' ? fc.constant('all' as const) : whole(facts.samples);
  const shared = { set: fc.constant(set), trainShare: real(LIMITS.trainShare), seed: whole(LIMITS.seed) };
  if (facts.kind !== 'plane') {
    return fc.record({
      ...shared,
      samples: fc.oneof(count, fc.constant('all' as const)),
      noise: fc.constant(0),
    });
  }
  const features = fc
    .subarray([...FEATURES], { minLength: 1 })
    .map((chosen): string[] => chosen.sort((a, b) => FEATURES.indexOf(a) - FEATURES.indexOf(b)))
    .chain((engineered) =>
      fc.oneof(
        { weight: 2, arbitrary: fc.constant(engineered) },
        fc.shuffledSubarray(FORMULAS).map((formulas) => [...engineered, ...formulas]),
      ),
    );
  return fc.record({
    ...shared,
    samples: count,
    noise: facts.hasNoise ? real(LIMITS.noise) : fc.constant(0),
    features,
  });
}

function network(
  activation: Experiment['network']['output']['activation'],
): fc.Arbitrary<Experiment['network']> {
  return fc.record({
    hidden: fc.array(
      fc.record({
        units: fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 1, max: 32 }) }, whole(LIMITS.units)),
        activation: fc.constantFrom(...ACTIVATIONS),
      }),
      { maxLength: LIMITS.hiddenLayers.max },
    ),
    output: fc.constant({ activation }),
    initializer: fc.constantFrom(...INITIALIZERS),
    seed: whole(LIMITS.seed),
  });
}

const hyperparameters = Object.fromEntries(
  HYPERPARAMETER_NAMES.map((name) => [name, real(HYPERPARAMETERS[name])]),
) as Record<HyperparameterName, fc.Arbitrary<number>>;

const scheduleSettings = Object.fromEntries(
  (['warmup', ...SCHEDULE_SETTING_NAMES] as const).map((name) => {
    const setting = SCHEDULE_SETTINGS[name];
    return [name, setting.isWhole ? whole(setting) : real(setting)];
  }),
);

const schedule = fc.record(
  { name: fc.constantFrom(...SCHEDULES), watch: fc.constantFrom(...WATCHED_LOSSES), ...scheduleSettings },
  { requiredKeys: ['name'] },
) as fc.Arbitrary<Experiment['training']['schedule']>;

const stop: fc.Arbitrary<Experiment['training']['stop']> = fc.record({
  epochs: whole(LIMITS.stopEpochs),
  seconds: real(LIMITS.stopSeconds),
  lossBelow: real(LIMITS.stopLoss),
  plateau: whole(LIMITS.stopPlateau),
  watch: fc.constantFrom(...WATCHED_LOSSES),
});

function training(loss: Experiment['training']['loss']): fc.Arbitrary<Experiment['training']> {
  return fc.record({
    loss: fc.constant(loss),
    optimizer: fc.record(
      {
        name: fc.constantFrom(...OPTIMIZERS),
        learningRate: real(LIMITS.learningRate),
        ...hyperparameters,
      },
      { requiredKeys: ['name', 'learningRate'] },
    ),
    schedule,
    clip: fc.record({ by: fc.constantFrom(...CLIPPINGS), limit: real(LIMITS.clip) }),
    stop,
    batchSize: whole(LIMITS.batchSize),
    l1: real(LIMITS.l1),
    l2: real(LIMITS.l2),
    dropout: real(LIMITS.dropout),
  });
}

const batchSizes = ({ max }: Range) => fc.uniqueArray(whole(LIMITS.maxBatchSize), { maxLength: max });

const serving: fc.Arbitrary<Experiment['serving']> = fc.record({
  pattern: fc.constantFrom(...PATTERNS),
  policy: fc.constantFrom(...BATCH_POLICY_NAMES),
  maxBatchSize: whole(LIMITS.maxBatchSize),
  preferredBatchSizes: batchSizes(LIMITS.preferredBatchSizes),
  allowedBatchSizes: batchSizes(LIMITS.allowedBatchSizes),
  maxQueueDelayUs: whole(LIMITS.maxQueueDelayUs),
  maxQueueSize: whole(LIMITS.maxQueueSize),
  timeoutAction: fc.constantFrom(...TIMEOUT_ACTIONS),
  defaultTimeoutUs: whole(LIMITS.defaultTimeoutUs),
  priorityLevels: whole(LIMITS.priorityLevels),
  preserveOrdering: fc.boolean(),
  responseCacheSize: whole(LIMITS.responseCacheSize),
  latencyGoalMs: real(LIMITS.latencyGoalMs),
  instances: whole(LIMITS.instances),
  inFlight: whole(LIMITS.inFlight),
});

const load: fc.Arbitrary<Experiment['load']> = fc.record({
  mode: fc.constantFrom(...LOAD_MODES),
  arrivals: fc.constantFrom(...ARRIVALS),
  requestsPerSecond: real(LIMITS.requestsPerSecond),
  thinkTimeMs: real(LIMITS.thinkTimeMs),
  durationMs: real(LIMITS.durationMs),
  seed: whole(LIMITS.seed),
  timeoutMs: real(LIMITS.timeoutMs),
  cancelShare: real(LIMITS.share),
  priorityMix: fc.oneof(
    fc.constant('one' as const),
    fc
      .array(real(LIMITS.share), { minLength: LIMITS.priorityMix.min, maxLength: LIMITS.priorityMix.max })
      .filter((shares) => shares.some((share) => share > 0)),
  ),
});

const view: fc.Arbitrary<Experiment['view']> = fc.record({
  showTrain: fc.boolean(),
  showTest: fc.boolean(),
  discrete: fc.boolean(),
  dock: fc.constantFrom(...DOCK_TAB_NAMES),
  lab: fc.constantFrom(...LAB_PANE_NAMES),
  inspect: fc.constantFrom(...INSPECT_PANE_NAMES),
  sweep: fc.constantFrom(...SWEEP_PANE_NAMES),
});

export const arbitraryExperiment: fc.Arbitrary<Experiment> = fc
  .constantFrom(...SET_NAMES)
  .chain(data)
  .chain((spec) => {
    const { task } = factsOf(spec);
    return fc.constantFrom(...LOSSES_OF_TASK[task]).chain((loss) =>
      fc
        .constantFrom(
          ...OUTPUTS_OF_LOSS[loss].filter((activation) => OUTPUTS_OF_TASK[task].includes(activation)),
        )
        .chain((activation) =>
          fc.record(
            {
              version: fc.constant(EXPERIMENT_VERSION as 2),
              title: text(LIMITS.titleLength),
              note: text(LIMITS.noteLength),
              tryThis: text(LIMITS.tryThisLength),
              data: fc.constant(spec),
              network: network(activation),
              training: training(loss),
              serving,
              load,
              view,
              sweep: arbitrarySweep,
            },
            { requiredKeys: ['version', 'data', 'network', 'training', 'serving', 'load', 'view'] },
          ),
        ),
    );
  })
  .filter((experiment) => parameterCount(networkShape(experiment)) <= LIMITS.parameters);

/** A grapheme may be several UTF-16 units, which is what the limit counts. */
function text(most: number): fc.Arbitrary<string> {
  return fc.string({ maxLength: most, unit: 'grapheme' }).filter(({ length }) => length <= most);
}
