/**
 * Presets of the request lab: each shows one thing that a person who serves models must have seen, on the network that
 * is open. A preset starts from the default serving plan and load, changes what it needs, and says where to look.
 */
import type { LoadSpec, ServingSpec } from './experiment.ts';
import type { DeviceName, LabPane } from './vocabulary.ts';

/** What one side of a comparison changes. */
export interface PresetSide {
  readonly device?: DeviceName;
  readonly serving?: Partial<ServingSpec>;
}

export interface LabPreset {
  readonly id: string;
  readonly label: string;
  /** The one thing it teaches. */
  readonly teaches: string;
  /** Where to look when it runs. */
  readonly look: string;
  readonly pane: LabPane;
  readonly serving?: Partial<ServingSpec>;
  readonly load?: Partial<LoadSpec>;
  /** A comparison of two servers instead of one load. */
  readonly sides?: readonly [PresetSide, PresetSide];
  /** A sweep instead of one load. */
  readonly sweep?: 'concurrency' | 'rate';
  /** What goes wrong on purpose, and when. */
  readonly fault?: { readonly kind: 'slowBatch' | 'stall'; readonly atMs: number; readonly ms: number };
}

export const LAB_PRESETS: readonly LabPreset[] = [
  {
    id: 'whyBatch',
    label: 'Why batch?',
    teaches: 'One call of the device for many requests costs little more than one for one request.',
    look: 'B − A: the same 64 callers, with and without batches.',
    pane: 'compare',
    serving: { inFlight: 64, maxBatchSize: 64, maxQueueDelayUs: 0 },
    sides: [{ serving: { pattern: 'unbatched' } }, { serving: { pattern: 'batched' } }],
  },
  {
    id: 'whenWaitingPays',
    label: 'When waiting pays',
    teaches: 'A queue delay buys larger batches with latency: it pays where a batch is dear, and only there.',
    look: 'Mean batch against p50: A sends at once, B waits up to 2 ms.',
    pane: 'compare',
    serving: { maxBatchSize: 32 },
    load: { mode: 'open', arrivals: 'poisson', requestsPerSecond: 4_000 },
    sides: [{ serving: { maxQueueDelayUs: 0 } }, { serving: { maxQueueDelayUs: 2_000 } }],
  },
  {
    id: 'hockeyStick',
    label: 'The hockey stick',
    teaches: 'Latency stays flat until the server is nearly busy, then rises without end.',
    look: 'The bend in the left chart: beyond it, more clients only wait longer.',
    pane: 'sweep',
    serving: { maxBatchSize: 16, maxQueueDelayUs: 0 },
    sweep: 'concurrency',
  },
  {
    id: 'coordinatedOmission',
    label: 'Coordinated omission',
    teaches: 'A client that waits for the server does not see the requests it never sent.',
    look: 'Latency, spectrum: one in eight met the stall. Now Closed loop, Stall again: hardly any does.',
    pane: 'latency',
    serving: { maxQueueDelayUs: 0 },
    load: { mode: 'open', arrivals: 'constant', requestsPerSecond: 1_000, durationMs: 4_000 },
    fault: { kind: 'stall', atMs: 1_500, ms: 500 },
  },
  {
    id: 'headOfLine',
    label: 'Head-of-line blocking',
    teaches: 'Where answers must keep their order, one slow batch holds back all that are ready behind it.',
    look: 'Timeline: the read-back of every request after the slow batch stretches until it ends.',
    pane: 'timeline',
    serving: { instances: 2, maxBatchSize: 8, inFlight: 32, maxQueueDelayUs: 0, preserveOrdering: true },
    load: { mode: 'closed', thinkTimeMs: 2, durationMs: 3_000 },
    fault: { kind: 'slowBatch', atMs: 1_200, ms: 300 },
  },
  {
    id: 'priorityStarvation',
    label: 'Priority starvation',
    teaches: 'While there is always something more important, the unimportant waits for ever.',
    look: 'Nine in ten have priority 1. The tenth has priority 3, and times out in the queue.',
    pane: 'timeline',
    serving: { pattern: 'unbatched', inFlight: 512, priorityLevels: 3, defaultTimeoutUs: 20_000 },
    load: { mode: 'closed', priorityMix: [0.9, 0, 0.1], durationMs: 3_000 },
  },
  {
    id: 'overload',
    label: 'Overload, bounded or not',
    teaches: 'A long queue turns overload into lateness for all; a short one into refusals for some.',
    look: 'Goodput and p99: A may queue 65,536, B only 64.',
    pane: 'compare',
    serving: { pattern: 'unbatched' },
    load: { mode: 'open', arrivals: 'poisson', requestsPerSecond: 50_000 },
    sides: [{ serving: { maxQueueSize: 65_536 } }, { serving: { maxQueueSize: 64 } }],
  },
  {
    id: 'gpuAgainstCpu',
    label: 'GPU against CPU',
    teaches: 'A GPU pays a price per batch: small networks and small batches are faster without it.',
    look: 'B − A here, then again with wider layers or more in flight: where does it turn?',
    pane: 'compare',
    serving: { inFlight: 256, maxBatchSize: 64 },
    sides: [{ device: 'wasm' }, { device: 'webgpu' }],
  },
];
