/** Validates the settings of a load, as a script or the page gives them, and adds defaults and bounds. */
import type { ServingSpec } from '#experiment/experiment.ts';
import { LIMITS } from '#experiment/limits.ts';
import { ARRIVALS } from '#experiment/vocabulary.ts';
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/loadgenErrors.ts';
import { LOAD_LIMITS, type LoadSettings } from '#protocol/load.ts';
import { defaultPriority } from '#protocol/server.ts';
import type { ArrivalSpec } from './ArrivalSchedule.ts';
import type { SamplerConfig } from './RequestSampler.ts';

/** Requests of an open loop that may be in flight: as many as the longest queue holds. Further ones are sent late. */
const OPEN_IN_FLIGHT = LIMITS.maxQueueSize.max;
const DEFAULT_SEED = 1;
const NO_ARRIVALS = new Float64Array(0);

export interface LoadConfig extends SamplerConfig {
  /** Open loop: the arrival process. Null in a closed loop, where a response triggers the next request. */
  readonly arrivals: ArrivalSpec | null;
  /** Requests that may be in flight; in a closed loop, the number of clients. */
  readonly inFlight: number;
  readonly thinkTimeMs: number;
  readonly requests: number;
  readonly durationMs: number;
  /** How long a request may be queued; undefined forever. */
  readonly timeoutMs: number | undefined;
  /** Responses within this time count as goodput. */
  readonly latencyGoalMs: number;
}

/** What of the server's config the load depends on. */
export type ServerFacts = Pick<ServingSpec, 'pattern' | 'latencyGoalMs' | 'priorityLevels'>;

/**
 * Under pattern "oneByOne" the next request is held back until the last has ended, in an open loop as well.
 * @throws Error with a sentence for the reader where a setting is invalid or missing
 */
export function loadConfig(settings: LoadSettings, server: ServerFacts): LoadConfig {
  const { mode } = settings;
  if (mode !== 'closed' && mode !== 'open') {
    throw failed(failures.mode({ given: JSON.stringify(mode) ?? 'undefined' }));
  }
  const isOneByOne = server.pattern === 'oneByOne';
  const timeoutMs = within(settings, 'timeoutMs') ?? 0;
  const shared = {
    thinkTimeMs: within(settings, 'thinkTimeMs') ?? 0,
    requests: whole(settings, 'requests') ?? LOAD_LIMITS.requests.max,
    durationMs: within(settings, 'durationMs') ?? LOAD_LIMITS.durationMs.max,
    seed: whole(settings, 'seed') ?? DEFAULT_SEED,
    timeoutMs: timeoutMs > 0 ? timeoutMs : undefined,
    cancelShare: within(settings, 'cancelShare') ?? 0,
    priorityShares: sharesOf(settings, server.priorityLevels),
    defaultPriority: defaultPriority(server.priorityLevels),
    latencyGoalMs: server.latencyGoalMs,
  };
  if (mode === 'open') {
    const arrivals = arrivalSpec(settings, shared.durationMs, shared.seed);
    return { ...shared, arrivals, inFlight: isOneByOne ? 1 : OPEN_IN_FLIGHT };
  }
  const callers = whole(settings, 'inFlight');
  if (callers === undefined) throw failed(failures.noInFlight());
  return { ...shared, arrivals: null, inFlight: isOneByOne ? 1 : callers };
}

function arrivalSpec(settings: LoadSettings, durationMs: number, seed: number): ArrivalSpec {
  const { arrivals: kind = 'poisson', recordedMs } = settings;
  if (!ARRIVALS.includes(kind)) {
    throw failed(failures.arrivals({ options: ARRIVALS.join(', '), given: JSON.stringify(kind) }));
  }
  if (kind === 'recorded') {
    const times = Float64Array.from(recordedMs ?? NO_ARRIVALS);
    if (times.length === 0) throw failed(failures.noRecorded());
    if (
      times.some((timeMs, index) => !(timeMs >= (index === 0 ? 0 : times[index - 1]!)) || timeMs === Infinity)
    ) {
      throw failed(failures.recordedOrder());
    }
    return { kind, requestsPerSecond: 0, durationMs, seed, recordedMs: times };
  }
  const requestsPerSecond = within(settings, 'requestsPerSecond');
  if (requestsPerSecond === undefined) throw failed(failures.noRate());
  if (kind === 'ramp' && settings.durationMs === undefined) {
    throw failed(failures.noDuration());
  }
  return { kind, requestsPerSecond, durationMs, seed, recordedMs: NO_ARRIVALS };
}

/** One share for each of the server's levels; shares of levels that it does not have go to its lowest. */
function sharesOf({ priorityMix = 'one' }: LoadSettings, levels: number): readonly number[] {
  if (priorityMix === 'one') return [];
  const { min, max } = LIMITS.priorityMix;
  const isShare = (share: unknown): boolean => typeof share === 'number' && share >= 0 && share <= 1;
  if (!Array.isArray(priorityMix) || priorityMix.length < min || priorityMix.length > max) {
    throw failed(failures.mixLength({ min, max }));
  }
  if (!priorityMix.every(isShare) || !priorityMix.some((share) => share > 0)) {
    throw failed(failures.mixShares());
  }
  const beyond = priorityMix.slice(levels).reduce((sum, share) => sum + share, 0);
  const shares = priorityMix.slice(0, levels);
  if (beyond > 0) shares[levels - 1] = (shares[levels - 1] ?? 0) + beyond;
  return shares;
}

type Field = keyof typeof LOAD_LIMITS;

function within(settings: LoadSettings, field: Field): number | undefined {
  const value: unknown = settings[field];
  if (value === undefined) return undefined;
  const { min, max } = LOAD_LIMITS[field];
  if (typeof value !== 'number' || !(value >= min && value <= max)) {
    throw failed(failures.range({ field, min, max, given: JSON.stringify(value) ?? typeof value }));
  }
  return value;
}

function whole(settings: LoadSettings, field: Field): number | undefined {
  const value = within(settings, field);
  if (value !== undefined && !Number.isInteger(value)) {
    throw failed(failures.whole({ field, given: String(value) }));
  }
  return value;
}
