/** Settings of a load, as a script or the page gives them → a plan with every bound in place, or an error in words. */
import { LIMITS } from '../../spec/limits.ts';
import type { Pattern } from '../../spec/vocabulary.ts';
import type { LoadSettings } from '../../wire/load.ts';

export const LOAD_LIMITS = {
  /** Above this the load worker itself, not the server, would be what is measured. */
  requestsPerSecond: { min: 0.1, max: 50_000 },
  requests: { min: 1, max: 10_000_000 },
  durationMs: { min: 1, max: 600_000 },
  inFlight: LIMITS.inFlight,
  seed: LIMITS.seed,
} as const;

/** Requests of an open loop that may be unanswered: as many as the longest queue holds. The next are sent late. */
const OPEN_IN_FLIGHT = LIMITS.maxQueueSize.max;
const DEFAULT_SEED = 1;

export interface LoadPlan {
  /** Open loop: the rate of planned arrivals. Null in a closed loop, where each answer calls for the next request. */
  readonly requestsPerSecond: number | null;
  /** Requests that may be unanswered at any time. */
  readonly inFlight: number;
  readonly requests: number;
  readonly durationMs: number;
  readonly seed: number;
}

/** Only under "oneByOne" is the next request held back until the last is answered, in an open loop as well. */
export function planLoad(settings: LoadSettings, pattern: Pattern): LoadPlan {
  const { mode } = settings;
  if (mode !== 'closed' && mode !== 'open') {
    throw new Error(`mode must be "closed" or "open", not ${JSON.stringify(mode)}.`);
  }
  const requests = whole(settings, 'requests') ?? LOAD_LIMITS.requests.max;
  const durationMs = within(settings, 'durationMs') ?? LOAD_LIMITS.durationMs.max;
  const seed = whole(settings, 'seed') ?? DEFAULT_SEED;
  const callers = whole(settings, 'inFlight');
  const rate = within(settings, 'requestsPerSecond');
  const isOneByOne = pattern === 'oneByOne';
  if (mode === 'open') {
    if (rate === undefined) throw new Error('An open loop needs requestsPerSecond, e.g. 500.');
    const inFlight = isOneByOne ? 1 : OPEN_IN_FLIGHT;
    return { requestsPerSecond: rate, inFlight, requests, durationMs, seed };
  }
  if (callers === undefined) throw new Error('A closed loop needs inFlight, e.g. 64.');
  const inFlight = isOneByOne ? 1 : callers;
  return { requestsPerSecond: null, inFlight, requests, durationMs, seed };
}

type Field = keyof typeof LOAD_LIMITS;

function within(settings: LoadSettings, field: Field): number | undefined {
  const value: unknown = settings[field];
  if (value === undefined) return undefined;
  const { min, max } = LOAD_LIMITS[field];
  if (typeof value !== 'number' || !(value >= min && value <= max)) {
    throw new Error(
      `${field} must be a number from ${min} to ${max.toLocaleString('en')}, not ${JSON.stringify(value)}.`,
    );
  }
  return value;
}

function whole(settings: LoadSettings, field: Field): number | undefined {
  const value = within(settings, field);
  if (value !== undefined && !Number.isInteger(value)) {
    throw new Error(`${field} must be a whole number, not ${value}.`);
  }
  return value;
}
