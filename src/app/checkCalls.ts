/**
 * Validates the arguments of `window.fanout`, so that a wrong call gets an error about the call instead of an exception from
 * inside a worker. Each function throws, or returns the value in the form that the protocol needs.
 */
import type { RequestOptions } from '#client/requestClient.ts';
import { LIMITS } from '#experiment/limits.ts';
import { parseExperiment } from '#experiment/parseExperiment.ts';
import { ARRIVALS, LOAD_MODES } from '#experiment/vocabulary.ts';
import { LOAD_LIMITS, type LoadSettings } from '#protocol/load.ts';
import type { SweepSettings } from '#protocol/sweep.ts';
import type { TrainUntil } from '#protocol/trainer.ts';

export function checkRow(row: ArrayLike<number>, width: number, name: string): void {
  if (row?.length !== width) {
    throw new Error(`${name} has ${row?.length ?? 'no'} values; the network has ${width} inputs.`);
  }
  for (let i = 0; i < width; i++) {
    if (!Number.isFinite(row[i]))
      throw new Error(`${name} has ${String(row[i])} at place ${i}; inputs are finite numbers.`);
  }
}

export function checkTarget(target: ArrayLike<number>, width: number): void {
  if (target?.length !== width) {
    throw new Error(`The target has ${target?.length ?? 'no'} values; the network has ${width} outputs.`);
  }
  for (let i = 0; i < width; i++) {
    if (!Number.isFinite(target[i]))
      throw new Error(`The target has ${String(target[i])} at place ${i}; targets are finite numbers.`);
  }
}

/** Rows of equal width to one matrix [count, width]. */
export function flatRows(rows: readonly ArrayLike<number>[], width: number): Float32Array {
  if (!Array.isArray(rows)) throw new Error(`predict() wants a list of rows, not ${typeof rows}.`);
  const flat = new Float32Array(rows.length * width);
  rows.forEach((row, i) => {
    checkRow(row, width, `Row ${i}`);
    flat.set(row, i * width);
  });
  return flat;
}

export function nestedRows(flat: Float32Array, count: number): number[][] {
  const width = flat.length / count;
  return Array.from({ length: count }, (_, i) => Array.from(flat.subarray(i * width, (i + 1) * width)));
}

export function checkSplit(split: string): void {
  if (split !== 'train' && split !== 'test')
    throw new Error(`There is no part "${split}": ask for 'train' or 'test'.`);
}

export function checkUntil(until: TrainUntil): void {
  const goals = Object.entries(until ?? {}).filter(([, value]) => value !== undefined);
  if (goals.length === 0) throw new Error('train() needs a goal: { epochs }, { steps } or { seconds }.');
  for (const [name, value] of goals) {
    if (!['epochs', 'steps', 'seconds'].includes(name)) {
      throw new Error(`train() knows no goal "${name}": give epochs, steps or seconds.`);
    }
    if (typeof value !== 'number' || !(value > 0)) {
      throw new Error(`train() wants a positive number of ${name}, not ${String(value)}.`);
    }
    if (name !== 'seconds' && !Number.isInteger(value)) {
      throw new Error(`train() wants a whole number of ${name}, not ${String(value)}.`);
    }
  }
}

export function checkRequestOptions(options: RequestOptions): void {
  checkNames('request()', options, [...Object.keys(NUMBERS_OF_REQUEST), 'signal']);
  const { signal } = options;
  checkNumbers('request()', options, NUMBERS_OF_REQUEST);
  if (signal !== undefined && !(signal instanceof AbortSignal)) {
    throw new Error(`request() wants signal to be an AbortSignal, not ${String(signal)}.`);
  }
}
const NUMBERS_OF_REQUEST = {
  priority: { ...LIMITS.priorityLevels, whole: true },
  timeoutMs: { min: 0, max: Infinity },
} as const satisfies Partial<Record<keyof RequestOptions, NumberRule>>;

const LOAD_SETTINGS = [
  'mode',
  'arrivals',
  'recordedMs',
  'priorityMix',
  'serving',
  ...(Object.keys(LOAD_LIMITS) as (keyof typeof LOAD_LIMITS)[]),
] as const satisfies readonly (keyof LoadSettings)[];

export function checkLoad(settings: LoadSettings): void {
  checkNames('load()', settings, [...LOAD_SETTINGS, 'signal']);
  const { mode, arrivals, requestsPerSecond } = settings;
  checkWord('load()', 'mode', mode, LOAD_MODES);
  checkPartsOfLoad('load()', settings);
  if (mode === 'open' && arrivals !== 'recorded' && requestsPerSecond === undefined) {
    throw new Error('An open loop needs requestsPerSecond: the rate of its schedule.');
  }
}

function checkPartsOfLoad(call: string, settings: Partial<LoadSettings>): void {
  const { arrivals, priorityMix, serving = {} } = settings;
  if (arrivals !== undefined) checkWord(call, 'arrivals', arrivals, ARRIVALS);
  checkNumbers(call, settings, LOAD_LIMITS);
  // Vocabulary and limits of an experiment: the load's own serving settings are part of one.
  parseExperiment({ serving, ...(priorityMix === undefined ? {} : { load: { priorityMix } }) });
}

const NUMBERS_OF_SWEEP = {
  windowMs: { min: 1, max: Infinity },
  maxTrials: { min: 1, max: Infinity, whole: true },
  stability: LIMITS.share,
  latencyLimitMs: { min: 0, max: Infinity },
} as const satisfies Partial<Record<keyof SweepSettings, NumberRule>>;
const SETTLE_ON = [
  'mean',
  'p50',
  'p90',
  'p95',
  'p99',
] as const satisfies readonly SweepSettings['settleOn'][];
/** Set by the sweep itself. */
const NOT_IN_SWEEPS: ReadonlySet<string> = new Set([
  'mode',
  'inFlight',
  'requestsPerSecond',
  'requests',
  'durationMs',
]);

export function checkSweep(settings: SweepSettings): void {
  const names = ['over', 'values', 'settleOn', 'load', 'signal', ...Object.keys(NUMBERS_OF_SWEEP)];
  checkNames('sweep()', settings, names);
  const { over, values, settleOn, load } = settings;
  checkWord('sweep()', 'over', over, ['concurrency', 'rate']);
  if (!Array.isArray(values) || values.length === 0) {
    throw new Error(
      `sweep() wants values: a list of ${over === 'rate' ? 'requests per second' : 'clients'}, rising.`,
    );
  }
  if (settleOn !== undefined) checkWord('sweep()', 'settleOn', settleOn, SETTLE_ON);
  checkNumbers('sweep()', settings, NUMBERS_OF_SWEEP);
  if (load === undefined) return;
  checkNames(
    "sweep()'s load",
    load,
    LOAD_SETTINGS.filter((name) => !NOT_IN_SWEEPS.has(name)),
  );
  checkPartsOfLoad("sweep()'s load", load);
}

interface NumberRule {
  readonly min: number;
  readonly max: number;
  readonly whole?: boolean;
}

export function checkNames(call: string, settings: unknown, names: readonly string[]): void {
  if (settings === null || typeof settings !== 'object' || Array.isArray(settings)) {
    throw new Error(`${call} wants an object of settings: ${names.join(', ')}.`);
  }
  const unknown = Object.keys(settings).find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw new Error(`${call} knows no setting "${unknown}": it may be ${names.join(', ')}.`);
}

function checkWord(call: string, name: string, value: unknown, words: readonly string[]): void {
  if (typeof value === 'string' && words.includes(value)) return;
  const list = words.map((word) => `'${word}'`);
  const either = list.length === 2 ? list.join(' or ') : list.join(', ');
  throw new Error(`${call} wants ${name} ${either}, not ${String(value)}.`);
}

function checkNumbers<T extends object>(
  call: string,
  settings: T,
  rules: Partial<Record<keyof T, NumberRule>>,
): void {
  for (const [name, { min, max, whole = false }] of Object.entries<NumberRule>(
    rules as Record<string, NumberRule>,
  )) {
    const value = settings[name as keyof T] as string | number | undefined;
    if (value === undefined) continue;
    const isRight =
      typeof value === 'number' && Number.isFinite(value) && (!whole || Number.isInteger(value));
    if (isRight && value >= min && value <= max) continue;
    if (max === Infinity) {
      const number = `a${whole ? ' whole' : ''} number from ${min}`;
      throw new Error(`${call} wants ${name} to be ${number}, not ${String(value)}.`);
    }
    const kind = isRight ? 'may be' : whole ? 'must be a whole number from' : 'must be a number from';
    throw new Error(
      `${call}: ${name} is ${String(value)}; it ${kind} ${min} to ${max.toLocaleString('en')}.`,
    );
  }
}
