/**
 * Validates the arguments of `window.fanout`, so that a wrong call gets an error about the call instead of an exception from
 * inside a worker. Each function throws, or returns the value in the form that the protocol needs.
 */
import type { RequestOptions } from '#client/requestClient.ts';
import { LINK_TEXTS } from '#commands/linkTexts.ts';
import type { FileToRead } from '#commands/modelReader.ts';
import type { LinkOptions } from '#commands/shareLink.ts';
import { LIMITS } from '#experiment/limits.ts';
import { parseExperiment } from '#experiment/parseExperiment.ts';
import { ARRIVALS, LOAD_MODES } from '#experiment/vocabulary.ts';
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/callErrors.ts';
import { WATCHED_LOSSES } from '#nn/learningRates.ts';
import { LOAD_LIMITS, type LoadSettings } from '#protocol/load.ts';
import type { SweepSettings } from '#protocol/sweep.ts';
import type { TrainUntil } from '#protocol/trainer.ts';

/** @param at place in a list of rows; absent for a single row */
export function checkRow(row: ArrayLike<number>, width: number, at?: number): void {
  if (row?.length !== width) {
    const given = { count: countOf(row), inputs: width };
    throw failed(
      at === undefined ? failures.rowWidth(given) : failures.rowOfListWidth({ row: String(at), ...given }),
    );
  }
  for (let i = 0; i < width; i++) {
    if (Number.isFinite(row[i])) continue;
    const given = { value: String(row[i]), place: String(i) };
    throw failed(
      at === undefined ? failures.rowValue(given) : failures.rowOfListValue({ row: String(at), ...given }),
    );
  }
}

const countOf = (row: ArrayLike<number> | undefined | null): number => row?.length ?? 0;

export function checkTarget(target: ArrayLike<number>, width: number): void {
  if (target?.length !== width) {
    throw failed(failures.targetWidth({ count: countOf(target), outputs: width }));
  }
  for (let i = 0; i < width; i++) {
    if (!Number.isFinite(target[i]))
      throw failed(failures.targetValue({ value: String(target[i]), place: String(i) }));
  }
}

/** Rows of equal width to one matrix [count, width]. */
export function flatRows(rows: readonly ArrayLike<number>[], width: number): Float32Array {
  if (!Array.isArray(rows)) throw failed(failures.noList({ kind: typeof rows }));
  const flat = new Float32Array(rows.length * width);
  rows.forEach((row, i) => {
    checkRow(row, width, i);
    flat.set(row, i * width);
  });
  return flat;
}

export function nestedRows(flat: Float32Array, count: number): number[][] {
  const width = flat.length / count;
  return Array.from({ length: count }, (_, i) => Array.from(flat.subarray(i * width, (i + 1) * width)));
}

export function checkSplit(split: string): void {
  if (split !== 'train' && split !== 'test') throw failed(failures.noPart({ split }));
}

const GOALS = new Set(['epochs', 'steps', 'seconds', 'lossBelow', 'plateau']);
const FRACTIONS = new Set(['seconds', 'lossBelow']);

export function checkUntil(until: TrainUntil): void {
  const { watch, ...rest } = until ?? {};
  const goals = Object.entries(rest).filter(([, value]) => value !== undefined);
  for (const [name, value] of goals) {
    if (!GOALS.has(name)) throw failed(failures.unknownGoal({ name }));
    if (typeof value !== 'number' || !(value > 0)) {
      throw failed(failures.goalNotPositive({ name, value: String(value) }));
    }
    if (!FRACTIONS.has(name) && !Number.isInteger(value)) {
      throw failed(failures.goalNotWhole({ name, value: String(value) }));
    }
  }
  if (goals.length === 0) throw failed(failures.noGoal());
  if (watch !== undefined && !WATCHED_LOSSES.includes(watch)) {
    const [first, second] = WATCHED_LOSSES;
    throw failed(
      failures.notOneOfTwo({ call: 'train()', name: 'watch', first, second, value: `"${watch}"` }),
    );
  }
}

export function checkRequestOptions(options: RequestOptions): void {
  checkNames('request()', options, [...Object.keys(NUMBERS_OF_REQUEST), 'signal']);
  const { signal } = options;
  checkNumbers('request()', options, NUMBERS_OF_REQUEST);
  if (signal !== undefined && !(signal instanceof AbortSignal)) {
    throw failed(failures.noSignal({ value: String(signal) }));
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
    throw failed(failures.noRate());
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
  checkNames('loadSweep()', settings, names);
  const { over, values, settleOn, load } = settings;
  checkWord('loadSweep()', 'over', over, ['concurrency', 'rate']);
  if (!Array.isArray(values) || values.length === 0) {
    throw failed(over === 'rate' ? failures.noRates() : failures.noClients());
  }
  if (settleOn !== undefined) checkWord('loadSweep()', 'settleOn', settleOn, SETTLE_ON);
  checkNumbers('loadSweep()', settings, NUMBERS_OF_SWEEP);
  if (load === undefined) return;
  const ofLoad = LOAD_SETTINGS.filter((name) => !NOT_IN_SWEEPS.has(name));
  checkNames('loadSweep({ load })', load, ofLoad);
  checkPartsOfLoad('loadSweep({ load })', load);
}

export function checkLinkOptions(options: LinkOptions | undefined): LinkOptions | undefined {
  if (options === undefined) return options;
  checkNames('link()', options, ['weights', ...LINK_TEXTS]);
  const { weights } = options;
  if (weights !== undefined && typeof weights !== 'boolean') {
    throw failed(failures.linkWeights({ value: String(weights) }));
  }
  for (const name of LINK_TEXTS) {
    const text: unknown = options[name];
    const most = LIMITS[`${name}Length`];
    if (text === undefined || (typeof text === 'string' && text.length <= most)) continue;
    const length = typeof text === 'string' ? text.length : 0;
    throw failed(
      length > 0 ? failures.linkTextLong({ name, most, length }) : failures.linkText({ name, most }),
    );
  }
  return options;
}

export function checkFiles(files: readonly FileToRead[]): readonly FileToRead[] {
  const isFile = (file: FileToRead): boolean =>
    file instanceof Blob || (typeof file?.name === 'string' && file.bytes instanceof Uint8Array);
  if (Array.isArray(files) && files.length > 0 && files.every(isFile)) return files;
  throw failed(failures.noFiles());
}

interface NumberRule {
  readonly min: number;
  readonly max: number;
  readonly whole?: boolean;
}

export function checkNames(call: string, settings: unknown, names: readonly string[]): void {
  if (settings === null || typeof settings !== 'object' || Array.isArray(settings)) {
    throw failed(failures.noSettings({ call, names: names.join(', ') }));
  }
  const unknown = Object.keys(settings).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw failed(failures.unknownSetting({ call, name: unknown, names: names.join(', ') }));
  }
}

export function checkWord(call: string, name: string, value: unknown, words: readonly string[]): void {
  if (typeof value === 'string' && words.includes(value)) return;
  const given = { call, name, value: String(value) };
  const [first = '', second = ''] = words;
  throw failed(
    words.length === 2
      ? failures.notOneOfTwo({ ...given, first, second })
      : failures.notOneOf({ ...given, options: words.map((word) => `'${word}'`).join(', ') }),
  );
}

export function checkNumbers<T extends object>(
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
    const given = { call, name, value: String(value), min };
    if (max === Infinity) throw failed(whole ? failures.wholeFrom(given) : failures.numberFrom(given));
    const failure = isRight ? failures.outOfRange : whole ? failures.notWhole : failures.notNumber;
    throw failed(failure({ ...given, max }));
  }
}
