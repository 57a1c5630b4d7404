/**
 * Slices on one track must nest, and those of one instance may overlap: while one batch is read back the next computes.
 * Each interval goes to the lowest lane that is free, so that no lane holds two at once.
 */
interface Interval {
  readonly start: number;
  readonly end: number;
}

/** The lane of each interval; intervals in order of their starts. */
export function assignLanes(intervals: readonly Interval[]): number[] {
  const freeFrom: number[] = [];
  return intervals.map(({ start, end }) => {
    const found = freeFrom.findIndex((free) => free <= start);
    const lane = found < 0 ? freeFrom.length : found;
    freeFrom[lane] = end;
    return lane;
  });
}
