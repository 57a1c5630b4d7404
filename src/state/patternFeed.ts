/** Counts of the example that runs, updated each frame: goroutines, channel, requests, responses. */
import { createFeed } from './Feed.ts';

export const PATTERN_NAMES = [
  'fanOut',
  'buffered',
  'limited',
  'pool',
  'pipeline',
  'timeout',
  'leak',
  'mended',
] as const;
export type PatternName = (typeof PATTERN_NAMES)[number];

export interface PatternCounts {
  readonly name: PatternName | null;
  /** `left`: the function has returned, but tasks of it go on (or are blocked). */
  readonly phase: 'idle' | 'running' | 'left' | 'ended';
  /** Running tasks of the group. */
  readonly goroutines: number;
  /** Requests without a response yet. */
  readonly inFlight: number;
  readonly channelLength: number;
  readonly channelCapacity: number;
  readonly blockedSenders: number;
  readonly blockedReceivers: number;
  readonly handled: number;
  /** Total time that the reader has really taken, in ms. */
  readonly handleMs: number;
  /** Failed requests, and the reason of the first. */
  readonly failed: number;
  readonly problem: string | null;
  /** Since the start; final once all has ended. */
  readonly elapsedMs: number;
}

export const NO_PATTERN: PatternCounts = {
  name: null,
  phase: 'idle',
  goroutines: 0,
  inFlight: 0,
  channelLength: 0,
  channelCapacity: 0,
  blockedSenders: 0,
  blockedReceivers: 0,
  handled: 0,
  handleMs: 0,
  failed: 0,
  problem: null,
  elapsedMs: 0,
};

export const patternFeed = createFeed<PatternCounts>(NO_PATTERN);
