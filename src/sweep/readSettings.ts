/** Settings of a sweep as scripts and the experiment give them, checked, in the one form that a sweep is run from. */
import type { SweepSpec } from '#experiment/sweepSpec.ts';
import { SWEEP_METHODS, type SweepMethod } from '#experiment/sweepSpec.ts';
import { LIMITS } from '#experiment/limits.ts';
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/sweepErrors.ts';
import type { SweepChoice } from './sweepCells.ts';

/** Each network ends at whichever comes first; 0 is off. */
export interface SweepUntil {
  readonly epochs: number;
  /** Of its own training. */
  readonly seconds: number;
  /** Looked at at each point of the curve. */
  readonly testLoss: number;
}

/** What a sweep is run from. */
export interface SweepOrder {
  readonly choice: SweepChoice;
  readonly until: SweepUntil;
}

/** What `fanout.trainingSweep` takes. */
export interface TrainingSweepSettings {
  /** Paths into the experiment, each with its values; of a random draw, numbers lie between the least and the largest. */
  over: Record<string, unknown[]>;
  /** Where each network ends: at whichever comes first. */
  until: { epochs?: number; seconds?: number; testLoss?: number };
  /** 'grid' takes every combination, 'random' draws them, 'halving' lets the better half train on; 'grid' where absent. */
  method?: SweepMethod;
  /** Combinations that are drawn. */
  samples?: number;
  /** Of the draw; 1 where absent. */
  seed?: number;
  /** Networks of each combination, with seeds that follow one another; 1 where absent. */
  starts?: number;
}

const NAMES = ['over', 'until', 'method', 'samples', 'seed', 'starts'];
const GOALS = { epochs: LIMITS.stopEpochs, seconds: LIMITS.stopSeconds, testLoss: LIMITS.stopLoss };

/** @throws Error that names the setting and what it may be */
export function readSettings(given: TrainingSweepSettings): SweepOrder {
  if (!isObject(given)) throw failed(failures.noSettings());
  const unknown = Object.keys(given).find((name) => !NAMES.includes(name));
  if (unknown !== undefined)
    throw failed(failures.unknownSetting({ name: unknown, options: NAMES.join(', ') }));
  const { over, until, method = 'grid', samples, seed = 1, starts = 1 } = given;
  if (!isObject(over)) throw failed(failures.noOver());
  const fields = Object.entries(over).map(([path, values]) => {
    if (!Array.isArray(values)) throw failed(failures.noList({ path }));
    return { path, values };
  });
  if (fields.length > LIMITS.sweepFields)
    throw failed(failures.tooManyFields({ count: fields.length, most: LIMITS.sweepFields }));
  if (!SWEEP_METHODS.includes(method))
    throw failed(failures.noMethod({ value: method, options: SWEEP_METHODS.join(', ') }));
  checkWhole('samples', samples, LIMITS.sweepNetworks);
  checkWhole('seed', seed, LIMITS.seed);
  checkWhole('starts', starts, LIMITS.sweepNetworks);
  if (method === 'random' && samples === undefined) throw failed(failures.noSamples());
  return { choice: { over: fields, method, samples, seed, starts }, until: readUntil(until, method) };
}

function readUntil(until: TrainingSweepSettings['until'], method: SweepMethod): SweepUntil {
  const goals = isObject(until) ? Object.entries(until) : [];
  for (const [name, value] of goals) {
    const range = (GOALS as Partial<Record<string, { readonly max: number }>>)[name];
    if (!range)
      throw failed(
        failures.unknownSetting({ name: `until.${name}`, options: Object.keys(GOALS).join(', ') }),
      );
    const isFit = typeof value === 'number' && value > 0 && value <= range.max;
    if (value !== undefined && (!isFit || (name === 'epochs' && !Number.isInteger(value))))
      throw failed(failures.wrongGoal({ name: `until.${name}`, value: said(value), max: range.max }));
  }
  const { epochs = 0, seconds = 0, testLoss = 0 } = isObject(until) ? until : {};
  return checkedUntil({ epochs, seconds, testLoss }, method);
}

function checkedUntil(until: SweepUntil, method: SweepMethod): SweepUntil {
  if (until.epochs === 0 && until.seconds === 0) throw failed(failures.noUntil());
  if (method === 'halving' && until.epochs === 0) throw failed(failures.halvingEpochs());
  return until;
}

/** The settings that an experiment holds, which its schema has checked. @throws Error where they make no sweep */
export function orderOf({
  over,
  method,
  samples,
  seed,
  starts,
  epochs,
  seconds,
  testLoss,
}: SweepSpec): SweepOrder {
  return {
    choice: { over, method, samples: method === 'random' ? samples : undefined, seed, starts },
    until: checkedUntil({ epochs, seconds, testLoss }, method),
  };
}

function checkWhole(
  name: string,
  value: unknown,
  { min, max }: { readonly min: number; readonly max: number },
): void {
  if (value === undefined) return;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < min || value > max)
    throw failed(failures.notWhole({ name, value: said(value), min, max }));
}

/** A value as an error shows it. */
const said = (value: unknown): string =>
  typeof value === 'number' || typeof value === 'string' ? String(value) : typeof value;

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
