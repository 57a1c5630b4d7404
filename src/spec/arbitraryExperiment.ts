/**
 * Test support: generates any valid Experiment, from the whole of what the schema and the cross-field rules allow.
 * Property tests of links, stores and engines draw from here, so that none of them keeps its own idea of "valid".
 */
import fc from 'fast-check';
import { DATA_SET_NAMES, DATA_SETS, type DataSetName } from './dataSets.ts';
import { EXPERIMENT_VERSION, type Experiment } from './experiment.ts';
import { LIMITS } from './limits.ts';
import { networkShape, parameterCount } from './networkShape.ts';
import { LOSSES_OF_TASK, OUTPUTS_OF_LOSS, OUTPUTS_OF_TASK } from './output.ts';
import {
  ACTIVATIONS,
  ARRIVALS,
  BATCH_POLICIES,
  FEATURES,
  INITIALIZERS,
  LAB_PANES,
  LOAD_MODES,
  OPTIMIZERS,
  PATTERNS,
  TIMEOUT_ACTIONS,
} from './vocabulary.ts';

interface Range {
  readonly min: number;
  readonly max: number;
}
const real = ({ min, max }: Range) => fc.double({ min, max, noNaN: true }).map((value) => value + 0);
const whole = ({ min, max }: Range) => fc.integer({ min, max });

function data(set: DataSetName): fc.Arbitrary<Experiment['data']> {
  const facts = DATA_SETS[set];
  const count = whole(facts.samples);
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
    .map((chosen) => chosen.sort((a, b) => FEATURES.indexOf(a) - FEATURES.indexOf(b)));
  return fc.record({ ...shared, samples: count, noise: real(LIMITS.noise), features });
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

function training(loss: Experiment['training']['loss']): fc.Arbitrary<Experiment['training']> {
  return fc.record({
    loss: fc.constant(loss),
    optimizer: fc.record(
      {
        name: fc.constantFrom(...OPTIMIZERS),
        learningRate: real(LIMITS.learningRate),
        momentum: real(LIMITS.momentum),
        decay: real(LIMITS.decay),
        beta1: real(LIMITS.momentum),
        beta2: real(LIMITS.decay),
        epsilon: real(LIMITS.epsilon),
        weightDecay: real(LIMITS.weightDecay),
      },
      { requiredKeys: ['name', 'learningRate'] },
    ),
    batchSize: whole(LIMITS.batchSize),
    l1: real(LIMITS.l1),
    l2: real(LIMITS.l2),
    dropout: real(LIMITS.dropout),
  });
}

const batchSizes = ({ max }: Range) => fc.uniqueArray(whole(LIMITS.maxBatchSize), { maxLength: max });

const serving: fc.Arbitrary<Experiment['serving']> = fc.record({
  pattern: fc.constantFrom(...PATTERNS),
  policy: fc.constantFrom(...BATCH_POLICIES),
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
  dock: fc.constantFrom('requests' as const, 'device' as const),
  lab: fc.constantFrom(...LAB_PANES),
});

export const arbitraryExperiment: fc.Arbitrary<Experiment> = fc
  .constantFrom(...DATA_SET_NAMES)
  .chain((set) => {
    const { task } = DATA_SETS[set];
    return fc.constantFrom(...LOSSES_OF_TASK[task]).chain((loss) =>
      fc
        .constantFrom(
          ...OUTPUTS_OF_LOSS[loss].filter((activation) => OUTPUTS_OF_TASK[task].includes(activation)),
        )
        .chain((activation) =>
          fc.record(
            {
              version: fc.constant(EXPERIMENT_VERSION as 1),
              title: fc.string({ maxLength: LIMITS.titleLength, unit: 'grapheme' }).filter(fitsTitle),
              data: data(set),
              network: network(activation),
              training: training(loss),
              serving,
              load,
              view,
            },
            { requiredKeys: ['version', 'data', 'network', 'training', 'serving', 'load', 'view'] },
          ),
        ),
    );
  })
  .filter((experiment) => parameterCount(networkShape(experiment)) <= LIMITS.parameters);

/** A grapheme may be several UTF-16 units, which is what the limit counts. */
function fitsTitle(title: string): boolean {
  return title.length <= LIMITS.titleLength;
}
