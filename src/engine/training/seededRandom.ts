/**
 * A generator of random numbers from a seed: the one source of chance in training (initial weights, order of samples).
 * The same seed gives the same numbers on every machine.
 */
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';
import { mix32 } from '../kernels/dropoutMask.ts';

/** The raw generator gives nearly the same first numbers for every seed (the very first is 1 − 2⁻⁵³ for all). */
const DISCARDED = 32;

export function seededRandom(seed: number): RandomGenerator {
  const random = xoroshiro128plus(mix32(seed));
  for (let i = 0; i < DISCARDED; i++) random.next();
  return random;
}
