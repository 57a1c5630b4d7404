/**
 * Every numeric limit of an Experiment but those of optimisers and schedules (`nn/optimizers/`, `nn/schedules/`). A link is untrusted: these bounds keep the largest
 * accepted Experiment trainable in a tab (2,000,000 parameters with Adam are 24 MB of state).
 */
import { MOST_CHARACTERS } from '#formula/limits.ts';

export const LIMITS = {
  titleLength: 120,
  noteLength: 1_000,
  /** One sentence. */
  tryThisLength: 200,
  samples: { min: 2, max: 100_000 },
  noise: { min: 0, max: 0.8 },
  trainShare: { min: 0.1, max: 0.9 },
  /** Inputs of a 2-D set, engineered ones and formulas together. */
  features: { min: 1, max: 32 },
  /** Points that may be drawn. */
  drawnPoints: 2_000,
  /** Inputs that a table of one's own may make; cells that it may have, all of which travel in its link. */
  tableColumns: { min: 1, max: 256 },
  tableCells: 60_000,
  tableClasses: { min: 2, max: 20 },
  drawnClasses: { min: 2, max: 4 },
  /** Characters. */
  formulaLength: MOST_CHARACTERS,
  seed: { min: 0, max: 4_294_967_295 },
  hiddenLayers: { min: 0, max: 12 },
  units: { min: 1, max: 1_024 },
  parameters: 2_000_000,
  learningRate: { min: 1e-6, max: 100 },
  batchSize: { min: 1, max: 4_096 },
  l1: { min: 0, max: 10 },
  l2: { min: 0, max: 10 },
  dropout: { min: 0, max: 0.9 },
  clip: { min: 1e-4, max: 10_000 },
  /** Stop conditions: 0 is off. */
  stopEpochs: { min: 0, max: 10_000_000 },
  stopSeconds: { min: 0, max: 86_400 },
  stopLoss: { min: 0, max: 1_000 },
  stopPlateau: { min: 0, max: 100_000 },
  maxBatchSize: { min: 1, max: 1_024 },
  maxQueueDelayUs: { min: 0, max: 1_000_000 },
  maxQueueSize: { min: 1, max: 65_536 },
  /** How many preferred and allowed sizes may be named; each is a size of a batch. */
  preferredBatchSizes: { min: 0, max: 8 },
  allowedBatchSizes: { min: 0, max: 16 },
  defaultTimeoutUs: { min: 0, max: 60_000_000 },
  priorityLevels: { min: 1, max: 8 },
  /** Cached responses: of digits, 10,000 are 32 MB. */
  responseCacheSize: { min: 0, max: 10_000 },
  latencyGoalMs: { min: 0.1, max: 60_000 },
  instances: { min: 1, max: 8 },
  inFlight: { min: 1, max: 4_096 },
  /** Above this the load worker itself, not the server, would be measured. */
  requestsPerSecond: { min: 0.1, max: 50_000 },
  thinkTimeMs: { min: 0, max: 10_000 },
  durationMs: { min: 1, max: 600_000 },
  timeoutMs: { min: 0, max: 60_000 },
  /** Of the requests of a load. */
  share: { min: 0, max: 1 },
  /** Entries of the list. */
  priorityMix: { min: 1, max: 8 },
  /** Fields that a sweep varies, values of each, networks together, characters of a path or a word. */
  sweepFields: 6,
  sweepValues: 64,
  sweepNetworks: { min: 1, max: 1_024 },
  sweepPath: 80,
  /** Characters of a link's fragment that are read, and bytes that are inflated from it at most. */
  linkCharacters: 200_000,
  inflatedBytes: 1_000_000,
  /** Characters of an experiment as JSON, which a file may hold. */
  jsonCharacters: 20_000_000,
} as const;

/** Layers of a network: hidden ones and the output. Kernels reserve room for so many. */
export const MAX_LAYERS = LIMITS.hiddenLayers.max + 1;
