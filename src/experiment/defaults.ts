/**
 * The Experiment that a data set opens with, which also fills what a link leaves out. What differs between sets is in the set's
 * own file (`datasets/sets/`, `start`).
 * Links leave out what is at its default, so a changed default changes old links: see `share/compact.ts` first.
 */
import type { DataSetName, OwnSetName } from '#datasets/registry.ts';
import { DEFAULT_DRAWN, DEFAULT_FORMULA, factsOf } from './dataFacts.ts';
import { EXPERIMENT_VERSION, type DataSpec, type Experiment } from './experiment.ts';
import { DEFAULT_TABLE } from './tableData.ts';
import { defaultLoss, defaultOutput } from './output.ts';

/** What makes somebody's own data, beside the settings that all sets have. */
export type OwnData = Pick<DataSpec, OwnSetName>;

function contentOf(set: DataSetName, { drawn, formula, table }: OwnData): OwnData {
  if (set === 'drawn') return { drawn: { ...DEFAULT_DRAWN, ...drawn } };
  if (set === 'table') return { table: { ...DEFAULT_TABLE, ...table } };
  return set === 'formula' ? { formula: { ...DEFAULT_FORMULA, ...formula } } : {};
}

/** @param own content of an own set; without it, the one that the set opens with */
export function defaultExperiment(set: DataSetName = 'circle', own: OwnData = {}): Experiment {
  const content = contentOf(set, own);
  const facts = factsOf({ set, ...content });
  const { kind, samples, start } = facts;
  // A copy: an Experiment shares nothing with the next one, so that no edit of one reaches the data set's own values.
  const { hidden, optimizer, batchSize, trainShare, noise, seed } = structuredClone(start);
  const loss = defaultLoss(facts);
  return {
    version: EXPERIMENT_VERSION,
    data: {
      set,
      // Whatever their number becomes.
      samples: set === 'drawn' || set === 'table' ? 'all' : samples.default,
      noise,
      trainShare,
      seed: 1,
      ...(kind === 'plane'
        ? { features: ['x1', 'x2'] as const satisfies Experiment['data']['features'] }
        : {}),
      ...content,
    },
    network: {
      hidden,
      output: { activation: defaultOutput(facts, loss) },
      initializer: 'glorotUniform',
      seed,
    },
    training: {
      loss,
      optimizer,
      schedule: { name: 'constant' },
      clip: { by: 'none', limit: 1 },
      stop: { epochs: 0, seconds: 0, lossBelow: 0, plateau: 0, watch: 'test' },
      batchSize,
      l1: 0,
      l2: 0,
      dropout: 0,
    },
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
    view: {
      showTrain: true,
      showTest: false,
      discrete: false,
      dock: 'requests',
      lab: 'overview',
      inspect: 'overview',
      sweep: 'grid',
    },
  };
}
