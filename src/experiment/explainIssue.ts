/**
 * Turns an issue of the schema library into a sentence with the field, its value and the values it may have. Limits are looked up
 * by field name, so that the sentence gives both ends of a range.
 */
import { HYPERPARAMETERS } from '#nn/optimizers.ts';
import type { Json } from './copyJson.ts';
import type { ExperimentProblem } from './ExperimentError.ts';
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

/** Maximum lengths of lists; any other list holds each possible entry at most once, and at least one. */
const LENGTHS: Readonly<Record<string, Range>> = {
  hidden: LIMITS.hiddenLayers,
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

export function numberText(value: number): string {
  return Math.abs(value) >= 1e15
    ? String(value)
    : value.toLocaleString('en', { maximumSignificantDigits: 15 });
}

/** The value as a person would write it, shortened. */
export function valueText(value: Json | undefined): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value !== 'string')
    return value !== null && typeof value === 'object' ? 'an object' : `${value}`;
  const text = value;
  return `“${text.length > 40 ? `${text.slice(0, 40)}…` : text}”`;
}

export function rangeText({ min, max }: Range): string {
  return `${numberText(min)} to ${numberText(max)}`;
}

export function explainIssue(issue: SchemaIssue, root: Json): ExperimentProblem[] {
  const path = pathText(issue.path);
  const subject = path === '' ? 'The experiment' : path;
  if (issue.code === 'unrecognized_keys') {
    return (issue.keys ?? []).map((key) => {
      const shown = key.length > 40 ? `${key.slice(0, 40)}…` : key;
      const at = path === '' ? shown : `${path}.${shown}`;
      return {
        path: at,
        message: `${at} is not a field of an experiment. Remove it, or check its spelling.`,
      };
    });
  }
  const value = valueAt(root, issue.path);
  const must = expectation(issue, value);
  const message =
    value === undefined
      ? `${subject} is missing; it ${must}.`
      : `${subject} ${has(issue, value)}; it ${must}.`;
  return [{ path, message }];
}

function has(issue: SchemaIssue, value: Json): string {
  if (issue.origin === 'array') return `has ${(value as readonly unknown[]).length} entries`;
  if (issue.origin === 'string') return `has ${numberText((value as string).length)} characters`;
  return `is ${valueText(value)}`;
}

function expectation(issue: SchemaIssue, value: unknown): string {
  const key = issue.path.findLast((part): part is string => typeof part === 'string');
  const range = key === undefined ? undefined : RANGES[key];
  if (key === 'priorityMix') return 'must be “one” or a list of 1 to 8 shares, each from 0 to 1';
  if (issue.origin === 'array') {
    const length = LENGTHS[key ?? ''];
    return length ? `may have ${rangeText(length)}` : 'needs at least one, and each at most once';
  }
  if (issue.expected === 'array') return 'must be a list';
  if (issue.origin === 'string') return `may have at most ${LIMITS.titleLength}`;
  if (key === 'samples' && typeof value !== 'number') return `must be a whole number or “all”`;
  if (range && issue.expected === 'int') return `must be a whole number from ${rangeText(range)}`;
  if (range && typeof value !== 'number') return `must be a number from ${rangeText(range)}`;
  if (range) return `may be ${rangeText(range)}`;
  if (issue.code === 'invalid_value') return `may be ${(issue.values ?? []).map(String).join(', ')}`;
  const kinds: Record<string, string> = {
    boolean: 'true or false',
    string: 'text',
    object: 'an object',
  };
  return `must be ${kinds[issue.expected ?? ''] ?? 'of another kind'}`;
}

function valueAt(root: Json, path: readonly PropertyKey[]): Json | undefined {
  return path.reduce<Json | undefined>(
    (value, key) =>
      value !== null && typeof value === 'object' ? (value as Record<PropertyKey, Json>)[key] : undefined,
    root,
  );
}
