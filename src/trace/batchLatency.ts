/**
 * Mean latency of a server with dynamic batching, in closed form (Inoue 2021, "Queueing analysis of GPU-based
 * inference servers with dynamic batching", arXiv 1912.06322). Assumes Poisson arrivals, one instance, unbounded
 * batches of all that waits, and α·b + τ for a batch of b requests.
 */

/** Time of a batch of b requests: `alphaMs`·b + `tauMs`. */
export interface BatchCost {
  readonly alphaMs: number;
  readonly tauMs: number;
}

/**
 * Mean time of a request in the server, from its arrival to the end of its batch, in ms: min(φ₀, φ₁) of the paper, two
 * upper bounds of which one is tight at low and the other at high load. Against a simulation: within 2 %, but up to 9 % too
 * high where they meet (λτ near 1, few requests a batch).
 *
 * @param perSecond arrivals a second
 * @returns Infinity from the rate on that no batch size can serve (λα ≥ 1).
 * @example meanBatchLatencyMs({ alphaMs: 0.1, tauMs: 1 }, 5_000) // λα = 0.5 → 3.17 ms
 */
export function meanBatchLatencyMs({ alphaMs, tauMs }: BatchCost, perSecond: number): number {
  const rate = perSecond / 1000;
  const load = rate * alphaMs;
  if (load >= 1) return Infinity;
  const low =
    ((alphaMs + tauMs) / (2 * (1 - load))) * (1 + 2 * rate * tauMs + (1 - rate * tauMs) / (1 + load));
  const high = (3 * tauMs) / (2 * (1 - load)) + ((alphaMs / 2) * (load + 2)) / (1 - load * load);
  return Math.min(low, high);
}

/**
 * α and τ from measured batches, by least squares over (size, time).
 * @returns null while all batches had one size, or where larger ones took no longer
 */
export function fitBatchCost(sums: BatchSums): BatchCost | null {
  const { count, size, sizeSquared, ms, sizeTimesMs } = sums;
  const spread = count * sizeSquared - size * size;
  if (count < 2 || spread <= 1e-9 * size * size) return null;
  const alphaMs = (count * sizeTimesMs - size * ms) / spread;
  const tauMs = (ms - alphaMs * size) / count;
  return alphaMs > 0 ? { alphaMs, tauMs: Math.max(0, tauMs) } : null;
}

/** Sums over batches for the least-squares fit. */
export interface BatchSums {
  readonly count: number;
  readonly size: number;
  readonly sizeSquared: number;
  readonly ms: number;
  readonly sizeTimesMs: number;
}
