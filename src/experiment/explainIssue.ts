/**
 * Turns an issue of the schema library into a sentence with the field, its value and the values it may have. Limits are looked up
 * by field name, so that the sentence gives both ends of a range.
 */
import type { Failure } from '#messages/Failure.ts';
import * as failures from '#messages/generated/experimentErrors.ts';
import { SCHEDULE_SETTINGS } from '#nn/learningRates.ts';
import { HYPERPARAMETERS } from '#nn/optimizers.ts';
import type { Json } from './copyJson.ts';
import { problemAt, type ExperimentProblem } from './ExperimentError.ts';
import { LIMITS } from './limits.ts';

/** The part of a zod issue that is read here. */
export interface SchemaIssue {
  readonly code?: string | undefined;
  readonly path: readonly PropertyKey[];
  readonly keys?: readonly string[] | undefined;
  readonly values?: readonly unknown[] | undefined;
  readonly expected?: string | undefined;
  readonly origin?: string | undefined;
}

interface Range {
  readonly min: number;
  readonly max: number;
}
const RANGES: Readonly<Record<string, Range>> = {
  samples: LIMITS.samples,
  classes: LIMITS.drawnClasses,
  noise: LIMITS.noise,
  trainShare: LIMITS.trainShare,
  seed: LIMITS.seed,
  units: LIMITS.units,
  learningRate: LIMITS.learningRate,
  ...HYPERPARAMETERS,
  batchSize: LIMITS.batchSize,
  l1: LIMITS.l1,
  l2: LIMITS.l2,
  dropout: LIMITS.dropout,
  ...SCHEDULE_SETTINGS,
  limit: LIMITS.clip,
  epochs: LIMITS.stopEpochs,
  seconds: LIMITS.stopSeconds,
  lossBelow: LIMITS.stopLoss,
  plateau: LIMITS.stopPlateau,
  maxBatchSize: LIMITS.maxBatchSize,
  maxQueueDelayUs: LIMITS.maxQueueDelayUs,
  maxQueueSize: LIMITS.maxQueueSize,
  preferredBatchSizes: LIMITS.maxBatchSize,
  allowedBatchSizes: LIMITS.maxBatchSize,
  defaultTimeoutUs: LIMITS.defaultTimeoutUs,
  priorityLevels: LIMITS.priorityLevels,
  responseCacheSize: LIMITS.responseCacheSize,
  latencyGoalMs: LIMITS.latencyGoalMs,
  instances: LIMITS.instances,
  inFlight: LIMITS.inFlight,
  requestsPerSecond: LIMITS.requestsPerSecond,
  thinkTimeMs: LIMITS.thinkTimeMs,
  durationMs: LIMITS.durationMs,
  timeoutMs: LIMITS.timeoutMs,
  cancelShare: LIMITS.share,
};

const MOST_CHARACTERS: Readonly<Record<string, number>> = {
  title: LIMITS.titleLength,
  note: LIMITS.noteLength,
  tryThis: LIMITS.tryThisLength,
  points: LIMITS.drawnPoints * 5,
  content: LIMITS.tableCells * 2,
  name: LIMITS.titleLength,
};

/** Maximum lengths of lists; any other list holds each possible entry at most once, and at least one. */
const LENGTHS: Readonly<Record<string, Range>> = {
  hidden: LIMITS.hiddenLayers,
  features: LIMITS.features,
  columns: LIMITS.tableColumns,
  values: LIMITS.tableClasses,
  preferredBatchSizes: LIMITS.preferredBatchSizes,
  allowedBatchSizes: LIMITS.allowedBatchSizes,
};

/** `training.batchSize`, `network.hidden[0].units`. */
export function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, key) =>
      typeof key === 'number' ? `${text}[${key}]` : text === '' ? String(key) : `${text}.${String(key)}`,
    '',
  );
}

/** The value as a person would write it, shortened. `list`, `object` and `missing` are words of the messages. */
export function valueText(value: Json | undefined): string {
  if (value === undefined) return 'missing';
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'object') return value === null ? 'null' : 'object';
  return typeof value === 'string' ? `“${shortened(value)}”` : `${value}`;
}

export function explainIssue(issue: SchemaIssue, root: Json): ExperimentProblem[] {
  const path = pathText(issue.path);
  if (issue.code === 'unrecognized_keys') {
    return (issue.keys ?? []).map((key) => {
      const at = path === '' ? shortened(key) : `${path}.${shortened(key)}`;
      return problemAt(at, failures.unknownField({ path: at }));
    });
  }
  return [problemAt(path, failureOf(issue, path, valueAt(root, issue.path)))];
}

function failureOf(issue: SchemaIssue, path: string, present: Json | undefined): Failure {
  const key = issue.path.findLast((part): part is string => typeof part === 'string');
  if (issue.origin === 'array') return lengthFailure(path, key, (present as readonly unknown[]).length);
  if (issue.origin === 'string') {
    const most = MOST_CHARACTERS[key ?? ''] ?? LIMITS.formulaLength;
    const count = (present as string).length;
    return count === 0 ? failures.emptyText({ path }) : failures.characters({ path, count, most });
  }
  const given = { path, value: valueText(present) };
  if (key === 'priorityMix') return failures.notMix(given);
  if (issue.expected === 'array') return failures.notList(given);
  if (key === 'samples' && typeof present !== 'number') return failures.notSamples(given);
  const range = key === undefined ? undefined : RANGES[key];
  if (range) {
    const { min, max } = range;
    if (issue.expected === 'int') return failures.notWhole({ ...given, min, max });
    return typeof present === 'number'
      ? failures.outOfRange({ ...given, min, max })
      : failures.notNumber({ ...given, min, max });
  }
  if (issue.code === 'invalid_value') {
    return failures.notOneOf({ ...given, options: (issue.values ?? []).map(String).join(', ') });
  }
  if (issue.expected === 'boolean') return failures.notBoolean(given);
  if (issue.expected === 'string') return failures.notText(given);
  return issue.expected === 'object' ? failures.notObject(given) : failures.otherKind(given);
}

function lengthFailure(path: string, key: string | undefined, count: number): Failure {
  if (key === 'priorityMix') return failures.lengthMix({ path, count });
  const length = LENGTHS[key ?? ''];
  return length ? failures.length({ path, count, ...length }) : failures.lengthOnce({ path, count });
}

const shortened = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

function valueAt(root: Json, path: readonly PropertyKey[]): Json | undefined {
  return path.reduce<Json | undefined>(
    (value, key) =>
      value !== null && typeof value === 'object' ? (value as Record<PropertyKey, Json>)[key] : undefined,
    root,
  );
}
