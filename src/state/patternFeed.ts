/** What goes on inside the example that runs, counted each frame: goroutines, channel, requests, answers. */
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
  /** `left`: the function has returned, and tasks of it go on (or are stuck). */
  readonly phase: 'idle' | 'running' | 'left' | 'ended';
  /** Tasks under way in the group. */
  readonly goroutines: number;
  /** Requests sent and not answered. */
  readonly inFlight: number;
  readonly channelLength: number;
  readonly channelCapacity: number;
  readonly blockedSenders: number;
  readonly blockedReceivers: number;
  readonly handled: number;
  /** Requests without an answer, and why the first of them has none. */
  readonly failed: number;
  readonly problem: string | null;
  /** Since the start; stands still when all has ended. */
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
  failed: 0,
  problem: null,
  elapsedMs: 0,
};

export const patternFeed = createFeed<PatternCounts>(NO_PATTERN);
