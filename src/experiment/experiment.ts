/**
 * Schema of an Experiment: one plain JSON value that holds all that a link holds. It checks types and limits; rules across
 * fields (loss against output, parameter count) are in `checkExperiment.ts`, reading of untrusted input in
 * `parseExperiment.ts`.
 */
import * as z from 'zod/mini';
import { BATCH_POLICY_NAMES } from '#batching/registry.ts';
import { SET_NAMES } from '#datasets/registry.ts';
import { CLIPPINGS } from '#nn/clipping.ts';
import { SCHEDULE_SETTINGS, WATCHED_LOSSES } from '#nn/learningRates.ts';
import { HYPERPARAMETERS } from '#nn/optimizers.ts';
import {
  ACTIVATIONS,
  HYPERPARAMETER_NAMES,
  INITIALIZERS,
  LOSSES,
  OPTIMIZERS,
  OUTPUT_ACTIVATIONS,
  SCHEDULE_SETTING_NAMES,
  SCHEDULES,
  type HyperparameterName,
  type ScheduleSettingName,
} from '#nn/vocabulary.ts';
import { DOCK_TAB_NAMES } from './dockTabs.ts';
import { INSPECT_PANE_NAMES } from './inspectPanes.ts';
import { LAB_PANE_NAMES } from './labPanes.ts';
import { LIMITS } from './limits.ts';
import { sweepSchema } from './sweepSpec.ts';
import { SWEEP_PANE_NAMES } from './sweepPanes.ts';
import { ARRIVALS, LABEL_KINDS, LOAD_MODES, PATTERNS, TIMEOUT_ACTIONS } from './vocabulary.ts';

export const EXPERIMENT_VERSION = 2;

interface Range {
  readonly min: number;
  readonly max: number;
}
const real = ({ min, max }: Range) => z.number().check(z.minimum(min), z.maximum(max));
const whole = ({ min, max }: Range) => z.int().check(z.minimum(min), z.maximum(max));

/** A number is min + level · step; a category stands at its place in `values`. */
const tableColumn = (values: Range) => {
  const name = z.string().check(z.maxLength(LIMITS.titleLength));
  const text = z.string().check(z.maxLength(LIMITS.titleLength));
  return z.union([
    z.strictObject({ name, min: z.number(), step: z.number().check(z.positive()) }),
    z.strictObject({ name, values: z.array(text).check(z.minLength(values.min), z.maxLength(values.max)) }),
  ]);
};

export const dataSchema = z.strictObject({
  set: z.enum(SET_NAMES),
  samples: z.union([whole(LIMITS.samples), z.literal('all')]),
  /** 0 is none. For 2-D sets, the share of the set's radius by which a point may be moved. */
  noise: real(LIMITS.noise),
  /** Share of the samples that is trained on; the rest is the test part. */
  trainShare: real(LIMITS.trainShare),
  seed: whole(LIMITS.seed),
  /**
   * Only for 2-D sets: which inputs the network sees, at least one. Names of engineered inputs, or formulas of x1 and x2
   * (`features.ts`).
   */
  features: z.optional(
    z
      .array(z.string().check(z.minLength(1), z.maxLength(LIMITS.formulaLength)))
      .check(z.minLength(LIMITS.features.min), z.maxLength(LIMITS.features.max)),
  ),
  /** Of the set `drawn`: somebody's own points. */
  drawn: z.optional(
    z.strictObject({
      labels: z.enum(LABEL_KINDS),
      /** Also kept while the points have values. */
      classes: whole(LIMITS.drawnClasses),
      /** Five characters each (`drawnPoints.ts`). */
      points: z.string().check(z.maxLength(LIMITS.drawnPoints * 5)),
    }),
  ),
  /** Of the set `table`: somebody's own table (`tableData.ts`). */
  table: z.optional(
    z.strictObject({
      name: z.string().check(z.maxLength(LIMITS.titleLength)),
      columns: z
        .array(tableColumn(LIMITS.tableColumns))
        .check(z.minLength(LIMITS.tableColumns.min), z.maxLength(LIMITS.tableColumns.max)),
      target: tableColumn(LIMITS.tableClasses),
      content: z.string().check(z.maxLength(LIMITS.tableCells * 2)),
    }),
  ),
  /** Of the set `formula`: class +1 above the curve x2 = f(x1), or the value f(x1, x2). */
  formula: z.optional(
    z.strictObject({
      text: z.string().check(z.minLength(1), z.maxLength(LIMITS.formulaLength)),
      labels: z.enum(LABEL_KINDS),
    }),
  ),
});

const networkSchema = z.strictObject({
  hidden: z
    .array(z.strictObject({ units: whole(LIMITS.units), activation: z.enum(ACTIVATIONS) }))
    .check(z.maxLength(LIMITS.hiddenLayers.max)),
  output: z.strictObject({ activation: z.enum(OUTPUT_ACTIVATIONS) }),
  initializer: z.enum(INITIALIZERS),
  seed: whole(LIMITS.seed),
});

/** Each is optional: one that is left out has the default that its rule states. */
const hyperparameters = Object.fromEntries(
  HYPERPARAMETER_NAMES.map((name) => [name, z.optional(real(HYPERPARAMETERS[name]))]),
) as Record<HyperparameterName, z.ZodMiniOptional<ReturnType<typeof real>>>;

const optimizerSchema = z.strictObject({
  name: z.enum(OPTIMIZERS),
  learningRate: real(LIMITS.learningRate),
  ...hyperparameters,
});

/** Each is optional: one that is left out has the default that its schedule states. */
const scheduleSettings = Object.fromEntries(
  (['warmup', ...SCHEDULE_SETTING_NAMES] as const).map((name) => {
    const setting = SCHEDULE_SETTINGS[name];
    return [name, z.optional(setting.isWhole ? whole(setting) : real(setting))];
  }),
) as Record<ScheduleSettingName | 'warmup', z.ZodMiniOptional<ReturnType<typeof real>>>;

const scheduleSchema = z.strictObject({
  name: z.enum(SCHEDULES),
  /** The loss that a schedule with a memory looks at; left out: of the test part. */
  watch: z.optional(z.enum(WATCHED_LOSSES)),
  ...scheduleSettings,
});

/** Training ends by itself at whichever comes first; 0 is off. */
const stopSchema = z.strictObject({
  /** At this epoch. */
  epochs: whole(LIMITS.stopEpochs),
  /** After so many seconds of a run. */
  seconds: real(LIMITS.stopSeconds),
  /** At the end of the first epoch whose watched loss is below this. */
  lossBelow: real(LIMITS.stopLoss),
  /** When the watched loss has not become better for so many epochs. */
  plateau: whole(LIMITS.stopPlateau),
  watch: z.enum(WATCHED_LOSSES),
});

const trainingSchema = z.strictObject({
  loss: z.enum(LOSSES),
  optimizer: optimizerSchema,
  /** How the learning rate changes over the run (`nn/schedules/`). */
  schedule: scheduleSchema,
  /** Bound on the gradient (`nn/clipping.ts`). */
  clip: z.strictObject({ by: z.enum(CLIPPINGS), limit: real(LIMITS.clip) }),
  stop: stopSchema,
  batchSize: whole(LIMITS.batchSize),
  /** Objective adds l1·Σ|w| and l2·½Σw² over kernels, never biases. */
  l1: real(LIMITS.l1),
  l2: real(LIMITS.l2),
  /** Share of hidden units switched off in each step in each training sample; the rest is scaled by 1/(1 − dropout). */
  dropout: real(LIMITS.dropout),
});

const batchSizes = ({ max }: Range) => z.array(whole(LIMITS.maxBatchSize)).check(z.maxLength(max));

const servingSchema = z.strictObject({
  pattern: z.enum(PATTERNS),
  policy: z.enum(BATCH_POLICY_NAMES),
  maxBatchSize: whole(LIMITS.maxBatchSize),
  /** Batches of these sizes are sent without delay (triton); sizes above maxBatchSize have no effect. */
  preferredBatchSizes: batchSizes(LIMITS.preferredBatchSizes),
  /** Sizes that batches are padded to. Empty: powers of two. A batch is never larger than the largest of them. */
  allowedBatchSizes: batchSizes(LIMITS.allowedBatchSizes),
  /** How long a batch that could still grow is held, in microseconds. */
  maxQueueDelayUs: whole(LIMITS.maxQueueDelayUs),
  /** A request that finds this many waiting is rejected. */
  maxQueueSize: whole(LIMITS.maxQueueSize),
  timeoutAction: z.enum(TIMEOUT_ACTIONS),
  /** How long a request may wait in the queue, in microseconds; 0: forever. A request may only shorten it. */
  defaultTimeoutUs: whole(LIMITS.defaultTimeoutUs),
  /** 1 is served first. */
  priorityLevels: whole(LIMITS.priorityLevels),
  /** Each client gets its responses in the order of its requests. */
  preserveOrdering: z.boolean(),
  /** Responses kept for the next request with the same input and weights; 0: none. */
  responseCacheSize: whole(LIMITS.responseCacheSize),
  /** Latency goal of a response (goodput); "aimd" adapts the batch size to it. */
  latencyGoalMs: real(LIMITS.latencyGoalMs),
  instances: whole(LIMITS.instances),
  /** Clients of the page's closed loop. */
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
  /** Of all random draws: arrivals, priorities, cancellations. */
  seed: whole(LIMITS.seed),
  /** A request may wait in the queue for so long; 0 forever. */
  timeoutMs: real(LIMITS.timeoutMs),
  /** Share of the requests that their client cancels, each at a random moment after sending. */
  cancelShare: real(LIMITS.share),
  /** Relative shares of priority 1, 2, …; those without a level on the server go to its lowest. "one": all the default. */
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
  /** Shows the predicted class instead of the value. */
  discrete: z.boolean(),
  dock: z.enum(DOCK_TAB_NAMES),
  lab: z.enum(LAB_PANE_NAMES),
  inspect: z.enum(INSPECT_PANE_NAMES),
  sweep: z.enum(SWEEP_PANE_NAMES),
});

export const experimentSchema = z.strictObject({
  version: z.literal(EXPERIMENT_VERSION),
  title: z.optional(z.string().check(z.maxLength(LIMITS.titleLength))),
  /** For whoever opens the link; shown as text, never as HTML. */
  note: z.optional(z.string().check(z.maxLength(LIMITS.noteLength))),
  /** What they are asked to try. */
  tryThis: z.optional(z.string().check(z.maxLength(LIMITS.tryThisLength))),
  data: dataSchema,
  network: networkSchema,
  training: trainingSchema,
  serving: servingSchema,
  load: loadSchema,
  view: viewSchema,
  /** The sweep that the tab of this name shows; absent while it is at its defaults. */
  sweep: z.optional(sweepSchema),
});

export type Experiment = z.infer<typeof experimentSchema>;
export type DataSpec = Experiment['data'];
export type NetworkSpec = Experiment['network'];
export type TrainingSpec = Experiment['training'];
export type OptimizerSpec = TrainingSpec['optimizer'];
export type StopSpec = TrainingSpec['stop'];
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
