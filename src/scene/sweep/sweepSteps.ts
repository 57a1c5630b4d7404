/** Which points a sweep measures, and what the theory of batching queues says of them. */
import type { SweepState } from '#state/sweepStore.ts';

export const SWEEP_CLIENTS = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512] as const;
/** Before any measurement. */
const GUESSED_CAPACITY = 5_000;
const MOST_RATE = 50_000;
const RATE_SHARES = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1];

/** Rates around the throughput of the last load: from a tenth of it to slightly more. */
export function rateSteps(capacityPerSecond: number): number[] {
  const capacity = Math.min(MOST_RATE, capacityPerSecond > 0 ? capacityPerSecond : GUESSED_CAPACITY);
  const rates = RATE_SHARES.map((share) => Math.min(MOST_RATE, Number((share * capacity).toPrecision(2))));
  return [...new Set(rates)];
}

/** Mean time in the server, which the theory of batching queues is about. */
export const inServerMs = ({ stagesMs }: SweepState['points'][number]): number =>
  stagesMs.queue + stagesMs.batchWait + stagesMs.compute + stagesMs.readBack;

/** Mean by the theory for a point, in ms; NaN where it does not hold for this server, or beyond its capacity. */
export const theoryMs = ({ theory }: SweepState, index: number): number =>
  knownMs(theory?.misfit === null ? theory.meanMs[index] : undefined);

/** The same with the arrivals and pauses that were seen, in ms. */
export const replayMs = ({ theory }: SweepState, index: number): number =>
  knownMs(theory?.misfit === null ? theory.replayMs[index] : undefined);

const knownMs = (ms: number | undefined): number => (ms === undefined || ms === Infinity ? NaN : ms);
