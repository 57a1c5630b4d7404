/**
 * Copies an untrusted value as plain JSON data: no getter, cycle, class or prototype, and limited depth and size. `undefined`
 * members count as missing, as in JSON.
 */
import type { Failure } from '#messages/Failure.ts';
import * as failures from '#messages/generated/experimentErrors.ts';
import { LIMITS } from './limits.ts';
import { ExperimentError, problemAt } from './ExperimentError.ts';

/** The deepest Experiment is 4 levels; the largest has about 100 values. */
const MAX_DEPTH = 8;
const MAX_VALUES = 2_000;
/** A table is the longest text. */
const MAX_TEXT = LIMITS.tableCells * 2;

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** @throws ExperimentError where the value is not JSON, or larger than any Experiment can be. */
export function copyJson(input: unknown): Json {
  let values = 0;

  function copy(value: unknown, path: string, depth: number): Json {
    if (depth > MAX_DEPTH) throw refusal(path, failures.tooDeep({ path: named(path), most: MAX_DEPTH }));
    if (++values > MAX_VALUES) throw refusal('', failures.tooManyValues({ most: MAX_VALUES }));
    if (value === null || typeof value === 'boolean') return value;
    // −0 would not survive JSON, and has no meaning here.
    if (typeof value === 'number') return value === 0 ? 0 : value;
    if (typeof value === 'string') {
      if (value.length > MAX_TEXT)
        throw refusal(path, failures.tooLongText({ path: named(path), most: MAX_TEXT }));
      return value;
    }
    if (Array.isArray(value)) {
      if (value.length > MAX_VALUES)
        throw refusal(path, failures.tooManyItems({ path: named(path), most: MAX_VALUES }));
      return Array.from(value, (item, i) => copy(item, `${path}[${i}]`, depth + 1));
    }
    if (typeof value !== 'object')
      throw refusal(path, failures.notJson({ path: named(path), kind: typeof value }));
    // No prototype: `__proto__` and `constructor` are then keys like any other, and unknown ones.
    const result = Object.create(null) as { [key: string]: Json };
    for (const key of Object.keys(value)) {
      const member: unknown = (value as Record<string, unknown>)[key];
      if (member !== undefined) result[key] = copy(member, path === '' ? key : `${path}.${key}`, depth + 1);
    }
    return result;
  }

  try {
    return copy(input, '', 0);
  } catch (error) {
    if (error instanceof ExperimentError) throw error;
    throw refusal('', failures.unreadable());
  }
}

function refusal(path: string, failure: Failure): ExperimentError {
  return new ExperimentError([problemAt(path, failure)]);
}

/** The path in a sentence; the whole value is called by what it should be. */
function named(path: string): string {
  if (path === '') return 'experiment';
  return path.length > 80 ? `${path.slice(0, 80)}…` : path;
}
