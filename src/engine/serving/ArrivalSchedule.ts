/**
 * The planned arrivals of an open loop: a Poisson process, drawn from a seed and therefore the same in every run,
 * whatever the server does. Drawn a chunk at a time, well before each arrival is due, so that ten million of them take
 * no more memory than a thousand.
 */
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

const CHUNK = 1_024;

export class ArrivalSchedule {
  private readonly random;
  private readonly meanGapMs: number;
  private readonly chunk = new Float64Array(CHUNK);
  private place = CHUNK;
  private lastMs = 0;

  /** @param requestsPerSecond mean rate; gaps are exponential with mean 1000 / rate ms. */
  constructor(requestsPerSecond: number, seed: number) {
    this.random = xoroshiro128plus(seed);
    this.meanGapMs = 1000 / requestsPerSecond;
  }

  /** When the next request is to arrive, in ms since the start of the run. */
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
    for (let index = 0; index < CHUNK; index += 1) {
      // 1 − u is never 0, so the logarithm is finite.
      this.lastMs -= Math.log(1 - uniformFloat64(this.random)) * this.meanGapMs;
      this.chunk[index] = this.lastMs;
    }
    this.place = 0;
  }
}
