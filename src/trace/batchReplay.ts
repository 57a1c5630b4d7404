/**
 * Replays a measured load through an ideal server: requests arrive when they did arrive, batches take what their size usually
 * takes, and the server stands still where pauses were seen. What the theory of batching queues leaves unexplained by assuming
 * Poisson arrivals and no pauses shows as the difference between the two means; what the replay leaves is the server's own.
 */
import { batchTimeOf } from './batchQueue.ts';
import { pauseLimitMs, type BatchTiming, type SeenBatch } from './batchTiming.ts';

/** What was seen of a server for a while. */
export interface SeenLoad {
  /** Arrivals at the server's queue, in ms, in any order. */
  readonly arrivalsMs: readonly number[];
  /** In their order. */
  readonly batches: readonly SeenBatch[];
}

export interface Replay {
  /** Mean time in the server with these arrivals and pauses, in ms; NaN where nothing was seen. */
  readonly meanMs: number;
  /** Share of the time in which the server stood still, 0 to 1. */
  readonly pausedShare: number;
}

interface Pause {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * @param maxBatchSize the largest batch; all that waits goes, up to it
 * @example replayBatches({ arrivalsMs, batches }, batchTiming(samples)!, 64).meanMs
 */
export function replayBatches(
  { arrivalsMs, batches }: SeenLoad,
  timing: BatchTiming,
  maxBatchSize: number,
  clockStepMs = 0,
): Replay {
  const [first, last] = [batches[0], batches.at(-1)];
  if (!first || !last) return { meanMs: NaN, pausedShare: 0 };
  const pauses = pausesOf(batches, timing, clockStepMs);
  const advance = timeline(pauses);
  const arrivals = Float64Array.from(arrivalsMs).sort();
  /** Until then the server was busy with what came before. */
  let freeMs = first.batchedMs;
  let sumMs = 0;
  for (let next = 0; next < arrivals.length;) {
    const startMs = Math.max(freeMs, arrivals[next]!);
    let end = next;
    while (end < arrivals.length && end - next < maxBatchSize && arrivals[end]! <= startMs) end += 1;
    const { answeredMs } = batchTimeOf(timing.times, end - next);
    const answeredAtMs = advance(startMs, answeredMs);
    for (let index = next; index < end; index += 1) sumMs += answeredAtMs - arrivals[index]!;
    freeMs = advance(answeredAtMs, timing.gapMs);
    next = end;
  }
  const pausedMs = pauses.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
  const spanMs = last.readBackMs - first.batchedMs;
  return { meanMs: sumMs / arrivals.length, pausedShare: spanMs > 0 ? pausedMs / spanMs : 0 };
}

/** The time that batches, and gaps between them, took beyond the usual. */
function pausesOf(
  batches: readonly SeenBatch[],
  { times, gapMs }: BatchTiming,
  clockStepMs: number,
): Pause[] {
  const pauses: Pause[] = [];
  const look = (fromMs: number, usualMs: number, toMs: number): void => {
    if (toMs - fromMs > pauseLimitMs(usualMs, clockStepMs)) pauses.push({ fromMs: fromMs + usualMs, toMs });
  };
  for (const [index, { batch, size, batchedMs, readBackMs }] of batches.entries()) {
    look(batchedMs, batchTimeOf(times, size).answeredMs, readBackMs);
    const next = batches[index + 1];
    if (next?.batch === batch + 1 && next.oldestMs <= readBackMs) look(readBackMs, gapMs, next.batchedMs);
  }
  return pauses;
}

/** A function that adds working time to a time that never goes back; during a pause no work is done. */
function timeline(pauses: readonly Pause[]): (fromMs: number, workMs: number) => number {
  let index = 0;
  return (fromMs, workMs) => {
    while (index < pauses.length && pauses[index]!.toMs <= fromMs) index += 1;
    let atMs = fromMs;
    let leftMs = workMs;
    for (let ahead = index; ahead < pauses.length; ahead += 1) {
      const pause = pauses[ahead]!;
      if (pause.fromMs >= atMs + leftMs) break;
      leftMs -= Math.max(0, pause.fromMs - atMs);
      atMs = pause.toMs;
    }
    return atMs + leftMs;
  };
}
