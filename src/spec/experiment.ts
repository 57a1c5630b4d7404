/**
 * What an Experiment is: one plain JSON value that holds all that a link holds. The schema checks types and
 * limits; rules that span several fields (loss against output, parameter count) are in `checkExperiment.ts`.
 * Read `parseExperiment.ts` for how untrusted input becomes one of these.
 */
import * as z from 'zod/mini';
import { DATA_SET_NAMES } from './dataSets.ts';
import { LIMITS } from './limits.ts';
import {
  ACTIVATIONS,
  ARRIVALS,
  BATCH_POLICIES,
  FEATURES,
  INITIALIZERS,
  LAB_PANES,
  LOAD_MODES,
  LOSSES,
  OPTIMIZERS,
  OUTPUT_ACTIVATIONS,
  PATTERNS,
  TIMEOUT_ACTIONS,
} from './vocabulary.ts';

export const EXPERIMENT_VERSION = 1;

interface Range {
  readonly min: number;
  readonly max: number;
}
const real = ({ min, max }: Range) => z.number().check(z.minimum(min), z.maximum(max));
const whole = ({ min, max }: Range) => z.int().check(z.minimum(min), z.maximum(max));

const dataSchema = z.strictObject({
  set: z.enum(DATA_SET_NAMES),
  samples: z.union([whole(LIMITS.samples), z.literal('all')]),
  /** 0 is none. For 2-D sets, the share of the set's radius by which a point may be moved. */
  noise: real(LIMITS.noise),
  /** Share of the samples that is trained on; the rest is the test part. */
  trainShare: real(LIMITS.trainShare),
  seed: whole(LIMITS.seed),
  /** Only for 2-D sets: which engineered inputs the network sees, at least one. */
  features: z.optional(z.array(z.enum(FEATURES)).check(z.minLength(1), z.maxLength(FEATURES.length))),
});

const networkSchema = z.strictObject({
  hidden: z
    .array(z.strictObject({ units: whole(LIMITS.units), activation: z.enum(ACTIVATIONS) }))
    .check(z.maxLength(LIMITS.hiddenLayers.max)),
  output: z.strictObject({ activation: z.enum(OUTPUT_ACTIVATIONS) }),
  initializer: z.enum(INITIALIZERS),
  seed: whole(LIMITS.seed),
});

const optimizerSchema = z.strictObject({
  name: z.enum(OPTIMIZERS),
  learningRate: real(LIMITS.learningRate),
  /** momentum, nesterov: share of the last velocity that is kept. Default 0.9. */
  momentum: z.optional(real(LIMITS.momentum)),
  /** rmsprop: share of the running mean square that is kept. Default 0.9. */
  decay: z.optional(real(LIMITS.decay)),
  /** adam, adamw. Defaults 0.9 and 0.999. */
  beta1: z.optional(real(LIMITS.momentum)),
  beta2: z.optional(real(LIMITS.decay)),
  /** rmsprop, adagrad, adam, adamw. Default 1e-7. */
  epsilon: z.optional(real(LIMITS.epsilon)),
  /** adamw: decoupled decay of the kernels. Default 0.01. */
  weightDecay: z.optional(real(LIMITS.weightDecay)),
});

const trainingSchema = z.strictObject({
  loss: z.enum(LOSSES),
  optimizer: optimizerSchema,
  batchSize: whole(LIMITS.batchSize),
  /** Objective adds l1·Σ|w| and l2·½Σw² over kernels, never biases. */
  l1: real(LIMITS.l1),
  l2: real(LIMITS.l2),
  /** Share of hidden units silenced in each training sample; the rest is scaled by 1/(1 − dropout). */
  dropout: real(LIMITS.dropout),
});

const batchSizes = ({ max }: Range) => z.array(whole(LIMITS.maxBatchSize)).check(z.maxLength(max));

const servingSchema = z.strictObject({
  pattern: z.enum(PATTERNS),
  policy: z.enum(BATCH_POLICIES),
  maxBatchSize: whole(LIMITS.maxBatchSize),
  /** Sizes that are sent without delay as soon as they can be formed (triton); those above maxBatchSize have no effect. */
  preferredBatchSizes: batchSizes(LIMITS.preferredBatchSizes),
  /** Sizes that batches are padded to. Empty: powers of two. A batch is never larger than the largest of them. */
  allowedBatchSizes: batchSizes(LIMITS.allowedBatchSizes),
  /** How long a batch that could still grow is held, in microseconds. */
  maxQueueDelayUs: whole(LIMITS.maxQueueDelayUs),
  /** A request that finds this many waiting is rejected at once. */
  maxQueueSize: whole(LIMITS.maxQueueSize),
  timeoutAction: z.enum(TIMEOUT_ACTIONS),
  /** How long a request may wait in the queue, in microseconds; 0: for ever. A request may only shorten it. */
  defaultTimeoutUs: whole(LIMITS.defaultTimeoutUs),
  /** 1 is served first. */
  priorityLevels: whole(LIMITS.priorityLevels),
  /** Each caller gets its answers in the order of its requests. */
  preserveOrdering: z.boolean(),
  /** Answers that are kept for the next request with the same input and weights; 0: none. */
  responseCacheSize: whole(LIMITS.responseCacheSize),
  /** Answers within this count as good (goodput); what "aimd" steers the time of a batch to. */
  latencyGoalMs: real(LIMITS.latencyGoalMs),
  instances: whole(LIMITS.instances),
  /** Callers in flight of the page's closed loop. */
  inFlight: whole(LIMITS.inFlight),
});

const loadSchema = z.strictObject({
  /** closed: `serving.inFlight` clients, each sends its next when its last has ended. open: sends by a schedule. */
  mode: z.enum(LOAD_MODES),
  /** Of an open loop. Bursts and ramps have this mean and final rate. */
  arrivals: z.enum(ARRIVALS),
  requestsPerSecond: real(LIMITS.requestsPerSecond),
  /** Of a closed loop: from the end of a client's request to its next. */
  thinkTimeMs: real(LIMITS.thinkTimeMs),
  durationMs: real(LIMITS.durationMs),
  /** Of all that is drawn: arrivals, priorities, cancels. */
  seed: whole(LIMITS.seed),
  /** A request may wait in the queue for so long; 0 for ever. */
  timeoutMs: real(LIMITS.timeoutMs),
  /** Share of the requests that their caller cancels, each a drawn moment after sending. */
  cancelShare: real(LIMITS.share),
  /** Relative shares of priority 1, 2, …; what the server has no level for goes to its lowest. "one": all the default. */
  priorityMix: z.union([
    z.literal('one'),
    z
      .array(real(LIMITS.share))
      .check(z.minLength(LIMITS.priorityMix.min), z.maxLength(LIMITS.priorityMix.max)),
  ]),
});

const viewSchema = z.strictObject({
  showTrain: z.boolean(),
  showTest: z.boolean(),
  /** Show the decided class instead of the value. */
  discrete: z.boolean(),
  dock: z.enum(['requests', 'device']),
  lab: z.enum(LAB_PANES),
});

export const experimentSchema = z.strictObject({
  version: z.literal(EXPERIMENT_VERSION),
  title: z.optional(z.string().check(z.maxLength(LIMITS.titleLength))),
  data: dataSchema,
  network: networkSchema,
  training: trainingSchema,
  serving: servingSchema,
  load: loadSchema,
  view: viewSchema,
});

export type Experiment = z.infer<typeof experimentSchema>;
export type DataSpec = Experiment['data'];
export type NetworkSpec = Experiment['network'];
export type TrainingSpec = Experiment['training'];
export type OptimizerSpec = TrainingSpec['optimizer'];
export type ServingSpec = Experiment['serving'];
export type LoadSpec = Experiment['load'];
export type ViewSpec = Experiment['view'];

type DeepPartial<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { [K in keyof T]?: DeepPartial<T[K]> }
    : T;
/** What `open()` accepts: any part may be missing and is filled with the defaults of the chosen data set. */
export type ExperimentInput = DeepPartial<Experiment>;
