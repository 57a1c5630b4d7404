/**
 * A seeded source of random numbers, the same on every machine. One seed gives several independent streams, so that
 * drawing more from one (a longer shuffle) does not change the other (the points).
 */
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import { log } from './steadyMath.ts';

/** What a stream is for. The numbers are part of the meaning of a seed: never change them, only add. */
export const STREAMS = { points: 1, order: 2, arrivals: 3 } as const;

export interface Random {
  /** Uniform in [from, to). */
  uniform(from: number, to: number): number;
  /** Normal with this mean and variance (not standard deviation). */
  normal(mean: number, variance: number): number;
  /** The indices 0 … count − 1 in random order (Fisher–Yates). */
  order(count: number): Uint32Array;
}

export function createRandom(seed: number, stream: number): Random {
  // The generator wants 128 well-mixed bits; neighbouring seeds must not give neighbouring states.
  const generator = xoroshiro128plusFromState(
    [1, 2, 3, 4].map((word) => mix(mix(seed ^ mix(stream)) + word)),
  );

  const uniform = (from: number, to: number) => from + uniformFloat64(generator) * (to - from);

  /** Marsaglia's polar method: a point of the unit disc gives a normal deviate without sine or cosine. */
  function normal(mean: number, variance: number): number {
    for (;;) {
      const u = uniform(-1, 1);
      const v = uniform(-1, 1);
      const s = u * u + v * v;
      if (s > 0 && s < 1) return mean + Math.sqrt(variance) * u * Math.sqrt((-2 * log(s)) / s);
    }
  }

  function order(count: number): Uint32Array {
    const indices = Uint32Array.from({ length: count }, (_, i) => i);
    for (let i = count - 1; i > 0; i--) {
      const j = uniformInt(generator, 0, i);
      const swapped = indices[i] as number;
      indices[i] = indices[j] as number;
      indices[j] = swapped;
    }
    return indices;
  }

  return { uniform, normal, order };
}

/** The finishing mix of MurmurHash3: every bit of the input touches every bit of the output. */
function mix(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
