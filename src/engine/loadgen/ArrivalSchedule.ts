/**
 * The arrival process of an open loop, drawn from a seed and so the same in every run. Drawn in chunks ahead of time,
 * so that ten million arrivals take no more memory than a thousand. Every kind is a sequence of cumulated requests Λ,
 * 1 apart (constant) or an exponential gap apart (the others), mapped to time by the inverse of the rate's integral; a
 * rate that changes over time thus gives an inhomogeneous Poisson process.
 */
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { Arrivals } from '#experiment/vocabulary.ts';

const CHUNK = 1_024;
/** Bursts: all requests of a second arrive in its first fifth, at five times the mean rate. */
export const BURST_PERIOD_MS = 1_000;
export const BURST_SHARE = 0.2;

export interface ArrivalSpec {
  readonly kind: Arrivals;
  /** Mean rate; for a ramp the rate at its end. */
  readonly requestsPerSecond: number;
  /** How long a ramp rises. */
  readonly durationMs: number;
  readonly seed: number;
  /** For kind "recorded": the arrivals in ms since the start, ascending. */
  readonly recordedMs: Float64Array;
}

export class ArrivalSchedule {
  private readonly spec: ArrivalSpec;
  private readonly random;
  private readonly chunk = new Float64Array(CHUNK);
  private index = CHUNK;
  private drawn = 0;
  private cumulated = 0;

  constructor(spec: ArrivalSpec) {
    this.spec = spec;
    this.random = xoroshiro128plus(spec.seed);
  }

  /** Arrival of the next request in ms since the start of the run; Infinity after the last. */
  get nextMs(): number {
    if (this.index === CHUNK) this.draw();
    return this.chunk[this.index] ?? Infinity;
  }

  /** Advances to the next arrival. */
  advance(): void {
    if (this.index === CHUNK) this.draw();
    this.index += 1;
  }

  private draw(): void {
    const { kind, recordedMs } = this.spec;
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
    this.index = 0;
  }

  /** Time in ms at which this many requests have arrived. */
  private timeOf(cumulated: number): number {
    const { kind, requestsPerSecond, durationMs } = this.spec;
    const ratePerMs = requestsPerSecond / 1_000;
    // ∫ rate·t/duration dt = rate·t²/(2·duration)
    if (kind === 'ramp') return Math.sqrt((2 * durationMs * cumulated) / ratePerMs);
    if (kind !== 'bursts') return cumulated / ratePerMs;
    const perPeriod = ratePerMs * BURST_PERIOD_MS;
    const periods = Math.floor(cumulated / perPeriod);
    return BURST_PERIOD_MS * (periods + (cumulated / perPeriod - periods) * BURST_SHARE);
  }
}
