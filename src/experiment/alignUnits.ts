/**
 * Which units of a changed network are units of the one before: what an edit keeps. Without being told (a list of layers is all that a
 * link or script gives), layers at both ends that are alike stand for each other, and units by their place.
 */
import type { NetworkSpec } from './experiment.ts';

type Hidden = NetworkSpec['hidden'];

/** Where a unit comes from. */
export interface UnitSource {
  /** Hidden layer and unit in the network before. */
  readonly layer: number;
  readonly unit: number;
  /** Its own weights are drawn anew; those of the units that it feeds stay. */
  readonly isRedrawn?: boolean;
}

/** For each unit of each hidden layer its source; null for a new unit. */
export type UnitSources = readonly (readonly (UnitSource | null)[])[];

/**
 * @example alignUnits([tanh6, tanh4], [tanh6, tanh5])[1] // units 0 to 3 of layer 1, then null
 */
export function alignUnits(before: Hidden, after: Hidden): UnitSources {
  const least = Math.min(before.length, after.length);
  const isAlike = (a: Hidden[number] | undefined, b: Hidden[number] | undefined): boolean =>
    a?.units === b?.units && a?.activation === b?.activation;
  let head = 0;
  while (head < least && isAlike(before[head], after[head])) head++;
  let tail = 0;
  while (tail < least - head && isAlike(before.at(-1 - tail), after.at(-1 - tail))) tail++;
  return after.map(({ units }, i) => {
    const isInTail = i >= after.length - tail;
    const layer = isInTail ? i - after.length + before.length : i;
    const known = isInTail || layer < before.length - tail ? (before[layer]?.units ?? 0) : 0;
    return Array.from({ length: units }, (_, unit) => (unit < known ? { layer, unit } : null));
  });
}
