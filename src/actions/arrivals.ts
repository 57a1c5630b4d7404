/** Arrivals to replay: those of the last load, or drawn by hand as a rate over time. */
import { createRandom, STREAMS } from '../data/Random.ts';
import type { LoadTrace } from '../state/feeds.ts';

/** The most that are kept: as many as a trace holds. */
const LIMIT = 131_072;

/**
 * When the requests of a load were to be sent, in ms and in order. Of a load longer than its ring the newest, counted
 * from the first of them.
 */
export function arrivalsOf({ ring, leftOut }: Pick<LoadTrace, 'ring' | 'leftOut'>): Float64Array {
  const count = ring.total - ring.first;
  const timesMs = Float64Array.from({ length: count }, (_, index) => {
    return ring.columns.plannedMs[ring.place(ring.first + index)] ?? NaN;
  }).toSorted();
  const isWhole = ring.first === 0 && leftOut === 0;
  const startMs = isWhole ? 0 : (timesMs[0] ?? 0);
  return timesMs.map((timeMs) => timeMs - startMs);
}

/**
 * A Poisson process whose rate is `perSecond[i]` in slice i of the time: a unit process (gaps −ln u), put on the clock
 * by the inverse of the rate's integral. No more than LIMIT arrivals.
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
