/** Arrivals to replay: those of the last load, or drawn at random from a rate over time. */
import { createRandom, STREAMS } from '#nn/Random.ts';
import type { LoadTrace } from '#state/feeds.ts';

/** Maximum number: the capacity of a trace. */
const LIMIT = 131_072;

/**
 * Scheduled times of the requests of a load, in ms, ascending. Of a load larger than its ring the newest, counted from the
 * first of them.
 */
export function arrivalsOf({ ring, leftOut }: Pick<LoadTrace, 'ring' | 'leftOut'>): Float64Array {
  const count = ring.total - ring.first;
  const timesMs = Float64Array.from({ length: count }, (_, index) => {
    return ring.columns.plannedMs[ring.indexOf(ring.first + index)] ?? NaN;
  }).toSorted();
  const isWhole = ring.first === 0 && leftOut === 0;
  const startMs = isWhole ? 0 : (timesMs[0] ?? 0);
  return timesMs.map((timeMs) => timeMs - startMs);
}

/**
 * Non-homogeneous Poisson process with rate `perSecond[i]` in slice i: a unit-rate process (gaps −ln u) mapped through the
 * inverse of the rate's integral. At most LIMIT arrivals.
 */
export function drawnArrivals(perSecond: readonly number[], durationMs: number, seed: number): Float64Array {
  const random = createRandom(seed, STREAMS.arrivals);
  const sliceMs = durationMs / perSecond.length;
  const timesMs: number[] = [];
  let untilNext = -Math.log(1 - random.uniform(0, 1));
  perSecond.forEach((rate, slice) => {
    if (!(rate > 0)) return;
    const perMs = rate / 1_000;
    let usedMs = 0;
    while (untilNext <= (sliceMs - usedMs) * perMs && timesMs.length < LIMIT) {
      usedMs += untilNext / perMs;
      timesMs.push(slice * sliceMs + usedMs);
      untilNext = -Math.log(1 - random.uniform(0, 1));
    }
    untilNext -= (sliceMs - usedMs) * perMs;
  });
  return Float64Array.from(timesMs);
}
