/**
 * Copies an untrusted value as plain JSON data: no getter, cycle, class or prototype, and limited depth and size. `undefined`
 * members count as missing, as in JSON.
 */
import { ExperimentError } from './ExperimentError.ts';

/** The deepest Experiment is 4 levels; the largest has about 100 values. */
const MAX_DEPTH = 8;
const MAX_VALUES = 1_000;
const MAX_TEXT = 1_000;

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** @throws ExperimentError where the value is not JSON, or larger than any Experiment can be. */
export function copyJson(input: unknown): Json {
  let values = 0;

  function copy(value: unknown, path: string, depth: number): Json {
    if (depth > MAX_DEPTH) throw refusal(path, `is nested deeper than the ${MAX_DEPTH} levels that are read`);
    if (++values > MAX_VALUES)
      throw refusal('', `has more than the ${MAX_VALUES.toLocaleString('en')} values that are read`);
    if (value === null || typeof value === 'boolean') return value;
    // −0 would not survive JSON, and has no meaning here.
    if (typeof value === 'number') return value === 0 ? 0 : value;
    if (typeof value === 'string') {
      if (value.length > MAX_TEXT)
        throw refusal(path, `has more than the ${MAX_TEXT.toLocaleString('en')} characters that are read`);
      return value;
    }
    if (Array.isArray(value)) {
      if (value.length > MAX_VALUES)
        throw refusal(path, `has more than the ${MAX_VALUES.toLocaleString('en')} items that are read`);
      return Array.from(value, (item, i) => copy(item, `${path}[${i}]`, depth + 1));
    }
    if (typeof value !== 'object') throw refusal(path, `is a ${typeof value}, which JSON cannot hold`);
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
    throw refusal('', 'could not be read');
  }
}

function refusal(path: string, what: string): ExperimentError {
  const subject = path === '' ? 'The experiment' : path.length > 80 ? `${path.slice(0, 80)}…` : path;
  return new ExperimentError([{ path, message: `${subject} ${what}.` }]);
}
