/**
 * The one place where what a worker says becomes a sentence of the reader's language: workers send failures (code and values)
 * wherever a report or an event has a reason, and the caller's end replaces each by its sentence.
 */
import { sayFailure, type Failure } from '#messages/Failure.ts';

/** @param value of a message that has just arrived: its failures are replaced in place */
export function sayFailures(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    // Lists have members of one kind; most are of numbers.
    if (typeof value[0] === 'object') value.forEach((member, at) => (value[at] = sayFailures(member)));
    return value;
  }
  if (!isPlain(value)) return value;
  if (isFailure(value)) return sayFailure(value);
  const members = value as Record<string, unknown>;
  for (const [key, member] of Object.entries(members)) {
    if (typeof member === 'object') members[key] = sayFailures(member);
  }
  return value;
}

/** No typed array, buffer or port. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

const isFailure = (value: object): value is Failure =>
  'code' in value && 'text' in value && 'values' in value && typeof value.code === 'string';
