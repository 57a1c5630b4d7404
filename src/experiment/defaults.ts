/**
 * The Experiment that a data set opens with, which also fills what a link leaves out. What differs between sets is in the set's
 * own file (`datasets/sets/`, `start`).
 * Links leave out what is at its default, so a changed default changes old links: see `share/compact.ts` first.
 */
import { DATA_SETS, type DataSetName } from '#datasets/registry.ts';
import { EXPERIMENT_VERSION, type Experiment } from './experiment.ts';
import { defaultLoss, defaultOutput } from './output.ts';

export function defaultExperiment(set: DataSetName = 'circle'): Experiment {
  const { kind, samples, start } = DATA_SETS[set];
  // A copy: an Experiment shares nothing with the next one, so that no edit of one reaches the data set's own values.
  const { hidden, optimizer, batchSize, trainShare, noise, seed } = structuredClone(start);
  const loss = defaultLoss(set);
  return {
    version: EXPERIMENT_VERSION,
    data: {
      set,
      samples: samples.default,
      noise,
      trainShare,
      seed: 1,
      ...(kind === 'plane'
        ? { features: ['x1', 'x2'] as const satisfies Experiment['data']['features'] }
        : {}),
    },
    network: {
      hidden,
      output: { activation: defaultOutput(set, loss) },
      initializer: 'glorotUniform',
      seed,
    },
    training: { loss, optimizer, batchSize, l1: 0, l2: 0, dropout: 0 },
    serving: {
      pattern: 'batched',
      policy: 'triton',
      maxBatchSize: 64,
      preferredBatchSizes: [],
      allowedBatchSizes: [],
      maxQueueDelayUs: 1_000,
      maxQueueSize: 4_096,
      timeoutAction: 'reject',
      defaultTimeoutUs: 0,
      priorityLevels: 3,
      preserveOrdering: false,
      responseCacheSize: 0,
      latencyGoalMs: 10,
      instances: 1,
      inFlight: 256,
    },
    load: {
      mode: 'closed',
      arrivals: 'poisson',
      requestsPerSecond: 1_000,
      thinkTimeMs: 0,
      durationMs: 4_000,
      seed: 1,
      timeoutMs: 0,
      cancelShare: 0,
      priorityMix: 'one',
    },
    view: { showTrain: true, showTest: false, discrete: false, dock: 'requests', lab: 'overview' },
  };
}
