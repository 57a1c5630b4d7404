/**
 * Assigns overlapping intervals to tracks: slices on one track must nest, and batches of one instance may overlap (one
 * is read back while the next computes). Each interval goes to the lowest free track.
 */
interface Interval {
  readonly start: number;
  readonly end: number;
}

/**
 * @param intervals in order of their starts
 * @returns the track of each interval, from 0
 */
export function assignTracks(intervals: readonly Interval[]): number[] {
  const freeFrom: number[] = [];
  return intervals.map(({ start, end }) => {
    const found = freeFrom.findIndex((free) => free <= start);
    const track = found < 0 ? freeFrom.length : found;
    freeFrom[track] = end;
    return track;
  });
}
