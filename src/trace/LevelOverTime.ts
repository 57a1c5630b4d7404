/**
 * Mean level over time (requests in flight, requests in the queue) by columns of time. An interval costs the same
 * whatever its length: each of its ends adds a share to its own column and a step for all later ones (a difference
 * array).
 */
export class LevelOverTime {
  /** What ends within a column add to its mean. */
  private readonly shares: Float64Array;
  /** Difference of the level at the start of a column from that at the start of the column before. */
  private readonly steps: Float64Array;

  constructor(columns: number) {
    this.shares = new Float64Array(columns);
    this.steps = new Float64Array(columns + 1);
  }

  /** Adds an interval, in columns (3.5 is the middle of the fourth). */
  add(start: number, end: number): void {
    this.turn(start, 1);
    this.turn(end, -1);
  }

  /** Mean of each of the first `count` columns. */
  means(count: number): Float64Array {
    const means = new Float64Array(count);
    let level = 0;
    for (let column = 0; column < count; column++) {
      level += this.steps[column] ?? 0;
      means[column] = level + (this.shares[column] ?? 0);
    }
    return means;
  }

  /** Merges pairs of columns, which thus become twice as wide. */
  halve(): void {
    const { shares, steps } = this;
    const half = shares.length >> 1;
    for (let column = 0; column < half; column++) {
      const [first, second] = [2 * column, 2 * column + 1];
      shares[column] = ((shares[first] ?? 0) + (shares[second] ?? 0) + (steps[second] ?? 0)) / 2;
      // From the start of one pair to the start of the next: over the second column of the pair before.
      steps[column] = (steps[first] ?? 0) + (column > 0 ? (steps[first - 1] ?? 0) : 0);
    }
    const last = (steps[2 * half] ?? 0) + (steps[2 * half - 1] ?? 0);
    shares.fill(0, half);
    steps.fill(0, half);
    steps[half] = last;
  }

  private turn(at: number, by: 1 | -1): void {
    const column = Math.min(Math.floor(at), this.shares.length - 1);
    this.shares[column] = (this.shares[column] ?? 0) + by * Math.max(0, 1 - (at - column));
    this.steps[column + 1] = (this.steps[column + 1] ?? 0) + by;
  }
}
