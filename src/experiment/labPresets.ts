/**
 * Presets of the request lab: each demonstrates one effect of serving, on the network that is open. A preset starts from the
 * default serving settings and load, changes what it needs, and says where to look.
 */
import * as say from '#messages/generated/labPresets.ts';
import type { LoadSpec, ServingSpec } from './experiment.ts';
import type { LabPane } from './labPanes.ts';
import { LIMITS } from './limits.ts';
import type { DeviceName } from './vocabulary.ts';

/** What one side of a comparison changes. */
export interface PresetSide {
  readonly device?: DeviceName;
  readonly serving?: Partial<ServingSpec>;
}

/** What a preset derives from the measured capacity. */
export interface PresetFit {
  readonly serving?: Partial<ServingSpec>;
  readonly load?: Partial<LoadSpec>;
  readonly sides?: readonly [PresetSide, PresetSide];
}

export interface LabPreset {
  readonly id: string;
  label(): string;
  /** The effect it demonstrates. */
  teaches(): string;
  /** Where to look when it runs. */
  look(): string;
  readonly pane: LabPane;
  readonly serving?: Partial<ServingSpec>;
  readonly load?: Partial<LoadSpec>;
  /** A comparison of two servers instead of one load. */
  readonly sides?: readonly [PresetSide, PresetSide];
  /** A sweep instead of one load. */
  readonly sweep?: 'concurrency' | 'rate';
  /**
   * Settings that depend on the machine, from its capacity: responses per second to 64 clients without think time, with the
   * settings of the preset (of side A). Measured just before.
   */
  readonly fit?: (perSecond: number) => PresetFit;
  /** Fault to inject, and when. */
  readonly fault?: { readonly kind: 'slowBatch' | 'stall'; readonly atMs: number; readonly ms: number };
}

/** One queue that is practically unbounded, one that holds a few milliseconds of work. */
function overloadSides(shortQueue: number): readonly [PresetSide, PresetSide] {
  return [{ serving: { maxQueueSize: 65_536 } }, { serving: { maxQueueSize: shortQueue } }];
}

/** A rate within what a load can send, with two digits, as on a slider. */
const rateOf = (perSecond: number): number =>
  Math.min(LIMITS.requestsPerSecond.max, Math.max(1, Number(perSecond.toPrecision(2))));

export const LAB_PRESETS: readonly LabPreset[] = [
  {
    id: 'whyBatch',
    label: say.whyBatch,
    teaches: say.whyBatchTeaches,
    look: say.whyBatchLook,
    pane: 'compare',
    serving: { inFlight: 64, maxBatchSize: 64, maxQueueDelayUs: 0 },
    sides: [{ serving: { pattern: 'unbatched' } }, { serving: { pattern: 'batched' } }],
  },
  {
    id: 'whenWaitingPays',
    label: say.whenWaitingPays,
    teaches: say.whenWaitingPaysTeaches,
    look: say.whenWaitingPaysLook,
    pane: 'compare',
    serving: { maxBatchSize: 32 },
    load: { mode: 'open', arrivals: 'poisson', requestsPerSecond: 4_000 },
    sides: [{ serving: { maxQueueDelayUs: 0 } }, { serving: { maxQueueDelayUs: 2_000 } }],
    // A fifth of the capacity: in a busy server batches grow by themselves.
    fit: (perSecond) => ({ load: { requestsPerSecond: rateOf(Math.min(4_000, perSecond / 5)) } }),
  },
  {
    id: 'hockeyStick',
    label: say.hockeyStick,
    teaches: say.hockeyStickTeaches,
    look: say.hockeyStickLook,
    pane: 'sweep',
    serving: { maxBatchSize: 16, maxQueueDelayUs: 0 },
    sweep: 'concurrency',
  },
  {
    id: 'coordinatedOmission',
    label: say.coordinatedOmission,
    teaches: say.coordinatedOmissionTeaches,
    look: say.coordinatedOmissionLook,
    pane: 'latency',
    serving: { maxQueueDelayUs: 0 },
    load: { mode: 'open', arrivals: 'constant', requestsPerSecond: 1_000, durationMs: 4_000 },
    // Far below capacity, so that what waited during the stall is soon served.
    fit: (perSecond) => ({ load: { requestsPerSecond: rateOf(Math.min(1_000, perSecond / 5)) } }),
    fault: { kind: 'stall', atMs: 1_500, ms: 500 },
  },
  {
    id: 'headOfLine',
    label: say.headOfLine,
    teaches: say.headOfLineTeaches,
    look: say.headOfLineLook,
    pane: 'timeline',
    serving: { instances: 2, maxBatchSize: 8, inFlight: 32, maxQueueDelayUs: 0, preserveOrdering: true },
    load: { mode: 'closed', thinkTimeMs: 2, durationMs: 3_000 },
    fault: { kind: 'slowBatch', atMs: 1_200, ms: 300 },
  },
  {
    id: 'priorityStarvation',
    label: say.priorityStarvation,
    teaches: say.priorityStarvationTeaches,
    look: say.priorityStarvationLook,
    pane: 'timeline',
    serving: { pattern: 'unbatched', inFlight: 512, priorityLevels: 3, defaultTimeoutUs: 20_000 },
    load: { mode: 'closed', priorityMix: [0.9, 0, 0.1], durationMs: 3_000 },
    // So many clients that serving all of them once takes about 40 ms, and a timeout of two and a half times that: priority alone
    // decides who is served in time.
    fit(perSecond) {
      const inFlight = Math.min(512, Math.max(32, Math.round(perSecond * 0.04)));
      return { serving: { inFlight, defaultTimeoutUs: Math.round((2.5 * inFlight * 1e6) / perSecond) } };
    },
  },
  {
    id: 'overload',
    label: say.overload,
    teaches: say.overloadTeaches,
    look: say.overloadLook,
    pane: 'compare',
    // Without batches any machine can overload the server.
    serving: { pattern: 'unbatched', instances: 2 },
    load: { mode: 'open', arrivals: 'poisson', requestsPerSecond: 15_000 },
    sides: overloadSides(16),
    fit: (perSecond) => ({
      load: { requestsPerSecond: rateOf(perSecond * 3) },
      sides: overloadSides(Math.min(64, Math.max(2, Math.round(perSecond * 0.004)))),
    }),
  },
  {
    id: 'gpuAgainstCpu',
    label: say.gpuAgainstCpu,
    teaches: say.gpuAgainstCpuTeaches,
    look: say.gpuAgainstCpuLook,
    pane: 'compare',
    serving: { inFlight: 256, maxBatchSize: 64 },
    sides: [{ device: 'wasm' }, { device: 'webgpu' }],
  },
];
