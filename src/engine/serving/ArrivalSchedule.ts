/**
 * The planned arrivals of an open loop, drawn from a seed and therefore the same in every run, whatever the server does.
 * Drawn a chunk at a time, well before each arrival is due, so that ten million of them take no more memory than a
 * thousand.
 *
 * Every kind is one sequence of cumulated requests Λ, 1 apart (constant) or an exponential gap apart (the others), put on
 * the clock by the inverse of the rate's integral: so a rate that changes over time gives a Poisson process of that rate.
 */
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { Arrivals } from '../../spec/vocabulary.ts';

const CHUNK = 1_024;
/** Bursts: all requests of a second come in its first fifth, at five times the mean rate. */
export const BURST_PERIOD_MS = 1_000;
export const BURST_SHARE = 0.2;

export interface ArrivalPlan {
  readonly kind: Arrivals;
  /** Mean rate; of a ramp the rate at the end. */
  readonly requestsPerSecond: number;
  /** A ramp rises for so long. */
  readonly durationMs: number;
  readonly seed: number;
  /** Of kind "recorded": the arrivals themselves in ms since the start, ascending. */
  readonly recordedMs: Float64Array;
}

export class ArrivalSchedule {
  private readonly plan: ArrivalPlan;
  private readonly random;
  private readonly chunk = new Float64Array(CHUNK);
  private place = CHUNK;
  private drawn = 0;
  private cumulated = 0;

  constructor(plan: ArrivalPlan) {
    this.plan = plan;
    this.random = xoroshiro128plus(plan.seed);
  }

  /** When the next request is to arrive, in ms since the start of the run; Infinity after the last. */
  get nextMs(): number {
    if (this.place === CHUNK) this.draw();
    return this.chunk[this.place] ?? Infinity;
  }

  /** Goes on to the arrival after. */
  advance(): void {
    if (this.place === CHUNK) this.draw();
    this.place += 1;
  }

  private draw(): void {
    const { kind, recordedMs } = this.plan;
    for (let index = 0; index < CHUNK; index += 1, this.drawn += 1) {
      if (kind === 'recorded') {
        this.chunk[index] = recordedMs[this.drawn] ?? Infinity;
        continue;
      }
      // 1 − u is never 0, so the logarithm is finite.
      this.cumulated =
        kind === 'constant' ? this.drawn : this.cumulated - Math.log(1 - uniformFloat64(this.random));
      this.chunk[index] = this.timeOf(this.cumulated);
    }
    this.place = 0;
  }

  /** When so many requests have been asked, in ms. */
  private timeOf(cumulated: number): number {
    const { kind, requestsPerSecond, durationMs } = this.plan;
    const ratePerMs = requestsPerSecond / 1_000;
    // ∫ rate·t/duration dt = rate·t²/(2·duration)
    if (kind === 'ramp') return Math.sqrt((2 * durationMs * cumulated) / ratePerMs);
    if (kind !== 'bursts') return cumulated / ratePerMs;
    const perPeriod = ratePerMs * BURST_PERIOD_MS;
    const periods = Math.floor(cumulated / perPeriod);
    return BURST_PERIOD_MS * (periods + (cumulated / perPeriod - periods) * BURST_SHARE);
  }
}
