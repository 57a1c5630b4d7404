/**
 * Mean latency of a server with dynamic batching from the measured time of each batch size: the Markov chain of the
 * requests that wait when a batch ends, solved by power iteration. Assumes Poisson arrivals, one instance, and batches
 * of all that waits up to the largest. Unlike the closed form in `batchLatency.ts` it needs no straight line through
 * the times: sizes are padded to powers of two, and small batches cost less than a line through the large ones.
 */

/** Measured time of a batch by its size. */
export interface BatchTime {
  readonly size: number;
  /** Until the next batch can start, in ms. */
  readonly ms: number;
  /** Until its outputs are there, in ms; `ms` where absent. */
  readonly answeredMs?: number;
}

/** Mass of a Poisson distribution that is cut off at either end. */
const TAIL = 1e-9;
const MOST_ROUNDS = 2_000;
const SETTLED = 1e-7;

/**
 * Mean time of a request in the server, from its arrival to the end of its batch, in ms.
 *
 * @param times by size, ascending, at least one; between two sizes it is interpolated, beyond them in proportion to their
 *   size.
 * @param perSecond arrivals a second
 * @param maxBatchSize the largest batch
 * @returns Infinity where more arrive than the largest batch can carry.
 * @example meanBatchQueueMs([{ size: 1, ms: 1 }, { size: 64, ms: 8 }], 2_000, 64)
 */
export function meanBatchQueueMs(
  times: readonly BatchTime[],
  perSecond: number,
  maxBatchSize: number,
): number {
  const rate = perSecond / 1000;
  if (rate <= 0) return batchTimeOf(times, 1).answeredMs;
  const most = busiestSize(times, rate, maxBatchSize);
  if (most === Infinity) return Infinity;
  // The next batch is as large as what arrives during this one; beyond ten deviations that is negligible.
  const large = Math.max(most, rate * timeOf(times, Math.min(2 * most, maxBatchSize)));
  const states = Math.ceil(2 * large + 10 * Math.sqrt(large) + 20);
  const timeMs = Float64Array.from({ length: states }, (_, n) =>
    timeOf(times, Math.max(1, Math.min(n, maxBatchSize))),
  );
  const answeredMs = Float64Array.from(
    { length: Math.min(states, maxBatchSize + 1) },
    (_, n) => batchTimeOf(times, Math.max(1, n)).answeredMs,
  );
  const waiting = stationary(timeMs, rate, maxBatchSize, Math.round(most));
  let [area, span] = [0, 0];
  for (let n = 0; n < states; n++) {
    const ms = timeMs[n]!;
    const share = waiting[n]!;
    span += share * (ms + (n === 0 ? 1 / rate : 0));
    const batched = Math.min(n, maxBatchSize);
    area += share * (Math.max(1, batched) * answeredMs[batched]! + (n - batched) * ms + (rate * ms * ms) / 2);
  }
  // Little's law: the mean number of requests in the server over their rate.
  return area / span / rate;
}

/** The size at which a batch lasts as long as the next one takes to arrive; Infinity where there is none. */
function busiestSize(times: readonly BatchTime[], rate: number, maxBatchSize: number): number {
  for (let size = 1; size <= maxBatchSize; size = Math.max(size + 1, Math.floor(size * 1.02))) {
    if (rate * timeOf(times, size) <= size) return size;
  }
  return Infinity;
}

/** Probability that n requests wait when a batch ends. */
function stationary(timeMs: Float64Array, rate: number, maxBatchSize: number, first: number): Float64Array {
  const arrivals = Array.from(timeMs, (ms) => poisson(rate * ms));
  let waiting = new Float64Array(timeMs.length);
  waiting[Math.min(first, waiting.length - 1)] = 1;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const next = new Float64Array(waiting.length);
    for (let n = 0; n < waiting.length; n++) {
      const share = waiting[n]!;
      if (share < 1e-14) continue;
      const left = Math.max(0, n - maxBatchSize);
      const { from, masses } = arrivals[n]!;
      for (let i = 0; i < masses.length; i++) {
        const state = Math.min(next.length - 1, left + from + i);
        next[state] = next[state]! + share * masses[i]!;
      }
    }
    let moved = 0;
    for (let n = 0; n < next.length; n++) moved += Math.abs(next[n]! - waiting[n]!);
    waiting = next;
    if (moved < SETTLED) break;
  }
  return waiting;
}

/** Masses of a Poisson distribution from `from` on, without its tails. */
function poisson(mean: number): { readonly from: number; readonly masses: readonly number[] } {
  const reach = 7 * Math.sqrt(mean) + 7;
  const from = Math.max(0, Math.floor(mean - reach));
  const masses: number[] = [];
  let sum = 0;
  // ln p(k) = k ln μ − μ − ln k!, by Stirling beyond small k.
  for (let k = from; k <= mean + reach; k++) {
    const mass = Math.exp(k * Math.log(mean) - mean - logFactorial(k));
    masses.push(mass);
    sum += mass;
    if (k > mean && mass < TAIL) break;
  }
  return { from, masses: masses.map((mass) => mass / sum) };
}

function logFactorial(k: number): number {
  if (k < 10) {
    let product = 1;
    for (let i = 2; i <= k; i++) product *= i;
    return Math.log(product);
  }
  return k * Math.log(k) - k + 0.5 * Math.log(2 * Math.PI * k) + 1 / (12 * k) - 1 / (360 * k ** 3);
}

const timeOf = (times: readonly BatchTime[], size: number): number => batchTimeOf(times, size).ms;

/**
 * Times of a batch of this size, in ms: linear between measured sizes, proportional beyond the last.
 *
 * @example batchTimeOf([{ size: 1, ms: 1 }, { size: 3, ms: 2 }], 2) // { ms: 1.5, answeredMs: 1.5 }
 */
export function batchTimeOf(
  times: readonly BatchTime[],
  size: number,
): { readonly ms: number; readonly answeredMs: number } {
  const above = times.findIndex((time) => time.size >= size);
  const high = above < 0 ? times.at(-1)! : times[above]!;
  const low = times[above - 1];
  const [highMs, highAnsweredMs] = [high.ms, high.answeredMs ?? high.ms];
  if (above < 0) {
    const ms = (highMs * size) / high.size;
    return { ms, answeredMs: ms - (highMs - highAnsweredMs) };
  }
  if (!low || high.size === size) return { ms: highMs, answeredMs: highAnsweredMs };
  const [lowMs, lowAnsweredMs] = [low.ms, low.answeredMs ?? low.ms];
  const share = (size - low.size) / (high.size - low.size);
  return {
    ms: lowMs + (highMs - lowMs) * share,
    answeredMs: lowAnsweredMs + (highAnsweredMs - lowAnsweredMs) * share,
  };
}
